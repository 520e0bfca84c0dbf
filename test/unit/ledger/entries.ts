import type { NewEntry } from '../../../src/ledger/entry';

type NewEntryOf<K extends NewEntry['kind']> = Extract<NewEntry, { readonly kind: K }>;

export function taskEntry(changes: Partial<NewEntryOf<'task'>> = {}): NewEntryOf<'task'> {
  return { kind: 'task', task: 't1', text: 'Fix it', model: 'm', mode: 'auto', isDemo: false, ...changes };
}

export function actionEntry(id: string, changes: Partial<NewEntryOf<'action'>> = {}): NewEntryOf<'action'> {
  return {
    kind: 'action',
    id,
    task: 't1',
    call: `call ${id}`,
    action: 'command',
    label: 'npm test',
    proposed: { kind: 'command', command: 'npm test' },
    digest: 'd',
    mode: 'auto',
    verdict: verdictOf('allow'),
    micros: 12.5,
    ...changes,
  };
}

export function verdictOf(decision: 'allow' | 'ask' | 'block'): NewEntryOf<'action'>['verdict'] {
  return {
    decision,
    rule: 'commands.known',
    layer: 'default',
    severity: 10,
    settledBy: 'grant',
    part: 'npm test',
    reason: 'Runs the tests.',
    effects: [{ kind: 'run', target: 'npm', detail: 'run.packageScript' }],
  };
}

export function taskEnded(changes: Partial<NewEntryOf<'taskEnded'>> = {}): NewEntryOf<'taskEnded'> {
  return {
    kind: 'taskEnded',
    task: 't1',
    as: 'finished',
    inputTokens: 10,
    cachedTokens: 5,
    outputTokens: 3,
    ...changes,
  };
}
