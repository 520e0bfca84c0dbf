import type { Policy } from './rule';
import { buildRules } from './rules/builds';
import { commandRules } from './rules/commands';
import { configurationRules } from './rules/configuration';
import { editedCodeRules } from './rules/editedCode';
import { editRules } from './rules/edits';
import { fileRules } from './rules/files';
import { floorRules } from './rules/floor';
import { gitRules } from './rules/git';
import { modeRules } from './rules/modes';
import { networkRules } from './rules/network';
import { personRules } from './rules/person';
import { settingRules } from './rules/settings';
import { taintRules } from './rules/taint';

/** Balanced: what loses nothing and stays in the workspace runs; what can't be taken back, or isn't understood, waits. */
export const defaultPolicy: Policy = {
  askAt: 40,
  blockAt: 90,
  layers: [
    { layer: 'floor', rules: floorRules },
    { layer: 'mode', rules: modeRules },
    {
      layer: 'default',
      rules: [
        ...fileRules,
        ...editRules,
        ...editedCodeRules,
        ...configurationRules,
        ...settingRules,
        ...buildRules,
        ...commandRules,
        ...gitRules,
        ...networkRules,
        ...taintRules,
        ...personRules,
      ],
    },
  ],
};
