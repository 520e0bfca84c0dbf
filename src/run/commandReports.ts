import type { CarriedOut } from '../gate/carriers';
import { refused } from './refused';
import type { CommandExit, CommandProcess } from './runningCommand';
import { headAndTail, nextPage } from './shownOutput';

/** A command with what the agent has read of it. */
export interface Followed {
  readonly process: CommandProcess;
  /** Position in its output up to which the agent has read. */
  read: number;
}

/** What the agent reads when a command has ended. */
export function reportEnd(followed: Followed, exit: CommandExit): CarriedOut {
  const { process } = followed;
  if (exit.why === 'failed') return refused(`It could not be started: ${exit.error ?? 'the system says no more'}.`);
  const { text, leftOut, head, missing } = news(followed);
  // What is left out of the middle is read next, page by page.
  followed.read = leftOut > 0 ? head : process.log.length;
  const lines = [
    `${howItEnded(exit)}.${adviceAfter(process, exit)}${exit.leftBehind ? leftBehind(process) : ''}`,
    text.trim() === '' ? 'No output.' : text,
  ];
  if (leftOut > 0) lines.push(`[read_output with ${process.id} shows what is left out, piece by piece.]`);
  if (missing > 0) lines.push(`[${missing} more characters were too many to keep.]`);
  return {
    ok: exit.why === 'exited' && exit.code === 0,
    text: lines.join('\n'),
    summary: summaryOf(exit),
    exitCode: exit.code,
  };
}

/** What the agent reads when a command goes on in the background. */
export function reportStart(followed: Followed): CarriedOut {
  const { id } = followed.process;
  const { text } = news(followed);
  followed.read = followed.process.log.length;
  const begun = `Runs in the background as ${id}. read_output shows what it prints, stop_command ends it.`;
  return {
    ok: true,
    text: text.trim() === '' ? `${begun} No output yet.` : `${begun} Output so far:\n${text}`,
    summary: `runs in the background as ${id}`,
  };
}

/** What the agent reads of a command's output since it last did. */
export function reportNews(followed: Followed): CarriedOut {
  const { process } = followed;
  const exit = process.exit();
  const state = stateOf(process, exit);
  if (process.isRunning()) {
    const { text } = news(followed);
    followed.read = process.log.length;
    return { ok: true, text: `${state}\n${text.trim() === '' ? 'No new output.' : text}`, summary: state };
  }
  const { text: rest, missing, missingAt } = process.log.since(followed.read);
  // One page at most up to where something is missing, so that it is told in its place.
  const isBefore = missing > 0 && missingAt > 0;
  const { text, end } = nextPage(isBefore ? rest.slice(0, missingAt) : rest);
  const skipped = missing > 0 && !isBefore ? missing : 0;
  followed.read += end + skipped;
  const left = process.log.length - followed.read;
  const lines = [state, text.trim() === '' ? 'No new output.' : text];
  if (skipped > 0) lines.splice(1, 0, `[${skipped} characters were too many to keep.]`);
  if (left > 0) lines.push(`[${left} more characters: read_output shows the next.]`);
  return { ok: true, text: lines.join('\n'), summary: state, exitCode: exit?.code };
}

/** What the agent reads when it had a command stopped. */
export function reportStop(followed: Followed): CarriedOut {
  const { process } = followed;
  const isRunning = process.isRunning();
  const { text } = news(followed);
  followed.read = process.log.length;
  const state = isRunning ? `${process.id} could not be stopped: it still runs.` : `${process.id} is stopped.`;
  const output = text.trim() === '' ? '' : `\nIts last output:\n${text}`;
  return { ok: !isRunning, text: state + output, summary: state };
}

function news({ process, read }: Followed) {
  const { text, missing, missingAt } = process.log.since(read);
  if (missing === 0) return { ...headAndTail(text), missing };
  const shown = headAndTail(`${text.slice(0, missingAt)}\n${text.slice(missingAt)}`);
  return { ...shown, missing };
}

function stateOf({ id, startedAt }: CommandProcess, exit: CommandExit | undefined): string {
  if (exit === undefined) return `${id} still runs, for ${seconds(Date.now() - startedAt)} now.`;
  return `${id}: ${howItEnded(exit)}.${exit.leftBehind ? ' Something it started may still run.' : ''}`;
}

function howItEnded({ why, code, signal, tookMs }: CommandExit): string {
  const after = `after ${seconds(tookMs)}`;
  switch (why) {
    case 'exited':
      return code === undefined ? `Ended by ${signal ?? 'a signal'} ${after}` : `Exit code ${code} ${after}`;
    case 'timedOut':
      return `Stopped ${after}, its time limit`;
    case 'stopped':
      return `Stopped ${after}`;
    case 'failed':
      return 'Not started';
  }
}

function summaryOf(exit: CommandExit): string {
  switch (exit.why) {
    case 'exited':
      return `${exit.code === undefined ? (exit.signal ?? 'a signal') : `exit ${exit.code}`} in ${seconds(exit.tookMs)}`;
    case 'timedOut':
      return `timed out after ${seconds(exit.tookMs)}`;
    case 'stopped':
      return `stopped after ${seconds(exit.tookMs)}`;
    case 'failed':
      return 'not started';
  }
}

function adviceAfter({ isBackground }: CommandProcess, { why }: CommandExit): string {
  if (why !== 'timedOut') return '';
  return ` Give it more time${isBackground ? '' : ', or run it in the background'}.`;
}

function leftBehind({ id }: CommandProcess): string {
  return ` Something it started still runs: stop_command with ${id} ends it, read_output shows what else it prints.`;
}

function seconds(ms: number): string {
  return ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
