/**
 * @typedef {import('../../src/ledger/entry').Entry} Entry
 * @typedef {{ edits: number, commands: number, holds: number, blocks: number, milliseconds: number }} Summary
 */

const EDITS = new Set(['edit', 'delete', 'rename']);
const INDENT = ' '.repeat(8);

/** Tells a task from the entries of its ledger, line by line, and sums it up. */
export class Report {
  /** @type {Map<string, string>} what kind each action is */
  #kinds = new Map();
  /** @type {Summary} */
  #summary = { edits: 0, commands: 0, holds: 0, blocks: 0, milliseconds: 0 };
  #start = 0;
  #show;

  /** @param {(text: string) => string} show makes text that others wrote safe to print */
  constructor(show) {
    this.#show = show;
  }

  /** What the tasks so far came to. */
  get summary() {
    return this.#summary;
  }

  /**
   * @param {Entry} entry
   * @returns {readonly string[]} the lines to print for it
   */
  tell(entry) {
    switch (entry.kind) {
      case 'task':
        this.#start = entry.at;
        return [
          '',
          `${entry.isDemo ? 'Demo, played by a script' : `Task for ${entry.model}`}: ${this.#show(entry.text)}`,
        ];
      case 'action':
        return this.#tellAction(entry);
      case 'held':
        this.#summary.holds += 1;
        return [`${INDENT}→ held as #${entry.number}`];
      case 'settled':
        return [`${INDENT}→ ${entry.as} by ${entry.by}${entry.note ? `: ${this.#show(entry.note)}` : ''}`];
      case 'outcome':
        return this.#tellOutcome(entry);
      case 'taskEnded':
        this.#summary.milliseconds += entry.at - this.#start;
        return [`Task ${entry.as}${entry.note ? `: ${this.#show(entry.note)}` : ''}`];
      default:
        return [];
    }
  }

  /** @param {Extract<Entry, { kind: 'action' }>} entry */
  #tellAction({ id, action, label, verdict }) {
    this.#kinds.set(id, action);
    if (verdict.decision === 'block') this.#summary.blocks += 1;
    const first = `  ${verdict.decision.padEnd(INDENT.length - 2)}${this.#show(label)}`;
    return verdict.reason === '' ? [first] : [first, `${INDENT}${this.#show(verdict.reason)}`];
  }

  /** @param {Extract<Entry, { kind: 'outcome' }>} entry */
  #tellOutcome({ id, ok, summary }) {
    const kind = this.#kinds.get(id) ?? '';
    const isEdit = EDITS.has(kind);
    if (isEdit && ok) this.#summary.edits += 1;
    if (kind === 'command') this.#summary.commands += 1;
    // What was read is of no interest here, unless it couldn't be.
    return isEdit || kind === 'command' || !ok ? [`${INDENT}→ ${this.#show(summary)}`] : [];
  }
}

/** @param {Summary} summary */
export function sumUp({ edits, commands, holds, blocks, milliseconds }) {
  const seconds = (milliseconds / 1000).toFixed(1);
  return `${edits} edits, ${commands} commands, ${holds} held, ${blocks} blocked, ${seconds} s`;
}
