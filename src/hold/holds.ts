import { randomUUID } from 'node:crypto';
import { Emitter } from '../action/emitter';
import type { Hold } from './hold';

export type NewHold = Omit<Hold, 'id' | 'status' | 'changes' | 'note'>;

/** The actions that wait for a person: the one source that views, badge, status bar and gate read. */
export class Holds {
  readonly #holds = new Map<string, Hold>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  add(hold: NewHold): Hold {
    const added: Hold = { ...hold, id: randomUUID(), status: 'waiting', changes: [] };
    this.#holds.set(added.id, added);
    this.#changed.fire();
    return added;
  }

  get(id: string): Hold | undefined {
    return this.#holds.get(id);
  }

  /** Oldest first. */
  all(): readonly Hold[] {
    return [...this.#holds.values()];
  }

  waiting(): readonly Hold[] {
    return this.all().filter((hold) => hold.status === 'waiting');
  }

  /**
   * Changes a hold if it stands where the caller believes, and tells whether it did: two clicks on one row, or a click
   * beside an expiry, settle a hold once.
   */
  move(id: string, from: Hold['status'], change: Partial<Omit<Hold, 'id' | 'actionId' | 'number'>>): Hold | undefined {
    const hold = this.#holds.get(id);
    if (hold === undefined || hold.status !== from) return undefined;
    const moved: Hold = { ...hold, ...change };
    this.#holds.set(id, moved);
    this.#changed.fire();
    return moved;
  }

  /** Takes a hold that is over off the list. */
  remove(id: string): void {
    const hold = this.#holds.get(id);
    if (hold === undefined || hold.status === 'waiting' || hold.status === 'running') return;
    this.#holds.delete(id);
    this.#changed.fire();
  }
}
