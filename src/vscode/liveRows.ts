import type { Hold } from '../hold/hold';

/** What a row showed when it was handed out. */
interface Shown {
  readonly holdId: string;
  readonly digest: string;
}

/**
 * Which rows of the tree are ours, and what each of them showed. A command that loosens acts at once only on a click on
 * such a row: an id, a copy of a row, or a row that shows what has changed since are not one.
 */
export class LiveRows {
  readonly #shown = new WeakMap<object, Shown>();

  constructor(private readonly find: (holdId: string) => Hold | undefined) {}

  handOut(row: object, { id, digest }: Hold): void {
    this.#shown.set(row, { holdId: id, digest });
  }

  /** The hold that a row stands for, as long as it is still what the row shows. */
  holdOf(row: unknown): Hold | undefined {
    if (typeof row !== 'object' || row === null) return undefined;
    const shown = this.#shown.get(row);
    const hold = shown === undefined ? undefined : this.find(shown.holdId);
    return hold?.digest === shown?.digest ? hold : undefined;
  }

  /**
   * The hold that a person clicked on. The tree's menus call with the row and what else is selected. A workspace task
   * whose input has the right arguments gets the focused row of any tree too, but can only pass one.
   */
  clicked(args: readonly unknown[]): Hold | undefined {
    return args.length === 2 ? this.holdOf(args[0]) : undefined;
  }
}
