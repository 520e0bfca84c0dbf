import { join } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from './action/emitter';
import { oneLine, shorten } from './action/visibleText';
import { reviewContext } from './agent/reviewContext';
import { policyOf, readSettings, type Settings } from './agent/settings';
import { instructionsOf, personSaid, type Task } from './agent/task';
import { Tasks } from './agent/tasks';
import { transcriptOf } from './agent/transcript';
import { Gate } from './gate/gate';
import type { TooManyRefused } from './gate/refusals';
import type { Holds } from './hold/holds';
import { ActionLog, type ActionRow } from './ledger/actionLog';
import { ContentStore } from './ledger/contentStore';
import { Ledger } from './ledger/ledger';
import { closeLeftOvers, hasOpenElsewhere, leftOverHolds } from './ledger/leftOvers';
import { demoTask } from './model/demo';
import { DemoClient } from './model/demoClient';
import type { ModelUsage } from './model/modelClient';
import { dollarsOf } from './model/prices';
import type { ChosenPolicy } from './policy/policyChoice';
import { ModelProbe } from './probe/modelProbe';
import { Commands } from './run/commands';
import { fetchUrlCarrier } from './run/fetchUrl';
import { isLiveHost, ownHost } from './run/hostProcess';
import { NodeDisk } from './run/nodeDisk';
import { nodeEvidence } from './run/nodeEvidence';
import type { ApiKey } from './vscode/apiKey';
import { editorCarriers } from './vscode/carry/carriers';
import { EditorWorld } from './vscode/carry/editorWorld';
import { CommandTerminals } from './vscode/carry/terminal';
import { SETTINGS } from './vscode/contributions';
import type { Engine } from './vscode/engineFace';
import { detailsOf } from './vscode/errorDetails';
import { JudgeChoice } from './vscode/judgeChoice';
import type { Log } from './vscode/log';
import { ModelChoice } from './vscode/modelChoice';
import type { ModeState } from './vscode/modeState';

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
  const chosenPolicy = rememberPolicy(settings);

  const ledger = Ledger.open(join(storage, 'ledger.jsonl'), ownHost());
  const contents = new ContentStore(join(storage, 'contents'));
  const actionLog = new ActionLog();
  const recorded = new Emitter<string | undefined>();
  for (const entry of ledger.entries()) actionLog.apply(entry);
  ledger.onDidAppend((entry) => {
    actionLog.apply(entry);
    recorded.fire('task' in entry ? entry.task : 'id' in entry ? actionLog.row(entry.id)?.task : undefined);
  });

  const models = new ModelChoice(read, apiKey, log);
  const judges = new JudgeChoice({
    settings,
    unusable: () => models.unusableSetting()?.message,
    readKey: () => apiKey.read(),
    log,
  });
  const keyListener = apiKey.onDidChange(() => judges.reset());
  const dollars = (model: string, usage: ModelUsage) => dollarsOf(model, usage, settings().prices);
  const disk = new NodeDisk();
  const world = new EditorWorld({ disk, mode: () => mode.mode, context });
  const report = (error: unknown) => log.error(detailsOf(error));
  const commands = new Commands({ disk, report });
  const terminals = new CommandTerminals(commands.onDidStart);
  const leftOvers = new LeftOvers({ ledger, actionLog, commands, log });
  const gate = new Gate({
    world,
    carriers: editorCarriers({ world, commands, terminals, fetch: fetchUrlCarrier() }),
    holds,
    policy: () => chosenPolicy().policy,
    // The demo is to work without a model, and its script decides nothing about what is safe.
    judge: (taskId) =>
      settings().judgeKind === 'off' || tasks.get(taskId)?.isDemo !== false ? undefined : judges.judge,
    probe: new ModelProbe({
      client: (taskId) => (settings().probeModel && tasks.get(taskId)?.isDemo === false ? models.examiner : undefined),
      log: (message) => log.warn(message),
    }),
    masksSecrets: () => settings().maskSecrets,
    evidence: nodeEvidence,
    record: (entry) => void ledger.append(entry),
    keep: (data) => contents.put(data),
    dollars,
    personSaid: (taskId) => {
      const task = tasks.get(taskId);
      return task === undefined ? [] : personSaid(task);
    },
    instructions: (taskId) => {
      const task = tasks.get(taskId);
      return task === undefined ? [] : instructionsOf(task);
    },
    refusalLimits: () => ({ inARow: settings().refusalsInARow, inAll: settings().refusalsInAll }),
    taskStartedAt: (taskId) => tasks.get(taskId)?.since,
    lastNumber: actionLog.rows().reduce((last, { number }) => Math.max(last, number ?? 0), 0),
    log,
  });
  const tasks = new Tasks({
    door: gate,
    model: () => models.create(),
    surroundings: () => ({ ...world.situation(), commandTimeoutMs: settings().commandTimeout * 1000 }),
    record: (entry) => void ledger.append(entry),
    expire: (taskId, why) => {
      gate.expire(taskId, why);
      gate.stopApproved(taskId);
      commands.stopTask(taskId);
    },
    goOn: (taskId) => gate.goOn(taskId),
    onBug: report,
    dollars,
    stepLimit: () => settings().maxSteps,
    review: () => reviewContext(settings(), world.situation()),
  });
  gate.onDidSettle((settlement) => tasks.settle(settlement));
  gate.onDidRefuseTooMuch((refused) => tasks.pause(refused.taskId, pauseNote(refused)));
  gate.onDidFindSwap(({ taskId, changes }) => tasks.interrupt(taskId, swapNote(changes)));
  tasks.onDidChange(({ task, what }) => {
    if (what === 'added') gate.begin(task.id);
    const event = what === 'event' ? task.events.at(-1) : undefined;
    if (event !== undefined) log.trace(() => JSON.stringify(event));
  });

  const dispose = () => {
    keyListener.dispose();
    leftOvers.dispose();
    terminals.dispose();
    tasks.dispose();
    commands.dispose();
    world.dispose();
  };
  return {
    gate,
    tasks,
    actionLog,
    onDidRecord: recorded.event,
    leftOver: () => leftOvers.holds,
    checkReady: () => models.check(),
    settings,
    problems: () => [...models.problems(), ...policyProblems(chosenPolicy()), ...damage(ledger)],
    lastModelFailure: () => models.lastFailure,
    judgeHealth: () => judges.health,
    onDidChangeJudgeHealth: judges.onDidChangeHealth,
    startDemo: (): Task => tasks.start(demoTask, { model: new DemoClient(), isDemo: true }),
    recordMode: (changed) => void ledger.append({ kind: 'mode', mode: changed }),
    transcript: (task) => transcriptOf(task, actionLog.task(task.id)?.spent),
    content: (sha256) => contents.get(sha256)?.toString('utf8'),
    shutDown: async () => {
      dispose();
      // What was killed still tells how it ended; the editor waits a few seconds for us.
      await tasksAtRest(tasks);
      ledger.dispose();
    },
  };
}

