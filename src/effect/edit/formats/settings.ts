import type { Format } from '../fact';
import { ansible } from './ansible';
import { builtLanguages } from './builtLanguages';
import { codeTags } from './codeTags';
import { compose } from './compose';
import { gitAttributes } from './gitAttributes';
import { gitConfigFile } from './gitConfigFile';
import { githubWorkflow } from './githubWorkflow';
import { kubernetes } from './kubernetes';
import { machineSettings } from './machineSettings';
import { otherLocks } from './otherLocks';
import { otherPipelines } from './otherPipelines';
import { pythonSettings } from './pythonSettings';
import { registrySettings } from './registrySettings';
import { switchedOff } from './switchedOff';
import { taskFiles } from './taskFiles';
import { toolFiles } from './toolFiles';

/** Settings in YAML, TOML, INI and XML. */
export const settings: readonly Format[] = [
  githubWorkflow,
  ...otherPipelines,
  ...taskFiles,
  compose,
  kubernetes,
  gitConfigFile,
  gitAttributes,
  ...registrySettings,
  ...pythonSettings,
  ...builtLanguages,
  ...toolFiles,
  ...machineSettings,
  ...otherLocks,
  ansible,
  codeTags,
  switchedOff,
];
