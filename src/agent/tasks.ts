import { randomUUID } from 'node:crypto';
import { type Disposable, Emitter } from '../action/emitter';
import type { Door, Settlement } from '../gate/door';
import { agentTotals } from '../ledger/agentTotals';
import type { NewEntry } from '../ledger/entry';
import type { ModelClient, ModelUsage, ReviewContext } from '../model/modelClient';
import { ModelError } from '../model/modelClient';
import { addSpend, NO_SPEND, type Spend, spendOf } from '../model/spend';
import type { SessionEvent } from './event';
import { work } from './loop';
import { hasNews } from './messages';
import type { Pausing, Task, TaskChange, TaskStatus } from './task';
import type { Ended, Surroundings } from './work';

export interface TasksParts {
  readonly door: Door;
  /** The model in force, asked for whenever a task gets its turn. Rejects with a `ModelError` when there is none. */
  readonly model: () => Promise<ModelClient>;
  readonly surroundings: () => Surroundings;
  /** Writes a line to the ledger. When it throws, the task doesn't run. */
  readonly record: (entry: NewEntry) => void;
  /** Ends what a stopped task still has waiting. */
  readonly expire: (taskId: string, why: string) => void;
  /** The person lets a task go on, or says something to it: what it was refused so far is counted anew. */
  readonly goOn?: ((taskId: string) => void) | undefined;
  readonly onBug: (error: unknown) => void;
  /** How many answers of the model one turn of a task may take. */
  readonly stepLimit?: (() => number) | undefined;
  /** As in `Work`. */
  readonly review?: (() => ReviewContext | undefined) | undefined;
  /** What a request to a model cost, in US dollars, where that is known. */
  readonly dollars?: ((model: string, usage: ModelUsage) => number | undefined) | undefined;
  readonly now?: (() => number) | undefined;
}

export interface StartOptions {
  /** A selection or file that the person gave along with the text. */
  readonly context?: string | undefined;
  /** Stops the task that runs and takes its place; else a task waits its turn. */
  readonly replace?: boolean | undefined;
  /** Works with this model instead of the one in force: the scripted demo. */
  readonly model?: ModelClient | undefined;
  readonly isDemo?: boolean | undefined;
}

const STEP_LIMIT = 100;

/** The tasks of a workspace. One works at a time; the others wait in the order in which they came or were woken. */
export class Tasks implements Disposable {
  readonly #tasks = new Map<string, Entry>();
  readonly #changed = new Emitter<TaskChange>();
  readonly onDidChange = this.#changed.event;
  #queue: Entry[] = [];
  #running: { readonly entry: Entry; readonly abort: AbortController; readonly pause: AbortController } | undefined;
  #isDisposed = false;

  constructor(private readonly parts: TasksParts) {}

  /** Oldest first. */
  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get(taskId: string): Task | undefined {
    return this.#tasks.get(taskId);
  }

  /** The task that works now. */
  current(): Task | undefined {
    return this.#running?.entry;
  }