/** Why a task was ended in the middle, for the person. */
function swapNote(changes: readonly string[]): string {
  return vscode.l10n.t(
    '{0} changed in the moment it was used, so what was done may not be what was approved. Look at what changed it before you go on.',
    changes.map(oneLine).join(', '),
  );
}

/** Why a task is paused, for the person. What it tried is the agent's text. */
function pauseNote({ why, times, tried }: TooManyRefused): string {
  const t = vscode.l10n.t;
  // Command lines have marks of their own between their parts.
  const lines = [...new Set(tried.map((label) => shorten(oneLine(label), LABEL_LENGTH)))].slice(-MOST_TOLD);
  const last = lines.map((line) => t('“{0}”', line)).join(', ');
  if (times === 1) return t('It was refused. It tried: {0}', last);
  return why === 'inARow'
    ? t('It was refused {0} times in a row. It tried: {1}', times, last)
    : t('It was refused {0} times in all. It tried: {1}', times, last);
}

const MOST_TOLD = 5;
const LABEL_LENGTH = 80;

/** Built anew only when the settings that shape it change: it is asked for at each verdict. */
function rememberPolicy(settings: () => Settings): () => ChosenPolicy {
  let known: { readonly key: string; readonly chosen: ChosenPolicy } | undefined;
  return () => {
    const now = settings();
    const key = JSON.stringify([now.policyPreset, now.policyAskAt, now.policyBlockAt, now.policySeverities]);
    if (known?.key !== key) known = { key, chosen: policyOf(now) };
    return known.chosen;
  };
}

function policyProblems({ problems }: ChosenPolicy): readonly string[] {
  return problems.map((problem) => vscode.l10n.t('Policy settings: {0}.', problem));
}

/** What is wrong with the record, ready to show. */
function damage(ledger: Ledger): readonly string[] {
  const lines = ledger.problems().filter(({ line }) => line !== undefined).length;
  if (lines === 0) return [];
  return [vscode.l10n.t("{0} lines of the record of this workspace can't be read and are left out.", lines)];
}

const REST_MS = 2000;

/** Resolves when no task works any more, or after a while. */
function tasksAtRest(tasks: Tasks): Promise<void> {
  if (tasks.current() === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, REST_MS);
    tasks.onDidChange(() => {
      if (tasks.current() !== undefined) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A window that reloads ends a little after its successor has started: what it leaves is looked for again. */
const LOOK_AGAIN_MS = 10_000;

/** What earlier runs of the editor left open, closed as soon as their processes are gone. */
class LeftOvers {
  holds: readonly ActionRow[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: {
      readonly ledger: Ledger;
      readonly actionLog: ActionLog;
      readonly commands: Commands;
      readonly log: Log;
    },
  ) {
    this.#close();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #close(): void {
    const { ledger, actionLog, commands, log } = this.parts;
    const ended = closeLeftOvers(actionLog, {
      append: (entry) => ledger.append(entry),
      isLive: isLiveHost,
      endOrphans: (isOrphan) => commands.endOrphans(isOrphan),
    });
    for (const id of ended) log.info(`ended what an earlier run left: ${actionLog.row(id)?.label ?? id}`);
    this.holds = leftOverHolds(ledger.entries(), actionLog);
    if (!hasOpenElsewhere(actionLog, ownHost())) return;
    this.#timer = setTimeout(() => this.#close(), LOOK_AGAIN_MS);
    this.#timer.unref();
  }
}
