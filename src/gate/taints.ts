import type { Taint } from '../action/situation';
import type { TaintSource } from '../judge/judge';
import type { Probed } from '../probe/probe';

/** Results of each task that looked like attempts to steer the agent, and what they named. */
export class Taints {
  readonly #sources = new Map<string, TaintSource[]>();

  note(taskId: string, source: string, { signs }: Probed): void {
    if (signs.length === 0) return;
    const known = this.#sources.get(taskId) ?? [];
    this.#sources.set(taskId, [...known, { source, signs: signs.map(({ id }) => id) }]);
  }

  sources(taskId: string): readonly TaintSource[] {
    return this.#sources.get(taskId) ?? [];
  }

  /** What the situation of the task has of it. */
  of(_taskId: string): { readonly taint?: Taint } {
    return {};
  }
}
