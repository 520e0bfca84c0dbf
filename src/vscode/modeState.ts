import { Emitter, type Event } from '../action/emitter';
import { MODES, type Mode } from '../action/situation';

/** Where a workspace keeps its mode: the part of the editor's `Memento` that is used. */
export interface ModeMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'mode';

/** The mode of this workspace. What isn't a mode, stored or set, is Manual. */
export class ModeState {
  readonly #changed = new Emitter<Mode>();
  readonly onDidChange: Event<Mode> = this.#changed.event;

  constructor(
    private readonly memory: ModeMemory,
    private readonly defaultMode: () => unknown,
  ) {}

  get mode(): Mode {
    const stored = this.memory.get(KEY);
    return modeOf(stored === undefined ? this.defaultMode() : stored);
  }

  /** Holds for the next verdict on; what is held stays held. */
  async set(mode: Mode): Promise<void> {
    const before = this.mode;
    await this.memory.update(KEY, mode);
    if (mode !== before) this.#changed.fire(mode);
  }
}

function modeOf(value: unknown): Mode {
  return MODES.find((mode) => mode === value) ?? 'manual';
}
