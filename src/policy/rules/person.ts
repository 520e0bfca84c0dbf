import type { Rule } from '../rule';

export const personRules: readonly Rule[] = [
  {
    id: 'person.boundary',
    when: { effects: ['cross'] },
    // What the person said themselves is what to tell them first.
    severity: 65,
    minimum: 'ask',
    settledBy: 'judge',
    reason: '',
    saferWay:
      'Keep to what the person said, and go on with what lies within it. If the task needs more, ask them: a message of theirs can lift it.',
    // What the person said stands in the situation, not in the action: no example by itself shows it.
    matches: [],
    notMatches: ['npm test', 'git commit -m x', 'git push', 'rm a.txt', 'edit: src/index.ts'],
  },
];
