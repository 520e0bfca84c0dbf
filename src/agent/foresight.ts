import type { ToolCall } from '../model/modelClient';
import { prepareCall } from './prepareCall';
import { toolNamed } from './tools/toolbox';
import type { Work } from './work';

/**
 * Tells the door of each call of one answer as soon as it is complete, so that a judge looks at it while the rest still
 * streams. Nothing is carried out by it: half an answer is never acted on.
 */
export class Foresight {
  /** Ends what was begun for this answer. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  /** Counts the attempts at this answer: what belongs to a void one is not looked at any further. */
  #attempt = 0;
  /** A call before may change files, so that an action made from a file's text would be another by then. */
  #mayChange = false;
  #isWhole = false;

  constructor(private readonly job: Work) {
    this.#signal = AbortSignal.any([job.signal, this.#over.signal]);
  }

  /** A call is complete. Never throws. */
  tell(call: ToolCall): void {
    const order = toolNamed(call.name)?.order;
    if (order === undefined || (order === 'looks' && this.#mayChange)) return;
    if (order !== 'free') this.#mayChange = true;
    this.#foresee(call).catch(() => {
      // What is wrong with it shows again when it is proposed, where it is told.
    });
  }

  /** The answer so far is void, and another begins. What a judge was asked already may still serve the same call. */
  begunAnew(): void {
    this.#attempt += 1;
    this.#mayChange = false;
  }

  /** The answer is whole: its calls are proposed now, so that none is foreseen any more. */
  whole(): void {
    this.#isWhole = true;
  }

  /** Nothing of this answer will be proposed any more. */
  end(): void {
    this.#isWhole = true;
    this.#over.abort(new Error('Nobody needs the judgement any more'));
  }

  async #foresee(call: ToolCall): Promise<void> {
    const attempt = this.#attempt;
    const prepared = await prepareCall(this.job, call);
    if (prepared.kind === 'problem' || this.#isWhole || attempt !== this.#attempt || this.#signal.aborted) return;
    const { taskId, door } = this.job;
    door.foresee(prepared.action, { taskId, callId: call.id, signal: this.#signal });
  }
}
