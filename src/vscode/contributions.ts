/**
 * Every name that package.json and the code share, once. Loads outside the editor, so that a unit test can hold the
 * manifest against it.
 */
export const CONTAINER = 'chaperone';

export const VIEWS = {
  held: 'chaperone.held',
  activity: 'chaperone.activity',
} as const;

/** Commands a person finds in the palette. */
export const PALETTE_COMMANDS = {
  startTask: 'chaperone.startTask',
  sendMessage: 'chaperone.sendMessage',
  stopTask: 'chaperone.stopTask',
  continueTask: 'chaperone.continueTask',
  toggleAuto: 'chaperone.toggleAuto',
  chooseMode: 'chaperone.chooseMode',
  approve: 'chaperone.approve',
  approveWithNote: 'chaperone.approveWithNote',
  deny: 'chaperone.deny',
  denyWithNote: 'chaperone.denyWithNote',
  approveAll: 'chaperone.approveAll',
  showHeld: 'chaperone.showHeld',
  showTranscript: 'chaperone.showTranscript',
  setApiKey: 'chaperone.setApiKey',
  clearApiKey: 'chaperone.clearApiKey',
  showLog: 'chaperone.showLog',
  runDemo: 'chaperone.runDemo',
} as const;

/** Commands that act on a row of a view, and are not in the palette. */
export const ROW_COMMANDS = {
  approveHold: 'chaperone.approveHold',
  approveHoldWithNote: 'chaperone.approveHoldWithNote',
  denyHold: 'chaperone.denyHold',
  denyHoldWithNote: 'chaperone.denyHoldWithNote',
  answerHold: 'chaperone.answerHold',
  approveTaskHolds: 'chaperone.approveTaskHolds',
  openHold: 'chaperone.openHold',
  showHeldDiff: 'chaperone.showHeldDiff',
  showHeldCommand: 'chaperone.showHeldCommand',
  copyHold: 'chaperone.copyHold',
  dismissHold: 'chaperone.dismissHold',
  openAction: 'chaperone.openAction',
  openTask: 'chaperone.openTask',
  continuePausedTask: 'chaperone.continuePausedTask',
  steerPausedTask: 'chaperone.steerPausedTask',
  stopPausedTask: 'chaperone.stopPausedTask',
  showMore: 'chaperone.showMore',
} as const;

export const COMMANDS = { ...PALETTE_COMMANDS, ...ROW_COMMANDS } as const;
export type CommandName = keyof typeof COMMANDS;

/** Context keys that `when` clauses of the manifest read. They only tidy the menus: every command checks for itself. */
export const CONTEXT_KEYS = {
  /** At least one action waits for a person. */
  hasWaiting: 'chaperone.hasWaiting',
  /** A task runs. */
  isWorking: 'chaperone.isWorking',
  /** A task waits for the person to say how it goes on. */
  hasPaused: 'chaperone.hasPaused',
  /** There is a task to show or to speak to. */
  hasTask: 'chaperone.hasTask',
  /** A key is stored or in the environment, or the endpoint needs none. */
  hasKey: 'chaperone.hasKey',
  /** Whether there is a key has been looked up. */
  isReady: 'chaperone.isReady',
} as const;
export type ContextKeyName = keyof typeof CONTEXT_KEYS;

/** All have `application` scope: neither the workspace, a dev container nor a remote can set them. */
export const SETTINGS = {
  model: 'chaperone.model',
  baseUrl: 'chaperone.baseUrl',
  defaultMode: 'chaperone.defaultMode',
  judgeKind: 'chaperone.judge.kind',
  judgeStages: 'chaperone.judge.stages',
  judgeModel: 'chaperone.judge.model',
  judgeFirstModel: 'chaperone.judge.firstModel',
  judgeAllowBelow: 'chaperone.judge.allowBelow',
  judgeBlockAt: 'chaperone.judge.blockAt',
  judgeEnvironment: 'chaperone.judge.environment',
  judgeRules: 'chaperone.judge.rules',
  probeModel: 'chaperone.probe.model',
  maskSecrets: 'chaperone.probe.maskSecrets',
  refusalsInARow: 'chaperone.refusals.inARow',
  refusalsInAll: 'chaperone.refusals.inAll',
  maxSteps: 'chaperone.maxSteps',
  commandTimeout: 'chaperone.commandTimeout',
  prices: 'chaperone.prices',
  policyPreset: 'chaperone.policy.preset',
  policyAskAt: 'chaperone.policy.askAt',
  policyBlockAt: 'chaperone.policy.blockAt',
  policySeverities: 'chaperone.policy.severities',
} as const;

/** Words in the `contextValue` of rows, which `when` clauses match one by one. */
export const ROW_TAGS = [
  'task',
  'group',
  'hold',
  'action',
  'reads',
  'more',
  'waiting',
  'running',
  'paused',
  'over',
  'diff',
  'question',
] as const;
export type RowTag = (typeof ROW_TAGS)[number];

export const STATUS_BAR_ID = 'chaperone.mode';
export const DOCUMENT_SCHEME = 'chaperone';
export const SECRET_KEY = 'chaperone.apiKey';
