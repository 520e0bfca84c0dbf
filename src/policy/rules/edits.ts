import type { Rule } from '../rule';

/** What an edit does beyond writing its file. Commands that it adds are judged by the rules for commands. */
export const editRules: readonly Rule[] = [
  {
    id: 'edit.emptied',
    when: { effects: ['change'], details: ['change.emptied'] },
    severity: 50,
    minimum: 'ask',
    settledBy: 'judge',
    reason: '.',
    saferWay: 'Change the parts that need it and leave the rest.',
    matches: ['edit: src/long.ts <<< '],
    notMatches: ['edit: src/index.ts <<< export const a = 2;', 'edit: src/new.ts <<< '],
  },
  {
    id: 'edit.unsaved',
    when: { effects: ['change'], details: ['change.unsaved'] },
    severity: 60,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Wait until the person has saved or discarded their changes.',
    // What is unsaved is known in an editor only.
    matches: [],
    notMatches: ['edit: src/index.ts', 'delete: src/index.ts'],
  },
  {
    id: 'edit.uncommitted',
    when: { effects: ['change'], details: ['change.lost', 'change.replaced'] },
    severity: 55,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', so nothing would bring it back.',
    saferWay: 'Change the parts that need it, or ask the person to commit the file first.',
    // What git holds is known of a task only.
    matches: [],
    notMatches: ['edit: src/long.ts <<< export const a = 2;', 'delete: src/index.ts'],
  },
  {
    id: 'edit.written-by-tools',
    when: { effects: ['change'], details: ['change.installed', 'change.wrapper'] },
    severity: 60,
    minimum: 'ask',
    settledBy: 'person',
    reason: '.',
    saferWay: 'Leave it to the tool that writes it: change what the tool reads, or tell the person what is wrong.',
    matches: ['edit: node_modules/x/index.js', 'edit: .venv/lib/python3.12/site-packages/x.py', 'edit: gradlew'],
    notMatches: ['edit: src/node_modules.ts', 'edit: vendor.ts', 'rm -rf node_modules'],
  },
  {
    id: 'edit.unread',
    when: { effects: ['unknown'], details: ['edit'] },
    severity: 60,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', so nobody can tell what it changes.',
    saferWay: 'Write it so that it can be read as what its name says.',
    matches: ['edit: package.json <<< {"scripts":'],
    notMatches: ['edit: package.json <<< {"name": "app"}', 'edit: src/index.ts <<< {"scripts":'],
  },
];