  start(text: string, options: StartOptions = {}): Task {
    const { dollars = () => undefined } = this.parts;
    const entry = new Entry(text, this.#now(), options, { tell: (change) => this.#tell(change), dollars });
    this.#tasks.set(entry.id, entry);
    this.#tell({ task: entry, what: 'added' });
    entry.append({ kind: 'said', at: this.#now(), text, context: options.context });
    if (options.replace === true) {
      this.#queue.unshift(entry);
      if (this.#running !== undefined) this.stop(this.#running.entry.id);
    } else {
      this.#queue.push(entry);
    }
    this.#next();
    return entry;
  }

  /**
   * Says something more: to the task named, else to the one that works, else to the latest. A running agent reads it
   * at its next step; a task that had ended or is paused is woken. Undefined when there is no such task.
   */
  send(text: string, taskId?: string): Task | undefined {
    const entry = taskId === undefined ? (this.#running?.entry ?? this.#latest()) : this.#tasks.get(taskId);
    if (entry === undefined) return undefined;
    entry.append({ kind: 'said', at: this.#now(), text });
    if (this.#running?.entry !== entry) entry.interruption = undefined;
    this.parts.goOn?.(entry.id);
    // One that is about to pause has its answer already.
    if (entry.pausing !== undefined) entry.goesOn = true;
    this.#wake(entry);
    return entry;
  }

  /** Tells a task what became of one of its holds. Wakes it unless the person stopped it, or is to say how it goes on. */
  settle(settlement: Settlement): void {
    const entry = this.#tasks.get(settlement.taskId);
    if (entry === undefined) return;
    entry.append({ kind: 'settled', at: this.#now(), settlement });
    // Held again: nothing was decided, so there is nothing to go on with.
    const isOver = entry.status === 'stopped' || entry.interruption !== undefined;
    if (!isOver && entry.status !== 'paused' && settlement.status !== 'heldAgain') this.#wake(entry);
  }

  /** Stops the task named, else the one that works. False when there was nothing to stop. */
  stop(taskId: string | undefined = this.#running?.entry.id): boolean {
    if (taskId === undefined) return false;
    const running = this.#running;
    if (running?.entry.id === taskId) {
      if (running.abort.signal.aborted) return false;
      running.abort.abort(new Error('Stopped by the person'));
      return true;
    }
    const entry = this.#tasks.get(taskId);
    if (entry?.status !== 'queued' && entry?.status !== 'paused') return false;
    this.#queue = this.#queue.filter((queued) => queued !== entry);
    this.#end(entry, { as: 'stopped' });
    return true;
  }

  /**
   * Has a task wait for the person, with all that it has waiting. Begins nothing more of it; what runs comes to its end
   * first. The next task takes its turn.
   */
  pause(taskId: string, note: string): void {
    const entry = this.#tasks.get(taskId);
    if (entry === undefined || entry.pausing !== undefined) return;
    if (entry.status === 'stopped' || entry.interruption !== undefined) return;
    entry.pausing = { note };
    if (this.#running?.entry === entry) {
      this.#running.pause.abort(new Error(note));
      return;
    }
    this.#queue = this.#queue.filter((queued) => queued !== entry);
    this.#end(entry, { as: 'paused', note });
  }

  /**
   * Lets a paused task go on as it was: no word about what was refused. False when it isn't paused any more, or for
   * another reason than the one given.
   */
  goOn(taskId: string, pausing?: Pausing): boolean {
    const entry = this.#tasks.get(taskId);
    if (entry?.status !== 'paused' || (pausing !== undefined && entry.pausing !== pausing)) return false;
    this.parts.goOn?.(taskId);
    entry.append({ kind: 'noted', at: this.#now(), text: GO_ON });
    this.#wake(entry);
    return true;
  }

  /**
   * Ends a task because something went wrong that only the person can judge. Only they can wake it again. Expires what
   * it has waiting.
   */
  interrupt(taskId: string, note: string): void {
    const entry = this.#tasks.get(taskId);
    if (entry === undefined) return;
    entry.interruption ??= note;
    const running = this.#running;
    if (running?.entry === entry) {
      running.abort.abort(new Error(note));
      return;
    }
    this.#queue = this.#queue.filter((queued) => queued !== entry);
    this.#end(entry, { as: 'failed', note });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#queue = [];
    this.#running?.abort.abort(new Error('Chaperone is closing'));
  }

  /** A view that fails must not end a task. */
  #tell(change: TaskChange): void {
    try {
      this.#changed.fire(change);
    } catch (error) {
      this.parts.onBug(error);
    }
  }

  #now(): number {
    return this.parts.now?.() ?? Date.now();
  }

  #latest(): Entry | undefined {
    return [...this.#tasks.values()].at(-1);
  }

  #wake(entry: Entry): void {
    if (entry.status === 'queued' || entry.status === 'working') return;
    entry.pausing = undefined;
    entry.goesOn = false;
    entry.setStatus('queued');
    this.#queue.push(entry);
    this.#next();
  }

  #next(): void {
    if (this.#running !== undefined || this.#isDisposed) return;
    const entry = this.#queue.shift();
    if (entry === undefined) return;
    const abort = new AbortController();
    const pause = new AbortController();
    this.#running = { entry, abort, pause };
    entry.setStatus('working');
    void this.#run(entry, abort.signal, pause.signal).then((ended) => {
      this.#running = undefined;
      this.#end(entry, howItEnded(entry, ended));
      if (entry.status === 'paused' && entry.goesOn) this.#wake(entry);
      this.#next();
    });
  }

  /** Never rejects: whatever goes wrong is how the task ended. */
  async #run(entry: Entry, signal: AbortSignal, pause: AbortSignal): Promise<Ended> {
    try {
      const model = entry.ownModel ?? (await this.parts.model());
      signal.throwIfAborted();
      this.#recordStart(entry, model);
      const stepLimit = this.parts.stepLimit?.() ?? STEP_LIMIT;
      const { door, surroundings, review } = this.parts;
      for (;;) {
        const ended = await work({
          taskId: entry.id,
          model: this.#timed(model, entry),
          door,
          surroundings: surroundings(),
          signal,
          pause,
          events: entry.events,
          emit: (event) => entry.append(event),
          onText: (piece) => entry.stream(piece),
          now: () => this.#now(),
          stepLimit,
          review,
        });
        // Looked at in the same turn in which the task ends, so that nothing said meanwhile is left unread.
        if (ended.as !== 'finished' || signal.aborted || !hasNews(entry.events)) return ended;
      }
    } catch (error) {
      if (signal.aborted) return { as: 'stopped' };
      if (error instanceof ModelError) return { as: 'failed', note: error.message };
      this.parts.onBug(error);
      return { as: 'failed', note: `Something went wrong in Chaperone: ${String(error)}` };
    }
  }

  /** Counts how long the task waits for the model, whatever comes of it. */
  #timed(model: ModelClient, entry: Entry): ModelClient {
    return {
      name: model.name,
      answer: async (request, options) => {
        const asked = this.#now();
        try {
          return await model.answer(request, options);
        } finally {
          entry.addTime(Math.max(0, this.#now() - asked));
        }
      },
    };
  }

  #recordStart(entry: Entry, model: ModelClient): void {
    if (entry.model === undefined) {
      const { mode } = this.parts.surroundings();
      const { id, text, isDemo } = entry;
      this.parts.record({ kind: 'task', task: id, text, model: model.name, mode, isDemo });
    }
    entry.model = model.name;
  }

  #end(entry: Entry, { as, note }: Ended): void {
    // First, so that what expires is told before the end; a hold can't be added any more, since the loop has unwound.
    const isOver = as === 'stopped' || entry.interruption !== undefined;
    if (as !== 'paused') entry.pausing = undefined;
    if (isOver && !this.#isDisposed) this.parts.expire(entry.id, 'The task was stopped.');
    entry.stream(undefined);
    entry.append({ kind: 'ended', at: this.#now(), as, note });
    // Before the status tells it, so that whoever hears of the end finds all that is known of it.
    this.#recordEnd(entry, { as, note });
    entry.setStatus(as === 'finished' ? 'done' : as);
  }

  #recordEnd(entry: Entry, { as, note }: Ended): void {
    if (entry.model === undefined) return;
    try {
      this.parts.record({ kind: 'taskEnded', task: entry.id, as, note, ...agentTotals(entry.spent) });
    } catch (error) {
      this.parts.onBug(error);
    }
  }
}

const GO_ON =
  'You were paused, since you went on trying what is refused. The person lets you go on. What was refused stays refused, by whatever road: leave it, go on with other work, and end with what is missing.';

function howItEnded({ interruption, pausing }: Entry, ended: Ended): Ended {
  if (interruption !== undefined) return { as: 'failed', note: interruption };
  const isPaused = pausing !== undefined && (ended.as === 'paused' || ended.as === 'finished');
  return isPaused ? { as: 'paused', note: pausing.note } : ended;
}

/** A task as its owner sees it. */
class Entry implements Task {
  readonly id = randomUUID();
  readonly isDemo: boolean;
  readonly ownModel: ModelClient | undefined;
  /** Why it must not go on until the person says something. */
  interruption: string | undefined;
  pausing: Pausing | undefined;
  /** The person spoke to it when it was about to pause. */
  goesOn = false;
  readonly #events: SessionEvent[] = [];
  readonly events: readonly SessionEvent[] = this.#events;
  model: string | undefined;
  status: TaskStatus = 'queued';
  spent: Spend = NO_SPEND;
  liveText = '';

  constructor(
    readonly text: string,
    readonly since: number,
    options: StartOptions,
    private readonly parts: {
      readonly tell: (change: TaskChange) => void;
      readonly dollars: NonNullable<TasksParts['dollars']>;
    },
  ) {
    this.isDemo = options.isDemo ?? false;
    this.ownModel = options.model;
  }

  append(event: SessionEvent): void {
    this.#events.push(event);
    if (event.kind === 'answered') {
      const { model, usage } = event.answer;
      // Not every endpoint says who answered.
      const dollars = this.parts.dollars(model === '' ? (this.model ?? '') : model, usage);
      this.spent = addSpend(this.spent, spendOf([{ ...usage, took: 0, dollars }]));
    }
    this.parts.tell({ task: this, what: 'event' });
  }

  /** `ms`: milliseconds. */
  addTime(ms: number): void {
    this.spent = { ...this.spent, took: this.spent.took + ms };
  }

  setStatus(status: TaskStatus): void {
    this.status = status;
    this.parts.tell({ task: this, what: 'status' });
  }

  stream(piece: string | undefined): void {
    if (piece === undefined && this.liveText === '') return;
    this.liveText = piece === undefined ? '' : this.liveText + piece;
    this.parts.tell({ task: this, what: 'text' });
  }
}
