import { demoLabel } from './demo';
import type { Past, PastCall } from './demoPast';

/** One text of the demo: labelled, each part begun as a sentence. */
export function say(parts: readonly string[]): string {
  return `${demoLabel} ${parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ')}`;
}

/** What is said of a call; `told` is what its step says when it was carried out. */
export function tell(call: PastCall, told: string): string {
  if (call.name === 'update_plan') return '';
  const what = nameOf(call);
  switch (call.status) {
    case 'pending':
      return '';
    case 'held':
      return `${what} is held as #${call.number} and waits for you. I go on with what does not depend on it.`;
    case 'blocked':
      return `${what} was blocked. I leave it at that and try no other way.`;
    case 'failed':
      return tellFailed(call);
    case 'denied':
      return `You denied #${call.number}, ${what}. It was not done, and I leave it at that.`;
    case 'expired':
      return `#${call.number}, ${what}, no longer waits. It was not done.`;
    case 'done':
      return call.number === undefined ? told : `You approved #${call.number}. ${told || `${what} is done.`}`;
  }
}

export function tellFailed(call: PastCall): string {
  return `${nameOf(call)} did not work: ${firstLine(call.text)}`;
}

export function tellTests(call: PastCall): string {
  switch (call.exitCode) {
    case undefined:
      return `\`${call.input.command}\` ended without an exit code.`;
    case 0:
      return 'The tests pass (exit code 0).';
    case 127:
      return '`npm` was not found, so I could not run the tests.';
    default:
      return `The tests fail (exit code ${call.exitCode}).`;
  }
}

export function tellSaid(): string {
  return 'I read your message, but a script cannot answer it. Start a task with a model for that.';
}

export function report(past: Past): string {
  const edited = past.calls.filter((call) => call.name === 'edit_file' && call.status === 'done');
  const tests = past.calls.filter((call) => call.input.command === 'npm test' && call.exitCode !== undefined);
  const blocked = past.calls.filter((call) => call.status === 'blocked');
  const lines = [
    edited.length === 0
      ? 'No file was changed.'
      : `Changed: ${listed(edited.map((call) => `\`${call.input.path}\``))}.`,
    ...(tests.length === 0 ? [] : [`Exit code of the tests: ${tests.map((call) => call.exitCode).join(', then ')}.`]),
    ...(blocked.length === 0 ? [] : [`Blocked: ${listed(blocked.map(nameOf))}.`]),
    tellWaiting(past),
  ];
  return `that is the end of the script. ${lines.join(' ')}`;
}

export function tellWaiting(past: Past): string {
  const held = past.calls.filter((call) => call.status === 'held');
  if (held.length === 0) return 'Nothing waits for you.';
  const names = listed(held.map((call) => `#${call.number} (${nameOf(call)})`));
  const [waits, it] = held.length === 1 ? ['waits for you and is', 'it'] : ['wait for you and are', 'them'];
  return `${names} still ${waits} not done. Approve or deny ${it} in the view *Held*, whenever you like.`;
}

function nameOf(call: PastCall): string {
  const { command, path, pattern } = call.input;
  if (typeof command === 'string') return `\`${command}\``;
  if (typeof pattern === 'string') return `the search for \`${pattern}\``;
  if (typeof path !== 'string') return `\`${call.name}\``;
  if (call.name === 'edit_file') return `the edit of \`${path}\``;
  return `\`${call.name}\` of \`${path}\``;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
