import { resolve } from 'node:path';
import type { CommandAction, ReadOutputAction, StopCommandAction } from '../action/action';
import { type Disposable, Emitter } from '../action/emitter';
import { messageOf } from '../action/errorText';
import type { Disk } from '../action/situation';
import { type CarriedOut, type Carrier, type Carrying, SwappedError } from '../gate/carriers';
import { findBash } from './bash';
import { type Followed, reportEnd, reportNews, reportStart, reportStop } from './commandReports';
import { endMarked } from './processTree';
import { refused } from './refused';
import { type CommandExit, CommandProcess, type CommandTimes, type RunningCommand } from './runningCommand';
import { type CommandChild, isTooLong, spawnCommand } from './spawnCommand';

export interface CommandsParts {
  readonly disk: Pick<Disk, 'realPath' | 'kind'>;
  /** Looks for the shell anew at each command: it may have been installed meanwhile. */
  readonly findBash?: typeof findBash | undefined;
  /** Told what goes wrong beside a command, such as a listener that throws. */
  readonly report: (error: unknown) => void;
  readonly times?: Partial<CommandTimes & { readonly firstLookMs: number; readonly patienceMs: number }> | undefined;
}

const TIMES = {
  killMs: 1500,
  graceMs: 500,
  /** How long a command in the background is watched before the agent goes on: most that fail, fail at once. */
  firstLookMs: 500,
  /** How long reading output waits when there is nothing new. */
  patienceMs: 2000,
};

/** Commands that are over and whose output wasn't all read, kept at most. */
const MOST_ENDED = 20;

/** Set for each command, so that what it started is found wherever it went. */
const MARKER = 'CHAPERONE_ACTION';

/** Carries out commands, and knows those that run. */
export class Commands implements Disposable {
  /** The task of each command ever started, by action: for what went off on its own and outlived it. */
  readonly #tasks = new Map<string, string>();
  readonly #followed = new Map<string, Followed>();
  readonly #started = new Emitter<RunningCommand>();
  /** Told before the command can have printed anything. */
  readonly onDidStart = this.#started.event;
  readonly #times: typeof TIMES;
  #count = 0;
  #isDisposed = false;

  constructor(private readonly parts: CommandsParts) {
    this.#times = { ...TIMES, ...parts.times };
  }

