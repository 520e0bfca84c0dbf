import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Action, assertNever } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import { labelOf } from '../../../src/action/label';
import type { Mode, Situation } from '../../../src/action/situation';
import type { Task } from '../../../src/agent/task';
import { Tasks } from '../../../src/agent/tasks';
import { analyse } from '../../../src/effect/analyse';
import type { CarriedOut } from '../../../src/gate/carriers';
import type { Door, Look, Outcome, Proposal } from '../../../src/gate/door';
import type { Unmasked } from '../../../src/gate/masks';
import { demoTask } from '../../../src/model/demo';
import { DemoClient } from '../../../src/model/demoClient';
import { copySample } from '../../../src/model/demoSample';
import { defaultPolicy } from '../../../src/policy/defaults';
import { evaluate } from '../../../src/policy/evaluate';
import type { Decision, Verdict } from '../../../src/policy/verdict';
import { NodeDisk } from '../../../src/run/nodeDisk';

export type Deciding = (action: Action, label: string, root: string) => Decision;

/** What the default policy says of an action of the demo, in this mode. */
export function byPolicy(mode: Mode): Deciding {
  const disk = new NodeDisk();
  return (action, _, root) => {
    const situation: Situation = {
      mode,
      roots: [root],
      home: join(root, '..', 'home'),
      temp: [],
      ownState: [join(root, '..', 'own')],
      environment: { PATH: process.env.PATH ?? '' },
      platform: process.platform === 'win32' ? 'windows' : 'posix',
      isCaseSensitive: process.platform === 'linux',
      unavailable: {},
    };
    return evaluate(analyse(action, situation, disk), situation, defaultPolicy).decision;
  };
}

/**
 * The real demo, agent and tools on a real copy of the sample project. The door is the test's own, so that each kind of
 * outcome can be had at will; what it lets through is done for real.
 */
export class DemoStage implements Door {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone demo ')));
  readonly root = join(this.base, 'shop');
  readonly proposed: string[] = [];
  readonly #held = new Map<number, { readonly action: Action; readonly proposal: Proposal }>();
  readonly #tasks: Tasks;

