import type { ActionLog, ActionRow } from '../ledger/actionLog';

/** Finds the actions of a task without looking at all others each time: rows are only ever added at the end. */
export class RowsByTask {
  readonly #places = new Map<string, number[]>();
  #seen = 0;

  constructor(private readonly log: Pick<ActionLog, 'rows'>) {}

  /** Oldest first. */
  rowsOf(taskId: string): readonly ActionRow[] {
    const rows = this.log.rows();
    for (const { task } of rows.slice(this.#seen)) {
      const places = this.#places.get(task);
      if (places === undefined) this.#places.set(task, [this.#seen]);
      else places.push(this.#seen);
      this.#seen += 1;
    }
    return (this.#places.get(taskId) ?? []).flatMap((place) => rows[place] ?? []);
  }
}
