import { StringDecoder } from 'node:string_decoder';
import { Emitter, type Event } from '../action/emitter';
import { OutputLog } from './outputLog';
import { ProcessTree } from './processTree';
import type { CommandChild } from './spawnCommand';

/** How the shell of a command ended. */
export interface CommandExit {
  readonly why: 'exited' | 'timedOut' | 'stopped' | 'failed';
  readonly code?: number | undefined;
  readonly signal?: string | undefined;
  readonly tookMs: number;
  /** Something that it started still runs. */
  readonly leftBehind: boolean;
  /** Why it could not be started. */
  readonly error?: string | undefined;
}

/** A command as a terminal shows it. */
export interface RunningCommand {
  /** What the agent calls it: `c1`. */
  readonly id: string;
  readonly actionId: string;
  readonly taskId: string;
  readonly command: string;
  readonly cwd: string;
  readonly startedAt: number;
  readonly isBackground: boolean;
  /** All that it printed so far, up to a bound. */
  output(): string;
  exit(): CommandExit | undefined;
  readonly onDidOutput: Event<string>;
  readonly onDidExit: Event<CommandExit>;
  /** Ends it, and all that it started. */
  stop(): void;
}

export type CommandFacts = Pick<
  RunningCommand,
  'id' | 'actionId' | 'taskId' | 'command' | 'cwd' | 'startedAt' | 'isBackground'
>;

export interface CommandTimes {
  /** From asking a process to end to forcing it. */
  readonly killMs: number;
  /** How long output may stay open after the shell has ended, before what holds it counts as left behind. */
  readonly graceMs: number;
}

/** Above the bound of what is kept, output is read in steps: a command that floods mustn't starve the editor. */
const THROTTLE_MS = 4;
const POLL_MS = 25;
/** What a forced end doesn't end within this is out of our hands. */
const GIVE_UP_MS = 2000;

export class CommandProcess implements RunningCommand {
  readonly id: string;
  readonly actionId: string;
  readonly taskId: string;
  readonly command: string;
  readonly cwd: string;
  readonly startedAt: number;
  readonly isBackground: boolean;
  readonly log = new OutputLog();
  readonly #output = new Emitter<string>();
  readonly onDidOutput = this.#output.event;
  readonly #exits = new Emitter<CommandExit>();
  readonly onDidExit = this.#exits.event;
  /** Resolves when it has ended; never rejects. */
  readonly ended: Promise<CommandExit>;
  readonly #tree: ProcessTree | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();
  #exit: CommandExit | undefined;
  #shell: { readonly code: number | undefined; readonly signal: string | undefined } | undefined;
  #why: 'timedOut' | 'stopped' | undefined;
  #isOpen = true;
  #isEnding = false;
  #kill: Promise<void> | undefined;

  constructor(
    private readonly child: CommandChild,
    facts: CommandFacts & { readonly marker: string },
    private readonly times: CommandTimes,
    /** Told what listeners throw. */
    private readonly report: (error: unknown) => void,
  ) {
    ({ id: this.id, actionId: this.actionId, taskId: this.taskId, command: this.command } = facts);
    ({ cwd: this.cwd, startedAt: this.startedAt, isBackground: this.isBackground } = facts);
    this.#tree = child.pid === undefined ? undefined : new ProcessTree({ pid: child.pid, marker: facts.marker });
    this.#tree?.didStart();
    this.#listen(child);
    this.ended = new Promise((resolve) => void this.onDidExit(resolve));
  }

  output(): string {
    return this.log.all();
  }

  exit(): CommandExit | undefined {
    return this.#exit;
  }

  /** Whether anything of it still runs, its shell or what that left behind. */
  isRunning(): boolean {
    return this.#exit === undefined || (this.#exit.leftBehind && (this.#isOpen || this.#tree?.isRunning() === true));
  }

  stop(): void {
    void this.end('stopped');
  }

  endAfter(timeoutMs: number): void {
    // Longer than timers can count is as good as never.
    if (timeoutMs < 2 ** 31) this.#after(timeoutMs, () => void this.end('timedOut'));
  }

  /** Asks all its processes to end, and forces those that don't. Resolves when they are gone or can't be ended. */
  end(why: 'timedOut' | 'stopped'): Promise<void> {
    if (this.#exit === undefined) this.#why ??= why;
    this.#kill ??= this.#end()
      .catch(this.report)
      .finally(() => {
        this.#isEnding = false;
        this.#settle();
      });
    return this.#kill;
  }

  /** Forces all its processes to end, before it returns. */
  endNow(): void {
    this.#why ??= 'stopped';
    // Twice, for what was being started during the first.
    for (let round = 0; round < 2 && this.#tree?.signal('SIGKILL') === true; round++);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #end(): Promise<void> {
    const tree = this.#tree;
    if (tree === undefined) return;
    this.#isEnding = true;
    tree.signal('SIGTERM');
    const forceAt = Date.now() + this.times.killMs;
    const giveUpAt = forceAt + GIVE_UP_MS;
    while (tree.isRunning() && Date.now() < giveUpAt) {
      if (Date.now() >= forceAt) tree.signal('SIGKILL');
      await pause(POLL_MS);
    }
    // What it last printed may still be on its way.
    const lastWords = Date.now() + this.times.graceMs;
    while (this.#isOpen && Date.now() < lastWords) await pause(POLL_MS);
  }

  #listen(child: CommandChild): void {
    for (const stream of [child.stdout, child.stderr]) {
      // A character may be spread over two pieces, and the two streams mix piece by piece.
      const decoder = new StringDecoder('utf8');
      stream.on('data', (bytes: Buffer) => {
        this.#append(decoder.write(bytes));
        if (!this.log.isOverfull) return;
        stream.pause();
        setTimeout(() => stream.resume(), THROTTLE_MS);
      });
      stream.on('end', () => this.#append(decoder.end()));
      stream.on('error', this.report);
    }
    child.once('exit', (code, signal) => {
      this.#shell = { code: code ?? undefined, signal: signal ?? undefined };
      this.#after(this.times.graceMs, () => this.#settle());
    });
    child.once('close', () => {
      this.#isOpen = false;
      this.#settle();
    });
    child.once('error', (error) => {
      this.#isOpen = false;
      this.#settle(error.message);
    });
  }

  #append(text: string): void {
    if (text === '') return;
    this.log.append(text);
    this.#tell(this.#output, text);
  }

  #settle(error?: string): void {
    // While it is being ended, that its shell has ended says nothing of the rest.
    if (this.#exit !== undefined || this.#isEnding) return;
    for (const timer of this.#timers) clearTimeout(timer);
    const isAlive =
      this.#isOpen || (error === undefined && hasGroup(this.child.pid) && this.#tree?.isRunning() === true);
    const isStarted = error === undefined && this.child.pid !== undefined;
    this.#exit = {
      why: this.#why ?? (isStarted ? 'exited' : 'failed'),
      ...this.#shell,
      tookMs: Date.now() - this.startedAt,
      leftBehind: isAlive,
      error,
    };
    this.#tell(this.#exits, this.#exit);
  }

  #after(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  #tell<T>(emitter: Emitter<T>, value: T): void {
    try {
      emitter.fire(value);
    } catch (error) {
      this.report(error);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whether any process is left in the group: a quick look that spares the thorough one after most commands. */
function hasGroup(pid: number | undefined): boolean {
  if (pid === undefined || process.platform === 'win32') return false;
  try {
    return process.kill(-pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
