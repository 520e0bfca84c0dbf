import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Action } from '../../src/action/action';
import { sha256 } from '../../src/action/digest';
import type { Situation } from '../../src/action/situation';
import { instructionsOf, personSaid, type Task } from '../../src/agent/task';
import { Tasks } from '../../src/agent/tasks';
import type { CarriedOut, Carriers, Carrying } from '../../src/gate/carriers';
import type { Look } from '../../src/gate/door';
import { Gate } from '../../src/gate/gate';
import { Holds } from '../../src/hold/holds';
import type { Judge } from '../../src/judge/judge';
import type { NewEntry } from '../../src/ledger/entry';
import { defaultPolicy } from '../../src/policy/defaults';
import { LocalProbe } from '../../src/probe/localProbe';
import { Commands } from '../../src/run/commands';
import { NodeDisk } from '../../src/run/nodeDisk';
import { nodeEvidence } from '../../src/run/nodeEvidence';
import { readFileCarrier } from '../../src/run/readFile';
import { clientOf } from './clients';
import { MessagesServer, type Scripted } from './messagesServer';

export interface SessionParts {
  /** The files of the workspace when the task begins, by their relative paths. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** What each address answers. */
  readonly pages?: Readonly<Record<string, string>> | undefined;
  /** Made of the address of the judge's server. */
  readonly judge: (url: string) => Judge;
}

/**
 * A whole session without an editor: the real agent and the real judge, each talking to a scripted server of its own, the
 * real gate, policy, probe, disk and shell between them.
 */
export class SupervisedSession {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone session ')));
  readonly root = join(this.base, 'app');
  readonly holds = new Holds();
  readonly entries: NewEntry[] = [];
  readonly errors: string[] = [];
  readonly carried: Action[] = [];
  readonly gate: Gate;
  readonly tasks: Tasks;
  readonly #commands: Commands;
  readonly #disk = new NodeDisk();
  #task: Task | undefined;

