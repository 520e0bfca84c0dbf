import { Emitter } from '../action/emitter';
import type { Engine } from './engineFace';

/** Loads the heavy parts once, on first need. A load that failed is tried again when they are needed again. */
export class EngineLoader {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #loading: Promise<Engine> | undefined;
  #engine: Engine | undefined;
  #failure: unknown;

  constructor(private readonly load: () => Promise<Engine>) {}

  /** The engine, if it is there already. */
  get current(): Engine | undefined {
    return this.#engine;
  }

  /** Why the last attempt failed. */
  get failure(): unknown {
    return this.#failure;
  }

  get(): Promise<Engine> {
    this.#loading ??= this.#start();
    return this.#loading;
  }

  /** Stops what runs, if anything was ever loaded. */
  async shutDown(): Promise<void> {
    const loading = this.#loading;
    if (loading === undefined) return;
    const engine = await loading.catch(() => undefined);
    await engine?.shutDown();
  }

  async #start(): Promise<Engine> {
    try {
      this.#engine = await this.load();
      this.#failure = undefined;
      return this.#engine;
    } catch (error) {
      this.#failure = error;
      this.#loading = undefined;
      throw error;
    } finally {
      this.#changed.fire();
    }
  }
}
