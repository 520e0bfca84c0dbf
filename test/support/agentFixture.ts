import type { Task, TaskChange } from '../../src/agent/task';
import { type StartOptions, Tasks, type TasksParts } from '../../src/agent/tasks';
import type { NewEntry } from '../../src/ledger/entry';
import { clientOf } from './clients';
import { MessagesServer, type Scripted } from './messagesServer';
import { ScriptedDoor } from './scriptedDoor';

/** The agent with its real client, talking to a scripted server, in front of a scripted door. */
export class AgentFixture {
  readonly door: ScriptedDoor;
  readonly ledger: NewEntry[] = [];
  readonly expired: { readonly taskId: string; readonly why: string }[] = [];
  readonly bugs: unknown[] = [];
  readonly changes: TaskChange['what'][] = [];
  readonly tasks: Tasks;
  #clock = 1000;

  private constructor(
    readonly server: MessagesServer,
    files: Readonly<Record<string, string>>,
    parts: Partial<TasksParts>,
  ) {
    this.door = new ScriptedDoor(files);
    this.tasks = new Tasks({
      door: this.door,
      model: async () => clientOf(server.url),
      surroundings: () => ({ mode: 'auto', roots: ['/work/app'], platform: 'posix' }),
      record: (entry) => void this.ledger.push(entry),
      expire: (taskId, why) => void this.expired.push({ taskId, why }),
      onBug: (error) => void this.bugs.push(error),
      now: () => this.#clock++,
      ...parts,
    });
    this.door.onDidSettle((settlement) => this.tasks.settle(settlement));
    this.tasks.onDidChange(({ what }) => this.changes.push(what));
  }

  static async start(
    script: readonly Scripted[],
    files: Readonly<Record<string, string>> = {},
    parts: Partial<TasksParts> = {},
  ): Promise<AgentFixture> {
    return new AgentFixture(await new MessagesServer(script).start(), files, parts);
  }

  /** Starts a task and waits until it ends. */
  async run(text: string, options?: StartOptions): Promise<Task> {
    return this.ended(this.tasks.start(text, options));
  }

  /** Waits until a task neither waits nor works. */
  async ended(task: Task): Promise<Task> {
    await this.when(() => task.status !== 'queued' && task.status !== 'working');
    return task;
  }

  /** Waits for a change of any task after which this is so. */
  async when(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const listening = this.tasks.onDidChange(() => {
        if (!isSo()) return;
        listening.dispose();
        resolve();
      });
    });
  }

  /** What the request of this number told beside results: the texts of its last message. */
  toldLast(request: number): string[] {
    const last = this.server.requests[request]?.body.messages.at(-1);
    if (last === undefined || typeof last.content === 'string') return [];
    return last.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  }

  /** The tool results in the last message of the request of this number. */
  resultsLast(request: number): { readonly id: string; readonly text: string; readonly isError: boolean }[] {
    const last = this.server.requests[request]?.body.messages.at(-1);
    if (last === undefined || typeof last.content === 'string') return [];
    return last.content.flatMap((block) =>
      block.type === 'tool_result'
        ? [{ id: block.tool_use_id, text: String(block.content), isError: block.is_error === true }]
        : [],
    );
  }

  async stop(): Promise<void> {
    this.tasks.dispose();
    await this.server.stop();
  }
}
