import type { Event } from '../action/emitter';
import type { Mode } from '../action/situation';
import type { Settings } from '../agent/settings';
import type { Task } from '../agent/task';
import type { Tasks } from '../agent/tasks';
import type { Gate } from '../gate/gate';
import type { JudgeHealth } from '../judge/health';
import type { ActionLog, ActionRow } from '../ledger/actionLog';
import type { ModelErrorCode } from '../model/modelClient';

/** The heavy parts, built and connected: what commands and views need of them. */
export interface Engine {
  readonly gate: Pick<Gate, 'judge' | 'approve' | 'deny' | 'answer'>;
  readonly tasks: Tasks;
  readonly actionLog: ActionLog;
  /** A line was added to the ledger, about this task if it is about one. */
  readonly onDidRecord: Event<string | undefined>;
  /** Held actions that the end of an earlier run of the editor left open, as they stood then. */
  leftOver(): readonly ActionRow[];
  /** Rejects with a message for the person when no task can start: no key, a bad setting. */
  checkReady(): Promise<void>;
  settings(): Settings;
  /** What is wrong with the settings and the record, ready to show. */
  problems(): readonly string[];
  /** Why the model couldn't answer the last time, if it couldn't. */
  lastModelFailure(): ModelErrorCode | undefined;
  /** Whether the judge answers, as far as the last one who asked could tell. */
  judgeHealth(): JudgeHealth;
  readonly onDidChangeJudgeHealth: Event<JudgeHealth>;
  startDemo(): Task;
  recordMode(mode: Mode): void;
  transcript(task: Task): string;
  /** Texts the ledger names by their digest. */
  content(sha256: string): string | undefined;
  /** Stops what runs and waits until its processes are gone. */
  shutDown(): Promise<void>;
}
