import type { Format } from '../fact';
import { compose } from './compose';
import { githubWorkflow } from './githubWorkflow';
import { kubernetes } from './kubernetes';
import { otherPipelines } from './otherPipelines';
import { taskFiles } from './taskFiles';

/** Settings in YAML, TOML, INI and XML. */
export const settings: readonly Format[] = [githubWorkflow, ...otherPipelines, ...taskFiles, compose, kubernetes];
