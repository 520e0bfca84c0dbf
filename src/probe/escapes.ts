/** What a terminal carries out instead of showing it (ECMA-48): colours, moves, erasing; and titles, until their end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SEQUENCE = /\x1b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)|[@-Z\\^_])/g;
/** Colours change between words; one within a word takes it apart for a reader, and not for the eye. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const WITHIN_A_WORD = /[\p{L}\p{N}](?:\x1b\[[0-?]{0,40}[ -/]{0,8}[@-~])+[\p{L}\p{N}]/u;

/** A text as a terminal shows it, if sequences take its words apart. */
export function shownByTerminal(text: string): string | undefined {
  if (!text.includes('\u001b[') || !WITHIN_A_WORD.test(text)) return undefined;
  return text.replace(SEQUENCE, '');
}
