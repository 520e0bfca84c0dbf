import * as vscode from 'vscode';
import type { SettingsRead } from '../agent/settings';
import { AnthropicClient, type AnthropicOptions } from '../model/anthropicClient';
import { type ModelClient, ModelError, type ModelErrorCode } from '../model/modelClient';
import type { ApiKey } from './apiKey';
import { SETTINGS } from './contributions';
import type { Log } from './log';
import { UserError } from './userError';

/** The model in force, from the settings and the key as they are when it is needed. */
export class ModelChoice {
  #lastFailure: ModelErrorCode | undefined;
  /** By model, each kept as long as it is the one to take, with what it has learned of its endpoint. */
  readonly #known = new Map<string, { readonly options: AnthropicOptions; readonly client: AnthropicClient }>();

  constructor(
    private readonly read: () => SettingsRead,
    private readonly apiKey: ApiKey,
    private readonly log: Pick<Log, 'info'>,
  ) {}

  /** Asks whatever model is in force at that moment. */
  readonly current: ModelClient = {
    name: 'model in force',
    answer: async (request, options) => (await this.create()).answer(request, options),
  };

  /** The model that looks at what the agent is about to read: the judge's. That it fails is nothing that ends a task. */
  readonly examiner: ModelClient = {
    name: 'model of the judge',
    answer: async (request, options) => {
      const { message } = this.unusableSetting() ?? {};
      if (message !== undefined) throw new ModelError('badSetting', message);
      const { model, judgeModel } = this.read().settings;
      return (await this.#client(judgeModel === '' ? model : judgeModel)).answer(request, options);
    },
  };

  get lastFailure(): ModelErrorCode | undefined {
    return this.#lastFailure;
  }

  async create(): Promise<ModelClient> {
    const unusable = this.unusableSetting();
    if (unusable !== undefined) throw new ModelError('badSetting', unusable.message);
    const client = await this.#client();
    return { name: client.name, answer: (request, options) => this.#noting(() => client.answer(request, options)) };
  }

  /** Throws what a person has to mend before a task can start, and gets the SDK ready meanwhile. */
  async check(): Promise<void> {
    const t = vscode.l10n.t;
    const unusable = this.unusableSetting();
    if (unusable !== undefined) {
      const args = [unusable.key];
      const action = { title: t('Open Settings'), editorCommand: 'workbench.action.openSettings', args };
      throw new UserError(unusable.message, action);
    }
    if (this.read().settings.baseUrl === '' && (await this.apiKey.read()) === undefined) {
      throw new UserError(t('Set an API key first. Without one you can run the demo.'), {
        title: t('Set API Key'),
        command: 'setApiKey',
      });
    }
    const client = await this.#client();
    // What is wrong will be told by the first request, which the person is about to start.
    client.load().catch(() => undefined);
  }

  /** What is wrong with the settings, ready to show. */
  problems(): readonly string[] {
    return this.read().problems.map(({ name, message }) => vscode.l10n.t('Setting {0} {1}.', SETTINGS[name], message));
  }

  async #client(model = this.read().settings.model): Promise<AnthropicClient> {
    const { baseUrl } = this.read().settings;
    const apiKey = await this.apiKey.read();
    const known = this.#known.get(model);
    if (known !== undefined && known.options.baseUrl === baseUrl && known.options.apiKey === apiKey)
      return known.client;
    const options = { apiKey, model, baseUrl, onNoReviews: (why: string) => this.log.info(why) };
    const client = new AnthropicClient(options);
    this.#known.set(model, { options, client });
    return client;
  }

  /** A misspelt model or address must not send anything anywhere else. */
  unusableSetting(): { readonly key: string; readonly message: string } | undefined {
    const problem = this.read().problems.find(({ name }) => name === 'model' || name === 'baseUrl');
    if (problem === undefined) return undefined;
    const key = SETTINGS[problem.name];
    return { key, message: vscode.l10n.t('Setting {0} {1}.', key, problem.message) };
  }

  async #noting<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.#lastFailure = undefined;
      return answer;
    } catch (error) {
      if (error instanceof ModelError) this.#lastFailure = error.code;
      throw error;
    }
  }
}
