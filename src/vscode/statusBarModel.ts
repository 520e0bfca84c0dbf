import { assertNever } from '../action/action';
import type { Mode } from '../action/situation';
import { spendLines, totalText } from '../agent/spendText';
import type { JudgeHealth } from '../judge/health';
import type { AwayCode } from '../judge/judge';
import type { TaskSpend } from '../model/spend';
import { COMMANDS, type CommandName } from './contributions';
import type { Translate } from './translate';

/** All that the status bar item shows depends on. */
export interface StatusBarState {
  readonly mode: Mode;
  readonly isWorking: boolean;
  readonly queued: number;
  /** Tasks that wait for the person to say how they go on. */
  readonly paused: number;
  readonly waiting: number;
  readonly running: number;
  readonly hasTask: boolean;
  /** What is wrong with the settings or the start, ready to show. */
  readonly problems: readonly string[];
  /** How the judge is, where one was asked. */
  readonly judge?: JudgeHealth | undefined;
  /** What the task that works, or the latest one, has spent. */
  readonly spent?: { readonly isWorking: boolean; readonly by: TaskSpend } | undefined;
}

export interface StatusBarModel {
  readonly text: string;
  readonly tooltip: string;
  /** Commands that links of the tooltip may call. */
  readonly enabledCommands: readonly string[];
  readonly accessibilityLabel: string;
  readonly isWarning: boolean;
}

/** Always the mode first, then what goes on. */
export function statusBarModel(state: StatusBarState, t: Translate): StatusBarModel {
  const states = [
    ...(state.isWorking ? [t('working')] : []),
    ...(state.paused > 0 ? [state.paused === 1 ? t('paused') : t('{0} paused', state.paused)] : []),
    ...(state.waiting > 0 ? [t('{0} held', state.waiting)] : []),
    ...(state.judge?.state === 'away' ? [t('judge away')] : []),
  ];
  const words = [modeName(state.mode, t), ...states].join(' · ');
  const icon = state.isWorking ? '$(loading~spin)' : modeIcon(state.mode);
  const links = tooltipLinks(state, t);
  return {
    text: `${icon} ${words}`,
    tooltip: tooltip(state, links, t),
    enabledCommands: links.map(({ command }) => COMMANDS[command]),
    accessibilityLabel: [
      t('Chaperone, mode {0}.', words),
      ...(state.problems.length > 0 ? [setWrong(t)] : []),
      t('Activate to switch auto mode {0}.', switched(state.mode, t)),
    ].join(' '),
    isWarning: state.problems.length > 0,
  };
}

export function modeName(mode: Mode, t: Translate): string {
  switch (mode) {
    case 'auto':
      return t('Auto');
    case 'manual':
      return t('Manual');
    case 'plan':
      return t('Plan');
    default:
      return assertNever(mode);
  }
}

export function modeMeaning(mode: Mode, t: Translate): string {
  switch (mode) {
    case 'auto':
      return t('Safe actions run at once, the others wait for you.');
    case 'manual':
      return t('Every change waits for you.');
    case 'plan':
      return t('The agent only reads.');
    default:
      return assertNever(mode);
  }
}

/** Codicons that differ at a glance. */
export function modeIcon(mode: Mode): string {
  switch (mode) {
    case 'auto':
      return '$(shield)';
    case 'manual':
      return '$(person)';
    case 'plan':
      return '$(eye)';
    default:
      return assertNever(mode);
  }
}

interface Link {
  readonly title: string;
  readonly command: CommandName;
}

function tooltipLinks(state: StatusBarState, t: Translate): readonly Link[] {
  const links: Link[] = [{ title: t('Choose Mode'), command: 'chooseMode' }];
  if (state.waiting > 0) links.push({ title: t('Show Held Actions'), command: 'showHeld' });
  // It shows what was tried and asks.
  if (state.paused > 0) links.push({ title: t('Continue Task…'), command: 'continueTask' });
  if (state.hasTask) links.push({ title: t('Show Transcript'), command: 'showTranscript' });
  links.push(
    state.isWorking ? { title: t('Stop Task'), command: 'stopTask' } : { title: t('Start Task'), command: 'startTask' },
  );
  return links;
}

/** Holds nothing but our own words and numbers: its links are live. */
function tooltip(state: StatusBarState, links: readonly Link[], t: Translate): string {
  const counts = [
    state.isWorking ? t('A task is working.') : t('No task is working.'),
    ...(state.paused > 0 ? [t('{0} paused: what it tried was refused, and it needs you.', state.paused)] : []),
    ...(state.queued > 0 ? [t('{0} queued.', state.queued)] : []),
    ...(state.running > 0 ? [t('{0} approved and running.', state.running)] : []),
    ...(state.waiting > 0 ? [t('{0} waiting for your decision.', state.waiting)] : []),
  ];
  return [
    `**Chaperone: ${modeName(state.mode, t)}**  \n${modeMeaning(state.mode, t)}`,
    counts.join(' '),
    ...(state.judge?.state === 'away' ? [judgeAway(state.judge, t)] : []),
    ...(state.spent === undefined ? [] : spentText(state.spent, t)),
    ...(state.problems.length > 0 ? [`$(warning) ${setWrong(t)}`] : []),
    links.map(({ title, command }) => `[${title}](command:${COMMANDS[command]})`).join(' | '),
    t('Click to switch auto mode {0}.', switched(state.mode, t)),
  ].join('\n\n');
}

/** In our own words alone: what the server said stands in the rows, where nothing is live. */
function judgeAway({ why, since, retryAt }: Extract<JudgeHealth, { state: 'away' }>, t: Translate): string {
  return [
    `**${t('The judge has been away since {0}', timeOfDay(since))}:** ${awayReason(why, t)}.`,
    t('Unclear actions wait for you; what the rules decide goes on.'),
    retryAt === undefined
      ? t('It is asked again with the next unclear action.')
      : t('It is asked again from {0} on.', timeOfDay(retryAt)),
  ].join(' ');
}

function awayReason(why: AwayCode, t: Translate): string {
  switch (why) {
    case 'timeout':
      return t('it took too long');
    case 'rateLimited':
      return t('it gets too many requests');
    case 'overloaded':
      return t('its server is overloaded');
    case 'unreachable':
      return t("it can't be reached");
    case 'refused':
      return t('it refuses to answer');
    case 'malformed':
      return t("its answers can't be understood");
    case 'empty':
      return t('its answers are empty');
    case 'tooLong':
      return t('it was given more than it can read');
    case 'notSetUp':
      return t('its model, address or key is not set up');
    case 'resting':
      return t('it has failed too often');
    case 'failed':
      return t('something went wrong');
    default:
      return assertNever(why);
  }
}

function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}

function spentText({ isWorking, by }: NonNullable<StatusBarState['spent']>, t: Translate): readonly string[] {
  const total = totalText(by, t);
  if (total === undefined) return [];
  const title = isWorking ? t('Cost so far') : t('Cost of the last task');
  const lines = spendLines(by, t).map(({ who, spent }) => `${who}: ${spent}`);
  return [[`**${title}:** ${total}`, ...lines].join('  \n')];
}

function setWrong(t: Translate): string {
  return t('Something is set wrong: see the Held view.');
}

function switched(mode: Mode, t: Translate): string {
  return mode === 'auto' ? t('off') : t('on');
}
