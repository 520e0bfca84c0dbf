import path from 'node:path';
import { shownPath } from '../onFile';
import type { Call } from '../programs/program';
import { provenanceOf } from '../script/provenance';
import { type Arg, type Flow, literalArg } from './value';

/** A text that a shell runs and that stands in a file: a package script, a recipe, a file of shell. */
export interface StandingText {
  readonly text: string;
  /** Real path of the file that it stands in. */
  readonly file: string;
  /** Where in the file: `scripts.test`. Without it: all of it. */
  readonly at?: string | undefined;
  /** The folders it may run in, real; the call's own when absent. */
  readonly folders?: readonly string[] | undefined;
  /** `$0`, `$1`, … */
  readonly positional?: readonly Arg[] | undefined;
  /** It runs in this very shell: what it sets stays. */
  readonly isSourced?: boolean | undefined;
}

/** What stands in a file is run by a shell: its effects, as if it were the command, by whose text it is now. */
export function runText(call: Call, standing: StandingText): Flow {
  const { text, file, at } = standing;
  const { looking } = call;
  looking.paths.add(file);
  looking.scripts.add(file);
  const provenance = provenanceOf(file, looking);
  const isTrusted = provenance === 'starting' || provenance === 'person';
  const name = shownPath(file, looking.situation);
  const standsIn = at === undefined ? name : `${at} of ${name}`;
  if (provenance === 'downloaded')
    call.emit('run', standsIn, {
      detail: 'run.downloaded',
      says: `runs ${path.basename(file)}, which came from the network in this task`,
    });
  const looked = looking.depth.enter(`${file}\0${at ?? ''}`, text.length, () =>
    evaluated(call, standing, { standsIn, isTrusted }),
  );
  if ('value' in looked) return looked.value;
  const { refusal } = looked;
  const says = `runs ${standsIn}, which ${refusal}`;
  // What trusted text does without end it did before.
  if (isTrusted) call.emit('run', standsIn, { detail: 'run.starting', says });
  else call.unknown(refusal === 'calls itself' ? 'script.cycle' : 'script.beyond', standsIn, says);
  return call.out();
}

function evaluated(
  call: Call,
  { text, folders, positional = [], isSourced = false }: StandingText,
  standing: { readonly standsIn: string; readonly isTrusted: boolean },
): Flow {
  const before = call.folders;
  if (folders !== undefined) call.folders = folders;
  const arg = literalArg(text, call.part);
  const flow = isSourced ? call.evaluate(arg, standing) : call.script(arg, positional, standing);
  if (folders !== undefined) call.folders = before;
  return flow;
}
