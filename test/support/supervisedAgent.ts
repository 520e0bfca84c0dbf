import { mkdirSync } from 'node:fs';
import { labelOf } from '../../src/action/label';
import type { TasksParts } from '../../src/agent/tasks';
import type { Judge, JudgeCase, Review } from '../../src/judge/judge';
import type { ModelClient } from '../../src/model/modelClient';
import { AgentFixture } from './agentFixture';
import { clientOf, requestOf } from './clients';
import { GateFixture } from './gateFixture';
import { MessagesServer, type Scripted, text, turn } from './messagesServer';
import { opinion } from './opinions';

/** The agent in front of the real gate and a judge: agent and judge each talk to a scripted server of their own over HTTP. */
export class SupervisedAgent {
  private constructor(
    readonly agent: AgentFixture,
    readonly gate: GateFixture,
    readonly judgeServer: MessagesServer,
  ) {}

  static async start(
    script: readonly Scripted[],
    judgements: readonly Scripted[],
    parts: Partial<TasksParts> = {},
  ): Promise<SupervisedAgent> {
    const gate = new GateFixture();
    mkdirSync(gate.root, { recursive: true });
    const judgeServer = await new MessagesServer(judgements).start();
    gate.dials.judge = new PlainJudge(clientOf(judgeServer.url));
    const surroundings = () => ({ mode: gate.dials.mode, roots: [gate.root], platform: 'posix' as const });
    const agent = await AgentFixture.start(script, {}, { door: gate.gate, surroundings, ...parts });
    return new SupervisedAgent(agent, gate, judgeServer);
  }

  /** The commands that ran, in order. */
  get ran(): readonly string[] {
    return this.gate.carried.flatMap((action) => (action.kind === 'command' ? [action.command] : []));
  }

  /** What the judge was asked about, in order. */
  get judged(): readonly string[] {
    return this.judgeServer.requests.map(({ body }) => JSON.stringify(body.messages[0]?.content));
  }

  async stop(): Promise<void> {
    await this.agent.stop();
    await this.judgeServer.stop();
    this.gate.dispose();
  }
}

/** Asks its model one question over HTTP, and takes the word that it answers. What it asks with is tested elsewhere. */
class PlainJudge implements Judge {
  constructor(private readonly client: ModelClient) {}

  async review({ action }: JudgeCase, signal: AbortSignal): Promise<Review> {
    const started = performance.now();
    const { content, model, usage } = await this.client.answer(requestOf(labelOf(action)), {
      signal,
      onProgress: () => undefined,
    });
    const [word] = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
    const stages = [{ stage: 'second' as const, model, took: performance.now() - started, usage }];
    return word === 'allow'
      ? { ...opinion('allow', 5, 'As asked for.'), stages }
      : { ...opinion('block', 95, 'Not asked for.'), stages };
  }
}

export const allows: Scripted = turn([text('allow')]);
export const forbids: Scripted = turn([text('block')]);

/** Something to wait for, and what ends the wait. */
export function aWait(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits until this is so: for what happens on other sockets. The test's own limit ends it. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}
