import { literalArg } from '../shell/value';
import { COMMITTED, UNCOMMITTED } from './gitLooking';
import { loses, perform } from './gitVerb';
import type { Call, Parsed } from './program';

/** A patch writes the files that it names: they are read from it, where it can be read. */
export function applyPatches(call: Call, parsed: Parsed): undefined {
  const directory = parsed.value('--directory');
  const strip = parsed.value('-p');
  const depth = strip === undefined ? 1 : Number(strip.text ?? 'NaN');
  const isInIndex = parsed.has('--cached');
  if (call.stdin.from === UNCOMMITTED && parsed.has('-R') && !isInIndex)
    perform(call, loses('throws away changes of files'));
  for (const text of patchesOf(call, parsed)) {
    if (text === undefined || Number.isNaN(depth) || (directory !== undefined && directory.text === undefined)) {
      call.unknown('write.patch', 'a patch', 'applies a patch that was not looked at');
      continue;
    }
    if (isInIndex) continue;
    const at = directory?.text === undefined ? '' : `${directory.text.replace(/\/$/, '')}/`;
    for (const name of filesIn(text, depth)) call.file('edit', literalArg(at + name, call.part));
  }
  return undefined;
}

function patchesOf(call: Call, parsed: Parsed): readonly (string | undefined)[] {
  const isInput = parsed.operands.length === 0 || parsed.operands.some(({ text }) => text === '-');
  const { text, from } = call.stdin;
  const redirected =
    isInput && text === undefined && /^[\w.-][\w./-]*$/.test(from) ? [literalArg(from, call.part)] : [];
  const named = [...parsed.operands.filter((operand) => operand.text !== '-'), ...redirected].flatMap(
    (operand): readonly (string | undefined)[] => {
      call.file('read', operand);
      const patch = call.textOf(operand);
      if (patch !== undefined) return [patch];
      // One that isn't there fails, unless this very command makes it.
      const isMissing =
        call.kindOf(operand) === 'missing' &&
        (call.resolve(operand) ?? []).every((path) => call.state.written(path) === undefined);
      return isMissing ? [] : [undefined];
    },
  );
  return !isInput || redirected.length > 0 || from === COMMITTED || from === UNCOMMITTED ? named : [...named, text];
}

/** The names a patch gives the files it writes, without what `-p` takes away in front. */
function filesIn(patch: string, depth: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of patch.split(/\r?\n/)) {
    const changed = /^(?:\+\+\+|---) "?([^\t"]+)/.exec(line)?.[1] ?? /^diff --git "?.*? "?([^" ]+)"?$/.exec(line)?.[1];
    const moved = /^(?:rename|copy) (?:from|to) "?([^"]+)/.exec(line)?.[1];
    const name = changed ?? moved;
    if (name === undefined || name.trim() === '/dev/null') continue;
    // Names that were moved stand without `a/` and `b/`.
    const path = name
      .trim()
      .split('/')
      .slice(changed === undefined ? Math.max(0, depth - 1) : depth)
      .join('/');
    if (path !== '') found.add(path);
  }
  return found;
}
