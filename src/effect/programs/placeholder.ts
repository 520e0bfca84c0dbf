import type { Arg } from '../shell/value';

/** The word with a value in the place of its marker. */
export function replaced(word: Arg, marker: string, value: Arg): Arg {
  const text = word.text;
  if (text === undefined || !text.includes(marker)) return word;
  if (value.text !== undefined) {
    const whole = text.split(marker).join(value.text);
    return {
      ...word,
      text: whole,
      head: whole,
      isPattern: word.isPattern || value.isPattern,
      taint: word.taint | value.taint,
    };
  }
  const head = text.slice(0, text.indexOf(marker));
  const isAll = text === marker;
  return {
    ...word,
    text: undefined,
    head,
    // Put after a folder, a name that was listed stays one.
    unknown:
      isAll || (text === head + marker && head.endsWith('/') && value.head === '')
        ? value.unknown
        : { name: value.raw, nature: 'any' },
    raw: isAll ? word.raw : text.replaceAll(marker, '{}'),
    likely: value.unknown?.nature === 'plain' ? text.replaceAll(marker, value.likely ?? '0') : undefined,
    splits: false,
    taint: word.taint | value.taint,
  };
}
