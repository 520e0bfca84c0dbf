import * as vscode from 'vscode';
import { SECRET_KEY } from './contributions';
import type { Redactor } from './redact';

/** The key for the model: the editor's secret storage first, else the environment. Whoever reads it can't log it. */
export class ApiKey implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #isStored = false;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly redactor: Redactor,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    redactor.learn(environment.ANTHROPIC_API_KEY);
    this.#listener = secrets.onDidChange(({ key }) => {
      if (key === SECRET_KEY) void this.refresh();
    });
  }

  /** Whether there is one, as far as is known: `refresh` looks. */
  get isKnown(): boolean {
    return this.#isStored || this.#fromEnvironment() !== undefined;
  }

  get isStored(): boolean {
    return this.#isStored;
  }

  async read(): Promise<string | undefined> {
    const stored = await this.secrets.get(SECRET_KEY);
    this.redactor.learn(stored);
    this.#isStored = stored !== undefined && stored !== '';
    return this.#isStored ? stored : this.#fromEnvironment();
  }

  async refresh(): Promise<void> {
    const before = this.isKnown;
    await this.read();
    if (before !== this.isKnown) this.#changed.fire();
  }

  async store(key: string): Promise<void> {
    this.redactor.learn(key);
    await this.secrets.store(SECRET_KEY, key);
    await this.read();
    this.#changed.fire();
  }

  async clear(): Promise<void> {
    await this.secrets.delete(SECRET_KEY);
    await this.read();
    this.#changed.fire();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #fromEnvironment(): string | undefined {
    const key = this.environment.ANTHROPIC_API_KEY?.trim();
    return key === '' ? undefined : key;
  }
}
