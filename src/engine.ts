import { join } from 'node:path';
import type * as vscode from 'vscode';
import { Emitter } from './action/emitter';
import { readSettings, type Settings } from './agent/settings';
import { personSaid, type Task } from './agent/task';
import { Tasks } from './agent/tasks';
import { transcriptOf } from './agent/transcript';
import { Gate } from './gate/gate';
import type { Holds } from './hold/holds';
import { ModelJudge } from './judge/modelJudge';
import { ActionLog, type ActionRow } from './ledger/actionLog';
import { ContentStore } from './ledger/contentStore';
import { Ledger } from './ledger/ledger';
import { closeLeftOvers, hasOpenElsewhere, leftOverHolds } from './ledger/leftOvers';
import { demoTask } from './model/demo';
import { DemoClient } from './model/demoClient';
import { defaultPolicy } from './policy/defaults';
import { fingerprint } from './run/fingerprint';
import { isLiveHost, ownHost } from './run/hostProcess';
import type { ApiKey } from './vscode/apiKey';
import { SETTINGS } from './vscode/contributions';
import type { Engine } from './vscode/engineFace';
import type { Log } from './vscode/log';
import { ModelChoice } from './vscode/modelChoice';
import type { ModeState } from './vscode/modeState';
import { standInCarriers, standInWorld } from './vscode/standIn';

export interface EngineParts {
  readonly context: vscode.ExtensionContext;
  readonly mode: ModeState;
  readonly holds: Holds;
  readonly apiKey: ApiKey;
  readonly log: Log;
  readonly setting: (key: string) => unknown;
}

/** Builds the heavy parts and connects them: task → agent → gate → run or hold → ledger → views. */
export async function createEngine({ context, mode, holds, apiKey, log, setting }: EngineParts): Promise<Engine> {
  const storage = context.storageUri?.fsPath;
  if (storage === undefined) throw new Error('The editor gives this window no storage.');
  const read = () => readSettings((name) => setting(SETTINGS[name]));
  const settings = (): Settings => read().settings;

  const ledger = Ledger.open(join(storage, 'ledger.jsonl'), ownHost());
  const contents = new ContentStore(join(storage, 'contents'));
  const actionLog = new ActionLog();
  const recorded = new Emitter<string | undefined>();
  for (const entry of ledger.entries()) actionLog.apply(entry);
  ledger.onDidAppend((entry) => {
    actionLog.apply(entry);
    recorded.fire('task' in entry ? entry.task : 'id' in entry ? actionLog.row(entry.id)?.task : undefined);
  });
  const leftOvers = new LeftOvers(ledger, actionLog);

  const models = new ModelChoice(read, apiKey);
  const judge = new ModelJudge({ client: models.current });
  const world = standInWorld(mode);
  const gate = new Gate({
    world,
    carriers: standInCarriers(),
    holds,
    policy: () => defaultPolicy,
    // The demo is to work without a model, and its script decides nothing about what is safe.
    judge: () => (settings().judgeEnabled && tasks.current()?.isDemo !== true ? judge : undefined),
    fingerprint,
    record: (entry) => void ledger.append(entry),
    keep: (data) => contents.put(data),
    personSaid: (taskId) => {
      const task = tasks.get(taskId);
      return task === undefined ? [] : personSaid(task);
    },
    lastNumber: actionLog.rows().reduce((last, { number }) => Math.max(last, number ?? 0), 0),
    log,
  });
  const tasks = new Tasks({
    door: gate,
    model: () => models.create(),
    surroundings: () => world.situation(),
    record: (entry) => void ledger.append(entry),
    expire: (taskId, why) => {
      gate.expire(taskId, why);
      gate.stopApproved(taskId);
    },
    onBug: (error) => log.error(String(error instanceof Error ? error.stack : error)),
    stepLimit: () => settings().maxSteps,
  });
  gate.onDidSettle((settlement) => tasks.settle(settlement));
  tasks.onDidChange(({ task, what }) => {
    const event = what === 'event' ? task.events.at(-1) : undefined;
    if (event !== undefined) log.trace(JSON.stringify(event));
  });

  const dispose = () => {
    leftOvers.dispose();
    tasks.dispose();
    ledger.dispose();
  };
  return {
    gate,
    tasks,
    actionLog,
    onDidRecord: recorded.event,
    leftOver: () => leftOvers.holds,
    checkReady: () => models.check(),
    settings,
    problems: () => [...models.problems(), ...ledger.problems().map(({ why }) => why)],
    lastModelFailure: () => models.lastFailure,
    startDemo: (): Task => tasks.start(demoTask, { model: new DemoClient(), isDemo: true }),
    recordMode: (changed) => void ledger.append({ kind: 'mode', mode: changed }),
    transcript: transcriptOf,
    content: (sha256) => contents.get(sha256)?.toString('utf8'),
    shutDown: async () => dispose(),
    dispose,
  };
}

/** A window that reloads ends a little after its successor has started: what it leaves is looked for again. */
const LOOK_AGAIN_MS = 10_000;

/** What earlier runs of the editor left open, closed as soon as their processes are gone. */
class LeftOvers {
  holds: readonly ActionRow[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly log: ActionLog,
  ) {
    this.#close();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #close(): void {
    closeLeftOvers(this.log, (entry) => this.ledger.append(entry), isLiveHost);
    this.holds = leftOverHolds(this.ledger.entries(), this.log);
    if (!hasOpenElsewhere(this.log, ownHost())) return;
    this.#timer = setTimeout(() => this.#close(), LOOK_AGAIN_MS);
    this.#timer.unref();
  }
}
