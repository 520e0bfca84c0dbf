import type { Action } from '../../../src/action/action';
import type { Task } from '../../../src/agent/task';
import type { Hold } from '../../../src/hold/hold';
import type { ActionRow, ProbedResult, TaskRow } from '../../../src/ledger/actionLog';
import { NO_SPEND, NO_TASK_SPEND, type Spend } from '../../../src/model/spend';
import type { Verdict } from '../../../src/policy/verdict';
import type { Translate } from '../../../src/vscode/translate';

export const t: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)]));

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    decision: 'ask',
    rule: 'files.delete-outside',
    layer: 'default',
    severity: 70,
    settledBy: 'person',
    part: { start: 0, end: 6, text: 'rm -rf' },
    reason: 'It deletes data, which git does not have.',
    effects: [],
    findings: [],
    parts: [],
    ...changes,
  };
}

export function command(text: string): Action {
  return { kind: 'command', command: text, cwd: '/work/shop', timeoutMs: 60_000, background: false };
}

export function hold(changes: Partial<Hold> = {}): Hold {
  const number = changes.number ?? 1;
  return {
    id: `hold-${number}`,
    actionId: `action-${number}`,
    number,
    taskId: 'task-1',
    callId: `call-${number}`,
    action: command('rm -rf data'),
    access: 'writes',
    verdict: verdict(),
    digest: `digest-${number}`,
    facts: {},
    since: 0,
    status: 'waiting',
    changes: [],
    ...changes,
  };
}

export function row(changes: Partial<ActionRow> = {}): ActionRow {
  return {
    id: 'action-1',
    task: 'task-1',
    host: 'host',
    kind: 'command',
    label: 'npm test',
    verdict: {
      decision: 'allow',
      rule: 'run.tests',
      layer: 'default',
      reason: 'Runs the tests.',
      part: '',
      severity: 5,
    },
    micros: 200,
    state: 'done',
    summary: 'exit 0 in 1.2 s',
    proposedAt: 0,
    ...changes,
  };
}

/** What the probe found in a result. */
export function probed(changes: Partial<ProbedResult> = {}): ProbedResult {
  return {
    source: 'README.md',
    signs: [
      { id: 'override', says: 'tells its reader to forget earlier instructions', excerpt: 'ignore all previous' },
    ],
    masked: 0,
    ...changes,
  };
}

export function taskRow(changes: Partial<TaskRow> = {}): TaskRow {
  return {
    task: 'task-1',
    host: 'host',
    text: 'Fix the tests',
    model: 'some-model',
    mode: 'auto',
    isDemo: false,
    state: 'finished',
    startedAt: 0,
    activeMs: 90_000,
    counts: { edits: 2, commands: 1, reads: 12, fetches: 0, holds: 1, waiting: 1, blocks: 1, suspicious: 0 },
    spent: NO_TASK_SPEND,
    ...changes,
  };
}

export function task(changes: Partial<Task> = {}): Task {
  return {
    id: 'task-1',
    text: 'Fix the tests',
    since: 0,
    status: 'working',
    pausing: undefined,
    model: 'some-model',
    isDemo: false,
    events: [],
    spent: NO_SPEND,
    liveText: '',
    ...changes,
  };
}

/** One request, unless told otherwise. */
export function spend(changes: Partial<Spend> = {}): Spend {
  return { ...NO_SPEND, requests: 1, ...changes };
}
