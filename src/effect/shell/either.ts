import { isPlainWord } from './natures';
import { type Arg, type Flow, unknownValue, type Value } from './value';

export const NOTHING: Flow = { text: '', taint: 0, nature: 'plain', from: 'nothing' };

/** One of many values, for a loop that isn't followed value by value. */
export function anyOf(items: readonly Arg[], name: string): Value {
  const taint = items.reduce((all, item) => all | item.taint, 0);
  const isPlain = items.every((item) => item.text !== undefined && !item.isPattern && isPlainWord(item.text));
  return unknownValue(`$${name}`, isPlain ? 'plain' : 'any', taint);
}

/** Output of several commands, one after the other or (`isEither`) one or the other. */
export function together(flows: readonly Flow[], isEither = false): Flow {
  const [only] = flows;
  if (only !== undefined && flows.length === 1 && !isEither) return only.text === '' ? NOTHING : only;
  const printing = flows.filter((flow) => flow.text !== '');
  const [first] = printing;
  if (first === undefined) return NOTHING;
  const taint = printing.reduce((all, flow) => all | flow.taint, 0);
  if (printing.length === 1 && !isEither) return first;
  const text =
    isEither || printing.some((flow) => flow.text === undefined)
      ? undefined
      : printing.map((flow) => flow.text).join('');
  const nature = printing.every((flow) => flow.nature === first.nature) ? first.nature : 'any';
  return { text, taint, nature, from: first.from };
}

/** Either set of folders. */
export function unionOf(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a === b ? a : [...new Set([...a, ...b])];
}
