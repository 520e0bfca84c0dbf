import { basename, relative } from 'node:path';
import * as vscode from 'vscode';
import { manyLines, oneLine } from '../../action/visibleText';
import type { CommandExit, RunningCommand } from '../../run/runningCommand';
import { Screen } from './screen';
import { TerminalOutput } from './terminalOutput';

/** A longer command line is cut here; the held action and the transcript show all of it. */
const MAX_COMMAND = 20_000;

export interface LaneEvents {
  /** The person wants these to end. */
  onStop(commands: readonly RunningCommand[]): void;
  /** The terminal is gone. */
  onClose(): void;
  /** Nothing runs in it any more. */
  onIdle(): void;
}

/** One terminal, in which commands are shown one after the other, also where they run at the same time. */
export class CommandLane {
  readonly #screen: Screen;
  readonly #terminal: vscode.Terminal;
  readonly #closing: vscode.Disposable;
  /** The first is the one on show. */
  readonly #queue: RunningCommand[] = [];
  /** Over, but something that they started still runs. */
  #leftBehind: RunningCommand[] = [];
  #isClosed = false;

  constructor(
    name: string,
    private readonly events: LaneEvents,
  ) {
    this.#screen = new Screen({
      onInterrupt: () => events.onStop(this.#queue.length > 0 ? this.#queue.slice(0, 1) : this.#leftBehind),
      onClose: () => this.#didClose(),
    });
    this.#terminal = vscode.window.createTerminal({
      name,
      pty: this.#screen,
      iconPath: new vscode.ThemeIcon('shield'),
      // After a reload there is nothing behind it.
      isTransient: true,
    });
    // A terminal that is closed before the editor has opened it tells nobody but its listeners.
    this.#closing = vscode.window.onDidCloseTerminal((terminal) => {
      if (terminal === this.#terminal) this.#didClose();
    });
  }

  /** Nothing that was shown in it runs any more. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#leftBehind.length === 0;
  }

  show(command: RunningCommand): void {
    this.#queue.push(command);
    if (this.#queue.length === 1) this.#showNext();
  }

  /** Brings it to the front, leaving the focus where it is. */
  reveal(): void {
    this.#terminal.show(true);
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #didClose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closing.dispose();
    this.#screen.dispose();
    this.events.onClose();
    this.events.onStop([...this.#queue, ...this.#leftBehind]);
  }

  #showNext(): void {
    const [command] = this.#queue;
    if (command === undefined) return;
    const output = new TerminalOutput();
    this.#screen.print(headerOf(command));
    this.#screen.print(output.accept(command.output()));
    const exit = command.exit();
    if (exit !== undefined) {
      this.#didEnd(command, exit, output);
      return;
    }
    const listeners = [
      command.onDidOutput((text) => this.#screen.print(output.accept(text))),
      command.onDidExit((ended) => {
        for (const listener of listeners) listener.dispose();
        this.#didEnd(command, ended, output);
      }),
    ];
  }

  #didEnd(command: RunningCommand, exit: CommandExit, output: TerminalOutput): void {
    this.#screen.print(output.end() + footerOf(exit));
    this.#queue.shift();
    if (exit.leftBehind) this.#leftBehind = [...this.#leftBehind, command];
    this.#showNext();
    if (this.isIdle) this.events.onIdle();
  }
}

/** What runs, verbatim, with whatever can't be seen made visible. */
function headerOf({ command, cwd }: RunningCommand): string {
  const rest = command.length - MAX_COMMAND;
  const shown = manyLines(rest > 0 ? command.slice(0, MAX_COMMAND) : command).replaceAll('\n', '\r\n> ');
  const more = rest > 0 ? `\r\n${DIM}${vscode.l10n.t('… {0} more characters …', rest)}${RESET}` : '';
  return `${DIM}${oneLine(shownFolder(cwd))}${RESET}\r\n${BOLD}$ ${shown}${RESET}${more}\r\n`;
}

function footerOf(exit: CommandExit): string {
  const isGood = exit.why === 'exited' && exit.code === 0;
  const left = exit.leftBehind ? ` ${vscode.l10n.t('Something it started still runs; Ctrl+C ends it.')}` : '';
  return `${isGood ? DIM : RED}[${describeExit(exit)}]${left}${RESET}\r\n\r\n`;
}

function describeExit({ why, code, signal, tookMs, error }: CommandExit): string {
  const { t } = vscode.l10n;
  const time = tookMs < 100 ? t('{0} ms', Math.round(tookMs)) : t('{0} s', (tookMs / 1000).toFixed(1));
  switch (why) {
    case 'exited':
      return code === undefined
        ? t('ended by {0} after {1}', signal ?? 'a signal', time)
        : t('exit {0} in {1}', code, time);
    case 'timedOut':
      return t('stopped at its time limit, after {0}', time);
    case 'stopped':
      return t('stopped after {0}', time);
    case 'failed':
      return t('could not be started: {0}', oneLine(error ?? ''));
  }
}

/** A folder as a prompt shows it: from its workspace folder on. */
function shownFolder(cwd: string): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd));
  if (folder === undefined) return cwd;
  const steps = relative(folder.uri.fsPath, cwd);
  const name = basename(folder.uri.fsPath);
  return steps === '' ? name : `${name}/${steps}`;
}

const RESET = '\x1b[0m';
const DIM = '\x1b[2m';
const BOLD = '\x1b[1m';
const RED = '\x1b[31m';
