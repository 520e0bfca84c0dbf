import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { win32 } from 'node:path';

const isWindows = process.platform === 'win32';

export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  /** Session, where the system tells. */
  readonly sid: number | undefined;
  /** Tells two processes apart that had the same id one after the other. */
  readonly started: string;
}

/** What identifies the processes of one command. */
export interface TreeRoot {
  /** The first process, which leads a group and a session of its own. */
  readonly pid: number;
  /** `NAME=value` in the environment of all that it started, unless they took it out. */
  readonly marker: string;
}

/**
 * All processes that a command started and that still run: children and theirs, members of its group and session, and
 * what went off on its own (`setsid`, a double fork) but still has the marker in its environment.
 */
export function treeOf(
  { pid }: TreeRoot,
  processes: readonly ProcessInfo[],
  known: ReadonlyMap<number, string>,
  isMarked: (pid: number) => boolean,
): readonly ProcessInfo[] {
  const children = new Map<number, ProcessInfo[]>();
  for (const process of processes) {
    const siblings = children.get(process.ppid);
    if (siblings === undefined) children.set(process.ppid, [process]);
    else siblings.push(process);
  }
  const isOwn = (process: ProcessInfo) =>
    process.pid === pid ||
    process.pgid === pid ||
    process.sid === pid ||
    known.get(process.pid) === process.started ||
    isMarked(process.pid);
  const found = new Map<number, ProcessInfo>();
  const visit = (process: ProcessInfo) => {
    if (found.has(process.pid)) return;
    found.set(process.pid, process);
    for (const child of children.get(process.pid) ?? []) visit(child);
  };
  for (const process of processes) if (isOwn(process)) visit(process);
  return [...found.values()];
}

/** The processes of one command, as far as they can be found when it has to be stopped. */
export class ProcessTree {
  /** Seen before, by id and start: found again even when what linked them to the command has ended. */
  readonly #known = new Map<number, string>();
  #isGone = false;

  constructor(private readonly root: TreeRoot) {}

  /** Remembers the first process, so that a later one with its id is not taken for it. */
  didStart(): void {
    const first = processInfo(this.root.pid);
    if (first !== undefined) this.#known.set(first.pid, first.started);
  }

  isRunning(): boolean {
    return isWindows ? isThere(this.root.pid) : this.#find().length > 0;
  }

  /** Signals each process, parents before what they could start again. Returns whether there was any. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): boolean {
    if (isWindows) return endTreeOnWindows(this.root.pid);
    const found = this.#find();
    for (const { pid } of found) send(pid, signal);
    return found.length > 0;
  }

  #find(): readonly ProcessInfo[] {
    // Once nothing is left, the id may become anybody's.
    if (this.#isGone) return [];
    const processes = listProcesses();
    const first = this.#known.get(this.root.pid);
    const isTaken = processes.some(
      ({ pid, started }) => pid === this.root.pid && first !== undefined && started !== first,
    );
    const found = isTaken ? [] : treeOf(this.root, processes, this.#known, (pid) => hasMarker(pid, this.root.marker));
    this.#isGone = found.length === 0;
    for (const { pid, started } of found) this.#known.set(pid, started);
    return found;
  }
}

/**
 * Ends by force whatever runs with a marker of this name, where the system lets one look: on Linux. Returns the values
 * of what it found.
 */
export function endMarked(name: string, isOurs: (value: string) => boolean): ReadonlySet<string> {
  const found = new Set<string>();
  if (process.platform !== 'linux') return found;
  for (const { pid } of listFromProc()) {
    if (pid === process.pid) continue;
    const environment = readOrEmpty(`/proc/${pid}/environ`);
    const start = environment.indexOf(`${name}=`) + name.length + 1;
    const value = start > name.length ? environment.toString('latin1', start, environment.indexOf(0, start)) : '';
    if (value === '' || !isOurs(value)) continue;
    found.add(value);
    send(pid, 'SIGKILL');
  }
  return found;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Windows has no signals: the tree below a process that still runs is ended at once. */
function endTreeOnWindows(pid: number): boolean {
  if (!isThere(pid)) return false;
  // By its full name: nothing on a search path may take its place.
  const program = win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  spawnSync(program, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true, timeout: 5000 });
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid > 1 && pid !== process.pid) process.kill(pid, signal);
  } catch (error) {
    // It ended by itself just now (ESRCH), or belongs to another user (EPERM): both can't be helped.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function listProcesses(): readonly ProcessInfo[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

function listFromProc(): readonly ProcessInfo[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map((id) => processInfo(Number(id))).filter((info) => info !== undefined);
}

function processInfo(pid: number): ProcessInfo | undefined {
  const stat = process.platform === 'linux' ? readOrEmpty(`/proc/${pid}/stat`).toString('latin1') : '';
  // The name of the program stands in parentheses and may hold any character.
  const [state, ppid, pgid, sid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const started = rest[15];
  if (started === undefined || state === 'Z' || state === 'X') return undefined;
  return { pid, ppid: Number(ppid), pgid: Number(pgid), sid: Number(sid), started };
}

function listFromPs(): readonly ProcessInfo[] {
  const options = { encoding: 'utf8', timeout: 5000, env: { LC_ALL: 'C', TZ: 'UTC' }, maxBuffer: 1 << 26 } as const;
  return parsePs(spawnSync('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart='], options).stdout ?? '');
}

export function parsePs(lines: string): readonly ProcessInfo[] {
  return lines.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/.exec(line);
    const [, pid, ppid, pgid, state, started] = match ?? [];
    if (started === undefined || state?.startsWith('Z') === true) return [];
    return [{ pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), sid: undefined, started }];
  });
}

function hasMarker(pid: number, marker: string): boolean {
  if (process.platform !== 'linux' || pid === process.pid) return false;
  const environment = readOrEmpty(`/proc/${pid}/environ`);
  return environment.indexOf(`\0${marker}\0`) >= 0 || environment.indexOf(`${marker}\0`) === 0;
}

/** Processes end while one looks, and those of others can't be looked at. */
function readOrEmpty(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
