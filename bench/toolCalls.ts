import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBash } from '../src/run/bash';
import { call, text, turn } from '../test/support/messagesServer';
import { micros, millis, type Section, summarise, times } from './measure';
import { Thread } from './thread';

const tasks = 12;
const callsPerTask = 25;
const readsAlone = 2000;

const kinds = {
  nothing: () => call('no_such_tool', {}),
  read: () => call('read_file', { path: 'code.js' }),
  command: () => call('run_command', { command: 'echo hi' }),
};

/** From one request of the agent to the next, with one tool call between; kinds of calls take turns, task by task. */
export async function measureToolCalls(): Promise<readonly Section[]> {
  const thread = await Thread.start();
  try {
    thread.write('code.js', 'export const answer = 42;\n'.repeat(80));
    const starts: number[] = [];
    const gaps = { nothing: [] as number[], read: [] as number[], command: [] as number[] };
    const bare: number[] = [];
    for (let task = 0; task < tasks; task += 1) {
      for (const kind of ['nothing', 'read', 'command'] as const) {
        const replies = Array.from({ length: callsPerTask }, () => turn([kinds[kind]()]));
        const { startedAt, arrivals } = await thread.run([...replies, turn([text('Done.')])]);
        starts.push((arrivals[0] ?? Number.NaN) - startedAt);
        gaps[kind].push(...arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? Number.NaN)));
      }
      for (let run = 0; run < callsPerTask; run += 1) bare.push(await bareEcho(thread));
    }
    const [firstStart = Number.NaN, ...laterStarts] = starts;
    return [callSection(gaps, bare), await gateSection(thread), startSection(firstStart, laterStarts)];
  } finally {
    await thread.stop();
  }
}

function callSection(
  gaps: Readonly<Record<keyof typeof kinds, readonly number[]>>,
  bareSamples: readonly number[],
): Section {
  const nothing = summarise(gaps.nothing);
  const read = summarise(gaps.read);
  const command = summarise(gaps.command);
  const bare = summarise(bareSamples);
  const row = (name: string, { median, p90, p99 }: typeof bare, base: number) => [
    ...[name, millis(median), millis(p90), millis(p99)],
    ...[millis(median - base), times(median / base)],
  ];
  return {
    title: 'A tool call, from one request to the next',
    how:
      `${tasks} tasks of ${callsPerTask} calls of each kind, through agent, HTTP, gate, policy and ledger on disk, without ` +
      'a judge. The scripted server runs in the same process, so its own time is in every figure. The base is a call that ' +
      'never becomes an action; for the command, `bash -c "echo hi"` started bare.',
    head: ['', 'median', 'p90', 'p99', 'above the base', 'against the base'],
    rows: [
      row('call that is no action (base)', nothing, nothing.median),
      row('`read_file`', read, nothing.median),
      row('`bash -c "echo hi"`, bare (base)', bare, bare.median),
      row('`run_command` `echo hi`', command, bare.median),
    ],
  };
}

/** The gate alone, beside the same file read without it. */
async function gateSection(thread: Thread): Promise<Section> {
  const path = join(thread.root, 'code.js');
  const signal = new AbortController().signal;
  const gated: number[] = [];
  const direct: number[] = [];
  for (let index = 0; index < readsAlone; index += 1) {
    const started = performance.now();
    const outcome = await thread.gate.propose(
      { kind: 'readFile', path },
      { taskId: 'bench', callId: `r${index}`, signal },
    );
    gated.push((performance.now() - started) * 1000);
    if (outcome.status !== 'done') throw new Error(`A read was ${outcome.status}`);
    const before = performance.now();
    readFileSync(path, 'utf8');
    direct.push((performance.now() - before) * 1000);
  }
  const [gate, plain] = [summarise(gated), summarise(direct)];
  return {
    title: 'The gate alone',
    how: `${readsAlone} reads of a small file, each judged twice, with its lines in the ledger, beside the bare read.`,
    head: ['', 'median', 'p90', 'p99', 'against the bare read'],
    rows: [
      ['bare read', micros(plain.median), micros(plain.p90), micros(plain.p99), times(1)],
      ['through the gate', micros(gate.median), micros(gate.p90), micros(gate.p99), times(gate.median / plain.median)],
    ],
  };
}

function startSection(first: number, later: readonly number[]): Section {
  const { median, p90, p99 } = summarise(later);
  return {
    title: 'A task, from its start to its first request',
    how: 'From `Tasks.start` until the server has the whole request. The palette and the editor are not in it.',
    head: ['', 'median', 'p90', 'p99'],
    rows: [
      ['the first in a process', millis(first), '', ''],
      ['later ones', millis(median), millis(p90), millis(p99)],
    ],
  };
}

function bareEcho({ root, environment }: Thread): Promise<number> {
  const bash = findBash(environment, process.platform === 'win32' ? 'windows' : 'posix');
  if (bash.kind === 'missing') throw new Error(bash.why);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    spawn(bash.path, ['--noprofile', '--norc', '-c', 'echo hi'], { cwd: root, env: environment })
      .once('error', reject)
      .once('close', () => resolve(performance.now() - started))
      .stdout.resume();
  });
}