  private constructor(
    readonly agent: MessagesServer,
    readonly judge: MessagesServer,
    private readonly parts: SessionParts,
  ) {
    mkdirSync(this.root);
    for (const [path, text] of Object.entries(parts.files ?? {})) this.write(path, text);
    const report = (error: unknown) => void this.errors.push(String(error));
    this.#commands = new Commands({ disk: this.#disk, report });
    const theJudge = parts.judge(judge.url);
    this.gate = new Gate({
      world: { disk: this.#disk, situation: () => this.situation(), look: async (path) => look(path) },
      carriers: this.#carriers(),
      holds: this.holds,
      policy: () => defaultPolicy,
      judge: () => theJudge,
      probe: new LocalProbe(),
      evidence: nodeEvidence,
      record: (entry) => void this.entries.push(entry),
      keep: (data) => sha256(data),
      personSaid: (taskId) => this.#of(taskId, personSaid),
      instructions: (taskId) => this.#of(taskId, instructionsOf),
      refusalLimits: () => ({ inARow: 3, inAll: 20 }),
      taskStartedAt: (taskId) => this.tasks.get(taskId)?.since,
      lastNumber: 0,
      log: { info: () => undefined, debug: () => undefined, error: report },
    });
    const client = clientOf(agent.url);
    this.tasks = new Tasks({
      door: this.gate,
      model: async () => client,
      surroundings: () => this.situation(),
      record: (entry) => void this.entries.push(entry),
      expire: (taskId, why) => this.gate.expire(taskId, why),
      onBug: report,
      stepLimit: () => 10_000,
    });
    this.gate.onDidSettle((settlement) => this.tasks.settle(settlement));
    this.tasks.onDidChange(({ task, what }) => {
      if (what === 'added') this.gate.begin(task.id);
    });
  }

  static async start(parts: SessionParts): Promise<SupervisedSession> {
    const [agent, judge] = await Promise.all([new MessagesServer().start(), new MessagesServer().start()]);
    return new SupervisedSession(agent, judge, parts);
  }

  get task(): Task {
    if (this.#task === undefined) throw new Error('No task was started');
    return this.#task;
  }

  /** Starts the task, or says something more to it, with these answers of the agent, and waits until it ends. */
  async say(text: string, answers: readonly Scripted[], context?: string): Promise<Task> {
    this.agent.script(...answers);
    if (this.#task === undefined) this.#task = this.tasks.start(text, { context });
    else this.tasks.send(text, this.#task.id);
    return this.#ended();
  }

  async approve(number: number, note?: string, answers: readonly Scripted[] = []): Promise<void> {
    this.agent.script(...answers);
    await this.gate.approve(this.#hold(number), note);
    await this.#ended();
  }

  async deny(number: number, note: string | undefined, answers: readonly Scripted[] = []): Promise<void> {
    this.agent.script(...answers);
    this.gate.deny(this.#hold(number), note);
    await this.#ended();
  }

  async answer(number: number, text: string, answers: readonly Scripted[] = []): Promise<void> {
    this.agent.script(...answers);
    await this.gate.answer(this.#hold(number), text);
    await this.#ended();
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  situation(): Situation {
    return {
      mode: 'auto',
      roots: [this.root],
      home: join(this.base, 'home'),
      temp: [join(this.base, 'temp')],
      ownState: [join(this.base, 'own')],
      environment: { PATH: '/usr/bin:/bin', HOME: homedir() },
      platform: 'posix',
      isCaseSensitive: true,
      unavailable: {},
    };
  }

  async stop(): Promise<void> {
    this.tasks.dispose();
    this.#commands.dispose();
    await Promise.all([this.agent.stop(), this.judge.stop()]);
    rmSync(this.base, { recursive: true, force: true });
  }

  #of<T>(taskId: string, read: (task: Task) => readonly T[]): readonly T[] {
    const task = this.tasks.get(taskId);
    return task === undefined ? [] : read(task);
  }

  #hold(number: number): string {
    const hold = this.holds.waiting().find((waiting) => waiting.number === number);
    if (hold === undefined) throw new Error(`Nothing waits as #${number}`);
    return hold.id;
  }

  #ended(): Promise<Task> {
    const { task } = this;
    const isAtRest = () => task.status !== 'working' && task.status !== 'queued';
    if (isAtRest()) return Promise.resolve(task);
    return new Promise((resolve) => {
      const listening = this.tasks.onDidChange(() => {
        if (!isAtRest()) return;
        listening.dispose();
        resolve(task);
      });
    });
  }

  #carriers(): Carriers {
    const noting =
      <A extends Action>(carry: (action: A, carrying: Carrying) => Promise<CarriedOut>) =>
      (action: A, carrying: Carrying) => {
        this.carried.push(action);
        return carry(action, carrying);
      };
    const absent = () => Promise.reject(new Error('Not part of these sessions'));
    return {
      readFile: noting(readFileCarrier(this.#disk)),
      command: noting(this.#commands.command),
      readOutput: noting(this.#commands.readOutput),
      stopCommand: noting(this.#commands.stopCommand),
      edit: noting(async ({ path, after }, carrying) => {
        carrying.checkUnchanged();
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, after);
        return { ok: true, text: 'Edited.', summary: 'edited' };
      }),
      fetch: noting(async ({ url }, carrying) => {
        carrying.checkUnchanged();
        const text = this.parts.pages?.[url];
        return text === undefined
          ? { ok: false, text: 'No such page.', summary: 'no page' }
          : { ok: true, text, summary: 'fetched' };
      }),
      question: noting(async (_action, carrying) => {
        carrying.checkUnchanged();
        return { ok: true, text: carrying.answer ?? '', summary: 'answered' };
      }),
      listFiles: absent,
      searchText: absent,
      delete: absent,
      rename: absent,
      diagnostics: absent,
      plan: absent,
    };
  }
}

function look(path: string): Look {
  try {
    const bytes = readFileSync(path);
    return { kind: 'text', text: bytes.toString('utf8'), sha256: sha256(bytes) };
  } catch {
    return { kind: 'missing' };
  }
}
