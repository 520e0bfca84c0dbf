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
    unknown: isAll ? value.unknown : { name: value.raw, nature: 'any' },
    likely: value.unknown?.nature === 'plain' ? text.replaceAll(marker, value.likely ?? '0') : undefined,
    splits: false,
    taint: word.taint | value.taint,
  };
}
