import { EFFECT_KINDS } from '../../effect/effect';
import type { Rule } from '../rule';

const CHANGES = EFFECT_KINDS.filter((kind) => kind !== 'read' && kind !== 'askPerson');

/** What the modes add. Auto adds nothing: there the policy alone decides. */
export const modeRules: readonly Rule[] = [
  {
    id: 'mode.plan',
    when: { modes: ['plan'], effects: CHANGES, notDetails: ['task'] },
    severity: 95,
    minimum: 'block',
    settledBy: 'person',
    reason: ', and in Plan mode only reads are carried out.',
    saferWay:
      'You are in Plan mode: read, search and think, then describe the changes you would make. Do not try to make them; the person switches the mode.',
    matches: [
      '[plan] edit: src/index.ts',
      '[plan] npm test',
      '[plan] fetch: https://example.com/',
      '[plan] git commit -m x',
    ],
    notMatches: ['[plan] cat README.md', '[plan] ask: Which one?', '[auto] npm test', '[plan] git status'],
  },
  {
    id: 'mode.manual',
    when: { modes: ['manual'], effects: CHANGES, notDetails: ['task'] },
    severity: 45,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', and in Manual mode every change waits for you.',
    matches: ['[manual] edit: src/index.ts', '[manual] npm test', '[manual] git commit -m x'],
    notMatches: ['[manual] cat README.md', '[auto] edit: src/index.ts', '[manual] git log'],
  },
];
