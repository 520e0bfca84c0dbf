import type { Disposable, Event } from '../../action/emitter';
import type { CarriedOut } from '../../gate/carriers';
import type { RunningCommand } from '../../run/runningCommand';
import { CommandLane } from './commandLane';

/** Terminals of background commands that have ended, left open at most. */
const MAX_ENDED = 4;

/**
 * Shows the commands that run, in terminals that a person can watch: one for those that the agent waits for, one for
 * each that runs in the background. None takes the focus. Ctrl+C, or closing the terminal, stops what runs in it.
 */
export class CommandTerminals implements Disposable {
  readonly #listener: Disposable;
  /** By command id and by action id: the agent is told who stopped a command. */
  readonly #stoppedByPerson = new Set<string>();
  #foreground: CommandLane | undefined;
  #background: readonly CommandLane[] = [];
  #isDisposed = false;

  constructor(onDidStart: Event<RunningCommand>) {
    this.#listener = onDidStart((command) => {
      const lane = command.isBackground ? this.#openBackground(command) : this.#openForeground();
      lane.show(command);
    });
  }

  /** Brings a terminal to the front, leaving the focus where it is. Tells whether there is one yet. */
  reveal(): boolean {
    const lane = this.#foreground ?? this.#background.at(-1);
    lane?.reveal();
    return lane !== undefined;
  }

  /** What the agent reads of a command (by its id, or its action's): with who stopped it, if a person did. */
  tell(id: string, result: CarriedOut): CarriedOut {
    if (!this.#stoppedByPerson.has(id)) return result;
    const text = `The person stopped this command in its terminal. Don't run it again unless they ask for it.\n${result.text}`;
    return { ...result, text, summary: `${result.summary}, by the person` };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listener.dispose();
    this.#foreground?.dispose();
    for (const lane of this.#background) lane.dispose();
  }

  #openForeground(): CommandLane {
    this.#foreground ??= new CommandLane('Chaperone', {
      onStop: (commands) => this.#stop(commands),
      onClose: () => {
        this.#foreground = undefined;
      },
      onIdle: () => undefined,
    });
    return this.#foreground;
  }

  #openBackground({ id }: RunningCommand): CommandLane {
    const lane = new CommandLane(`${id} Chaperone`, {
      onStop: (commands) => this.#stop(commands),
      onClose: () => {
        this.#background = this.#background.filter((other) => other !== lane);
      },
      onIdle: () => this.#closeOldest(),
    });
    this.#background = [...this.#background, lane];
    return lane;
  }

  #stop(commands: readonly RunningCommand[]): void {
    // A window that closes takes its terminals along: that is nobody's decision about a command.
    if (this.#isDisposed) return;
    for (const command of commands) {
      this.#stoppedByPerson.add(command.id).add(command.actionId);
      command.stop();
    }
  }

  #closeOldest(): void {
    const ended = this.#background.filter(({ isIdle }) => isIdle);
    for (const lane of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) lane.dispose();
  }
}
