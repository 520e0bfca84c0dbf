import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Situation } from '../src/action/situation';
import type { Task } from '../src/agent/task';
import { Tasks } from '../src/agent/tasks';
import type { CarriedOut, Carriers } from '../src/gate/carriers';
import { Gate } from '../src/gate/gate';
import { Holds } from '../src/hold/holds';
import { ContentStore } from '../src/ledger/contentStore';
import { Ledger } from '../src/ledger/ledger';
import { AnthropicClient } from '../src/model/anthropicClient';
import { defaultPolicy } from '../src/policy/defaults';
import { LocalProbe } from '../src/probe/localProbe';
import { Commands } from '../src/run/commands';
import { commandEnvironment } from '../src/run/environment';
import { NodeDisk } from '../src/run/nodeDisk';
import { nodeEvidence } from '../src/run/nodeEvidence';
import { readFileCarrier } from '../src/run/readFile';
import { MessagesServer, type Scripted, type Turn } from '../test/support/messagesServer';

/**
 * The whole thread but the editor: agent, client over HTTP, gate, default policy, ledger and store on disk, commands.
 * No judge. What needs the editor isn't there to be carried out.
 */
export class Thread {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-bench-')));
  readonly root = join(this.base, 'work');
  readonly environment: Readonly<Record<string, string>>;
  readonly situation: Situation;
  readonly tasks: Tasks;
  readonly gate: Gate;
  readonly #commands: Commands;
  readonly #ledger: Ledger;

  private constructor(private readonly server: MessagesServer) {
    const disk = new NodeDisk();
    const platform = process.platform === 'win32' ? 'windows' : 'posix';
    this.environment = commandEnvironment(process.env, { platform, roots: [this.root], disk });
    this.situation = {
      mode: 'auto',
      roots: [this.root],
      home: realpathSync(homedir()),
      temp: [],
      ownState: [join(this.base, 'own')],
      environment: this.environment,
      platform,
      isCaseSensitive: process.platform === 'linux',
      unavailable: {},
    };
    const world = { disk, situation: () => this.situation, look: async () => ({ kind: 'missing' }) as const };
    const report = (error: unknown) => {
      throw error;
    };
    this.#commands = new Commands({ disk, report });
    this.#ledger = Ledger.open(join(this.base, 'own', 'ledger.jsonl'), 'bench');
    const contents = new ContentStore(join(this.base, 'own', 'contents'));
    this.gate = new Gate({
      world,
      carriers: carriersWith(disk, this.#commands),
      holds: new Holds(),
      policy: () => defaultPolicy,
      judge: () => undefined,
      evidence: nodeEvidence,
      record: (entry) => void this.#ledger.append(entry),
      keep: (data) => contents.put(data),
      personSaid: () => [],
      probe: new LocalProbe(),
      refusalLimits: () => ({ inARow: 3, inAll: 20 }),
      lastNumber: 0,
      log: { info: ignore, debug: ignore, error: report },
    });
    const client = new AnthropicClient({ apiKey: 'none', model: 'claude-sonnet-5-5', baseUrl: server.url });
    this.tasks = new Tasks({
      door: this.gate,
      model: async () => client,
      surroundings: () => this.situation,
      record: (entry) => void this.#ledger.append(entry),
      expire: ignore,
      onBug: report,
      stepLimit: () => Number.POSITIVE_INFINITY,
    });
  }

  static async start(): Promise<Thread> {
    const thread = new Thread(await new MessagesServer().start());
    mkdirSync(thread.root);
    return thread;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  /** Runs a task against these replies, and returns when it was started and when each request had arrived. */
  async run(replies: readonly Turn[]): Promise<{ readonly startedAt: number; readonly arrivals: readonly number[] }> {
    const arrivals: number[] = [];
    this.server.script(
      ...replies.map(
        (reply): Scripted =>
          () => {
            arrivals.push(performance.now());
            return reply;
          },
      ),
    );
    const startedAt = performance.now();
    const task = this.tasks.start('Do what the script says.');
    await this.#ended(task);
    if (task.status !== 'done' || arrivals.length !== replies.length) {
      throw new Error(`The task ended as ${task.status} after ${arrivals.length} of ${replies.length} requests`);
    }
    return { startedAt, arrivals };
  }

  async stop(): Promise<void> {
    this.tasks.dispose();
    this.#commands.dispose();
    this.#ledger.dispose();
    await this.server.stop();
    rmSync(this.base, { recursive: true, force: true });
  }

  #ended(task: Task): Promise<void> {
    return new Promise((resolve) => {
      const listening = this.tasks.onDidChange(() => {
        if (task.status === 'working' || task.status === 'queued') return;
        listening.dispose();
        resolve();
      });
    });
  }
}

function carriersWith(disk: NodeDisk, commands: Commands): Carriers {
  const absent = (): Promise<CarriedOut> => Promise.reject(new Error('Not part of the bench'));
  return {
    readFile: readFileCarrier(disk),
    command: commands.command,
    readOutput: commands.readOutput,
    stopCommand: commands.stopCommand,
    listFiles: absent,
    searchText: absent,
    edit: absent,
    delete: absent,
    rename: absent,
    fetch: absent,
    diagnostics: absent,
    question: absent,
    plan: absent,
  };
}

function ignore(): void {
  // The bench keeps no log.
}
