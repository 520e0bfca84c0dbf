import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelAnswer, ModelClient, ModelRequest } from '../src/model/modelClient';

/** What a model was sent about a case, and what came of it. */
export interface Exchange {
  readonly case: string;
  readonly request: ModelRequest;
  readonly answer?: ModelAnswer;
  readonly error?: string;
}

/** Cases are asked about side by side, through one client: each request belongs to the case that it was begun for. */
const asking = new AsyncLocalStorage<string>();

export function aboutCase<T>(id: string, ask: () => Promise<T>): Promise<T> {
  return asking.run(id, ask);
}

/** A client that tells what it sends and gets. */
export class TranscribedClient implements ModelClient {
  readonly name: string;

  constructor(
    private readonly client: ModelClient,
    private readonly write: (exchange: Exchange) => void,
  ) {
    this.name = client.name;
  }

  async answer(...[request, options]: Parameters<ModelClient['answer']>): Promise<ModelAnswer> {
    const about = { case: asking.getStore() ?? '', request };
    try {
      const answer = await this.client.answer(request, options);
      this.write({ ...about, answer });
      return answer;
    } catch (error) {
      this.write({ ...about, error: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }
}
