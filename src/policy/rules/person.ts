import type { Rule } from '../rule';

export const personRules: readonly Rule[] = [
  {
    id: 'person.boundary',
    when: { effects: ['cross'] },
    severity: 60,
    minimum: 'ask',
    settledBy: 'judge',
    reason: '. Say in a message that it may, or approve this once, if you want it after all.',
    saferWay: 'Keep to what the person said, and go on with what lies within it. If the task needs more, ask them.',
    // What the person said stands in the situation, not in the action: no example by itself shows it.
    matches: [],
    notMatches: ['npm test', 'git commit -m x', 'git push', 'rm a.txt', 'edit: src/index.ts'],
  },
];
