import { assertNever } from '../action/action';
import type { Mode } from '../action/situation';
import { COMMANDS, type CommandName } from './contributions';
import type { Translate } from './translate';

/** All that the status bar item shows depends on. */
export interface StatusBarState {
  readonly mode: Mode;
  readonly isWorking: boolean;
  readonly queued: number;
  readonly waiting: number;
  readonly running: number;
  readonly hasTask: boolean;
  /** What is wrong with the settings or the start, ready to show. */
  readonly problems: readonly string[];
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
    ...(state.waiting > 0 ? [t('{0} held', state.waiting)] : []),
  ];
  const words = [modeName(state.mode, t), ...states].join(' · ');
  const icon = state.isWorking ? '$(loading~spin)' : modeIcon(state.mode);
  const links = tooltipLinks(state, t);
  return {
    text: `${icon} ${words}`,
    tooltip: tooltip(state, links, t),
    enabledCommands: links.map(({ command }) => COMMANDS[command]),
    accessibilityLabel: t('Chaperone, mode {0}. Activate to switch auto mode {1}.', words, switched(state.mode, t)),
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
    ...(state.queued > 0 ? [t('{0} queued.', state.queued)] : []),
    ...(state.running > 0 ? [t('{0} approved and running.', state.running)] : []),
    ...(state.waiting > 0 ? [t('{0} waiting for your decision.', state.waiting)] : []),
  ];
  return [
    `**Chaperone: ${modeName(state.mode, t)}**  \n${modeMeaning(state.mode, t)}`,
    counts.join(' '),
    ...(state.problems.length > 0 ? [`$(warning) ${t('Something is set wrong: see the Held view.')}`] : []),
    links.map(({ title, command }) => `[${title}](command:${COMMANDS[command]})`).join(' | '),
    t('Click to switch auto mode {0}.', switched(state.mode, t)),
  ].join('\n\n');
}

function switched(mode: Mode, t: Translate): string {
  return mode === 'auto' ? t('off') : t('on');
}