  readonly command: Carrier<CommandAction> = async (action, carrying) => {
    const { platform, environment } = carrying.situation;
    if (action.shell !== undefined) return refused('Only commands for bash are carried out. Write it for bash.');
    const bash = (this.parts.findBash ?? findBash)(environment, platform);
    if (bash.kind === 'missing') return refused(bash.why);
    if (isTooLong(action.command, platform)) {
      return refused('This command line is longer than the system takes. Write it to a script file and run that.');
    }
    const followed = this.#start(bash.path, action, carrying);
    if ('ok' in followed) return followed;
    const { process } = followed;
    const onAbort = () => process.stop();
    carrying.signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (!action.background) {
        const report = this.#didEnd(followed, carrying, await process.ended);
        this.#checkStill(followed, carrying, report.text);
        return report;
      }
      void process.ended.then(() => this.#keep(process, carrying));
      await Promise.race([process.ended, pause(this.#times.firstLookMs)]);
      this.#checkStill(followed, carrying, undefined);
    } finally {
      carrying.signal.removeEventListener('abort', onAbort);
    }
    const exit = process.exit();
    return exit === undefined ? reportStart(followed) : reportEnd(followed, exit);
  };

  readonly readOutput: Carrier<ReadOutputAction> = async ({ commandId }, carrying) => {
    const followed = this.#find(commandId, carrying);
    if (followed === undefined) return this.#unknown(commandId, carrying);
    carrying.checkUnchanged();
    await this.#untilNews(followed, carrying.signal);
    const report = reportNews(followed);
    this.#forget();
    return report;
  };

  readonly stopCommand: Carrier<StopCommandAction> = async ({ commandId }, carrying) => {
    const followed = this.#find(commandId, carrying);
    if (followed === undefined) return this.#unknown(commandId, carrying);
    if (!followed.process.isRunning()) return reportNews(followed);
    carrying.checkUnchanged();
    await followed.process.end('stopped');
    return reportStop(followed);
  };

  /** Commands of which anything still runs, oldest first. */
  running(): readonly RunningCommand[] {
    return [...this.#followed.values()].map(({ process }) => process).filter((process) => process.isRunning());
  }

  /** Ends what a task still has running. */
  stopTask(taskId: string): void {
    for (const { process } of this.#followed.values()) {
      if (process.taskId === taskId && process.isRunning()) process.stop();
    }
    const ending = new Set(this.running().map(({ actionId }) => actionId));
    endMarked(MARKER, (actionId) => this.#tasks.get(actionId) === taskId && !ending.has(actionId));
  }

  /**
   * Ends what commands of an editor that was killed left running, since nobody would see or stop it. Returns the
   * actions of which anything still ran.
   */
  endOrphans(isOrphan: (actionId: string) => boolean): ReadonlySet<string> {
    return endMarked(MARKER, (actionId) => !this.#tasks.has(actionId) && isOrphan(actionId));
  }

  /** Ends all commands by force before it returns: an editor that closes waits for nothing. */
  dispose(): void {
    this.#isDisposed = true;
    for (const { process } of this.#followed.values()) if (process.isRunning()) process.endNow();
    endMarked(MARKER, (actionId) => this.#tasks.has(actionId));
  }

  /** Starts a command in the turn of the event loop in which it is looked at for the last time. */
  #start(bash: string, action: CommandAction, carrying: Carrying): Followed | CarriedOut {
    const { disk, report } = this.parts;
    const { actionId, taskId, situation } = carrying;
    const cwd = disk.realPath(resolve(action.cwd));
    if (disk.kind(cwd) !== 'folder') return refused(`${action.cwd} is not a folder that commands could start in.`);
    const marker = `${MARKER}=${actionId}`;
    const { command, background: isBackground } = action;
    const { environment, platform } = situation;

    carrying.checkUnchanged();
    if (this.#isDisposed) return refused('The editor is closing.');
    let child: CommandChild;
    try {
      child = spawnCommand({ bash, command, cwd, environment, platform, marker });
    } catch (error) {
      return refused(`It could not be started: ${messageOf(error)}`);
    }
    const startedAt = Date.now();
    this.#tasks.set(actionId, taskId);
    this.#count += 1;
    const facts = { id: `c${this.#count}`, actionId, taskId, command, cwd, startedAt, isBackground, marker };
    const process = new CommandProcess(child, facts, this.#times, report);
    const followed: Followed = { process, read: 0 };
    this.#followed.set(process.id, followed);
    if (child.pid === undefined) return followed;
    try {
      carrying.didStart({ pid: child.pid, startedAt });
    } catch (error) {
      // What isn't in the ledger doesn't run.
      process.endNow();
      throw error;
    }
    // Still in the turn in which it was looked at for the last time.
    this.#checkStill(followed, carrying, undefined);
    process.endAfter(action.timeoutMs);
    try {
      this.#started.fire(process);
    } catch (error) {
      report(error);
    }
    return followed;
  }

  /** What it runs by is no longer what it was: whatever it is doing now, nobody has judged. */
  #checkStill({ process }: Followed, carrying: Carrying, report: string | undefined): void {
    try {
      carrying.checkStill();
    } catch (error) {
      if (!(error instanceof SwappedError)) throw error;
      const isRunning = process.isRunning();
      if (isRunning) process.endNow();
      throw new SwappedError(error.changes, isRunning ? 'The command was ended.' : report);
    }
  }

  #didEnd(followed: Followed, carrying: Carrying, exit: CommandExit): CarriedOut {
    this.#keep(followed.process, carrying);
    const report = reportEnd(followed, exit);
    this.#forget();
    return report;
  }

  /** All that it printed stays for the person, beside what the agent reads of it. */
  #keep(process: CommandProcess, carrying: Carrying): void {
    try {
      if (process.log.length > 0) carrying.keep(process.output());
    } catch (error) {
      this.parts.report(error);
    }
  }

  /** A command of the same task: what other tasks run is not for this one to read or stop. */
  #find(id: string, { taskId }: Carrying): Followed | undefined {
    const followed = this.#followed.get(id);
    return followed?.process.taskId === taskId ? followed : undefined;
  }

  #unknown(id: string, { taskId }: Carrying): CarriedOut {
    const own = [...this.#followed.values()].filter(({ process }) => process.taskId === taskId);
    const known = own.map(({ process }) => process.id).join(', ');
    return refused(
      `There is no command ${id}. ${known === '' ? 'None runs in the background.' : `There are: ${known}.`}`,
    );
  }

  async #untilNews({ process, read }: Followed, signal: AbortSignal): Promise<void> {
    if (process.log.length > read || !process.isRunning()) return;
    const done: Disposable[] = [];
    const news = new Promise<void>((resolve) => {
      const onAbort = () => resolve();
      signal.addEventListener('abort', onAbort);
      const waiting = setTimeout(resolve, this.#times.patienceMs);
      done.push(
        process.onDidOutput(() => resolve()),
        process.onDidExit(() => resolve()),
      );
      done.push({ dispose: () => signal.removeEventListener('abort', onAbort) });
      done.push({ dispose: () => clearTimeout(waiting) });
    });
    await news.finally(() => {
      for (const each of done) each.dispose();
    });
  }

  /** Lets go of commands that are over and read to their end, and of the oldest of the others. */
  #forget(): void {
    const over = [...this.#followed.values()].filter(({ process }) => !process.isRunning());
    const unread = over.filter(({ process, read }) => read < process.log.length);
    const kept = new Set(unread.slice(-MOST_ENDED));
    for (const followed of over) if (!kept.has(followed)) this.#followed.delete(followed.process.id);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
