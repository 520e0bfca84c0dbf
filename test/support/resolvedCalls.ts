import type { Disk, Situation } from '../../src/action/situation';
import type { Effect } from '../../src/effect/effect';
import { lookingAt } from '../../src/effect/looking';
import { resolveArg } from '../../src/effect/paths';
import { NOTHING } from '../../src/effect/shell/either';
import type { Range, Scope } from '../../src/effect/shell/evaluation';
import { Evaluator } from '../../src/effect/shell/evaluator';
import { ShellState } from '../../src/effect/shell/state';
import { type Arg, type Flow, NO_INPUT } from '../../src/effect/shell/value';

/** A call of `record` as the analysis sees it, in the folders it may be in. */
export interface ResolvedCall {
  readonly args: readonly Arg[];
  readonly folders: readonly string[] | undefined;
}

/** The evaluation as it is, noting what `record` is given. */
class RecordingEvaluator extends Evaluator {
  readonly calls: ResolvedCall[] = [];

  override program(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow {
    const [first, ...args] = words;
    if (first?.text !== 'record') return super.program(words, scope, stdin, range);
    this.calls.push({ args, folders: scope.state.folders });
    return NOTHING;
  }
}

export interface Resolution {
  readonly calls: readonly ResolvedCall[];
  readonly effects: readonly Effect[];
  /** Each place that an argument may be, by the analysis. */
  readonly placesOf: (arg: Arg, folders: readonly string[] | undefined) => readonly string[] | undefined;
}

export function resolveCalls(command: string, folder: string, situation: Situation, disk: Disk): Resolution {
  const looking = lookingAt(situation, disk);
  const evaluator = new RecordingEvaluator(looking);
  evaluator.text(command, new ShellState([folder], looking.budget), { source: command, origin: undefined }, NO_INPUT);
  return {
    calls: evaluator.calls,
    effects: evaluator.effects,
    placesOf: (arg, folders) => {
      const { places, unknown } = resolveArg(arg, folders, looking);
      return unknown === undefined ? places.map(({ place }) => place.path) : undefined;
    },
  };
}

/** Every argument is claimed to be known to the letter. */
/** As the analysis says it; a name behind a tilde is taken for a person's though there may be none of that name. */
export function textOf(arg: Arg): string | undefined {
  return arg.text?.replace(/^\/home\/(?=\w)/, '~');
}

export function isExact(call: ResolvedCall): boolean {
  return call.args.every((arg) => arg.text !== undefined && !arg.isPattern && !arg.splits);
}

/** Whether the real arguments are among those that the analysis says they may be. */
export function isAmong(real: readonly string[], claimed: readonly Arg[]): boolean {
  const [arg, ...rest] = claimed;
  if (arg === undefined) return real.length === 0;
  const most = arg.isPattern || arg.splits ? real.length : 1;
  const least = arg.isPattern || !arg.splits || arg.head !== '' ? 1 : 0;
  for (let taken = least; taken <= Math.min(most, real.length); taken++)
    if (isOne(real.slice(0, taken), arg) && isAmong(real.slice(taken), rest)) return true;
  return false;
}

function isOne(real: readonly string[], arg: Arg): boolean {
  if (arg.isPattern) return true;
  if (arg.text !== undefined) return real[0] === textOf(arg);
  if (arg.head.startsWith('/home/')) return true;
  if (real.length > 0 && real[0]?.startsWith(arg.head) !== true) return false;
  const rest = real.map((text, index) => (index === 0 ? text.slice(arg.head.length) : text));
  if (arg.unknown?.nature === 'paths' && arg.head === '') return rest.every((text) => !text.startsWith('-'));
  return true;
}