  constructor(
    private readonly decide: Deciding,
    private readonly isQuick = true,
  ) {
    const client = new DemoClient({ think: 0, word: 0 });
    this.#tasks = new Tasks({
      door: this,
      model: async () => client,
      surroundings: () => ({ mode: 'auto', roots: [this.root], platform: 'posix' }),
      record: () => undefined,
      expire: () => undefined,
      onBug: (error) => {
        throw error;
      },
    });
  }

  async run(): Promise<Task> {
    await copySample(resolve('samples/shop'), this.root);
    return this.rest(this.#tasks.start(demoTask, { isDemo: true }));
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  async say(task: Task, text: string): Promise<void> {
    this.#tasks.send(text, task.id);
    await this.rest(task);
  }

  stop(): void {
    this.#tasks.stop();
  }

  /** Settles a hold and waits until the demo has said what it has to say about it. */
  async approve(task: Task, number: number, note?: string): Promise<void> {
    const held = this.#take(number);
    this.#settle(task, number, held, { status: 'done', result: this.#carry(held.action), note });
    await this.rest(task);
  }

  async deny(task: Task, number: number, note: string): Promise<void> {
    this.#settle(task, number, this.#take(number), { status: 'denied', note });
    await this.rest(task);
  }

  async expire(task: Task, number: number): Promise<void> {
    this.#settle(task, number, this.#take(number), { status: 'expired', why: 'The editor was closed' });
    await this.rest(task);
  }

  /** Waits until a task has nothing left to do for now. */
  rest(task: Task): Promise<Task> {
    if (task.status !== 'working' && task.status !== 'queued') return Promise.resolve(task);
    return new Promise((done) => {
      const listening = this.#tasks.onDidChange(() => {
        if (task.status === 'working' || task.status === 'queued') return;
        listening.dispose();
        done(task);
      });
    });
  }

  foresee(): void {
    // Nobody judges the demo.
  }

  async propose(action: Action, proposal: Proposal): Promise<Outcome> {
    const label = labelOf(action, [this.root]);
    if (action.kind !== 'plan') this.proposed.push(label);
    const actionId = proposal.callId;
    const decision = this.decide(action, label, this.root);
    const verdict = verdictFor(decision, label);
    switch (decision) {
      case 'allow':
        return { status: 'done', actionId, verdict, result: this.#carry(action) };
      case 'block':
        return { status: 'blocked', actionId, verdict };
      case 'ask': {
        const number = this.#held.size + 1;
        this.#held.set(number, { action, proposal });
        return { status: 'held', actionId, verdict, number };
      }
      default:
        return assertNever(decision);
    }
  }

  unmask(_taskId: string, text: string): Unmasked {
    return { kind: 'text', text };
  }

  mask(_taskId: string, text: string): string {
    return text;
  }

  hasMask(): boolean {
    return false;
  }

  async look(path: string): Promise<Look> {
    if (!existsSync(path)) return { kind: 'missing' };
    const text = readFileSync(path, 'utf8');
    return { kind: 'text', text, sha256: sha256(text) };
  }

  mayRead(): boolean {
    return true;
  }

  dispose(): void {
    this.#tasks.dispose();
    rmSync(this.base, { recursive: true, force: true });
  }

  #take(number: number): { readonly action: Action; readonly proposal: Proposal } {
    const held = this.#held.get(number);
    if (held === undefined) throw new Error(`#${number} is not held`);
    return held;
  }

  #settle(
    task: Task,
    number: number,
    { action, proposal }: { readonly action: Action; readonly proposal: Proposal },
    how:
      | { readonly status: 'done'; readonly result: CarriedOut; readonly note?: string | undefined }
      | { readonly status: 'denied'; readonly note: string }
      | { readonly status: 'expired'; readonly why: string },
  ): void {
    const { callId } = proposal;
    const label = labelOf(action, [this.root]);
    this.#tasks.settle({ taskId: task.id, callId, actionId: callId, number, label, ...how });
  }

  #carry(action: Action): CarriedOut {
    switch (action.kind) {
      case 'readFile':
        return done(numbered(readFileSync(action.path, 'utf8')));
      case 'listFiles':
        return done(readdirSync(action.path).join('\n'));
      case 'edit':
        writeFileSync(action.path, action.after);
        return done('Edited.');
      case 'command': {
        const { NODE_TEST_CONTEXT: _, ...env } = process.env;
        // The one file of tests that knows the bug, by itself: a tenth of the time.
        const command = action.command === 'npm test' && this.isQuick ? 'node test/checkout.test.js' : action.command;
        const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
          cwd: action.cwd,
          encoding: 'utf8',
          env,
        });
        return {
          ...done(`Exit code ${status} after 1.0 s.\n${stdout}${stderr}`),
          ok: status === 0,
          exitCode: status ?? undefined,
        };
      }
      default:
        return done('');
    }
  }
}

function done(text: string): CarriedOut {
  return { ok: true, text, summary: 'done' };
}

function numbered(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index + 1}\t${line}`)
    .join('\n');
}

function verdictFor(decision: Decision, label: string): Verdict {
  return {
    decision,
    rule: 'test.rule',
    layer: 'default',
    severity: 50,
    settledBy: 'person',
    part: { start: 0, end: label.length, text: label },
    reason: 'The test says so.',
    effects: [],
    findings: [],
    parts: [],
  };
}

/** Everything the demo said, one text an answer. */
export function textsOf(task: Task): readonly string[] {
  return task.events.flatMap((event) =>
    event.kind === 'answered'
      ? event.answer.content.flatMap((block) => (block.type === 'text' ? [block.text] : []))
      : [],
  );
}
