/**
 * What is quoted, as code or as words, and what stands between marks: it may be in any language, and it says what the one
 * who quotes it need not say. A quote that isn't closed is none.
 */
const QUOTED =
  /`[^`]*`|“[^“”]*”|„[^„“”]*[“”]|‘[^‘’]*’(?!\p{L})|"[^"]*"|«[^«»]*»|‹[^‹›]*›|(?<![\p{L}\d])'[^']*'(?![\p{L}\d])/gu;

/** Words as prose has them, that may be joined by hyphens; what else stands between blanks is code: a path, a flag, a name. */
const WORD = /^\p{L}+(?:['’]\p{L}+)*(?:-\p{L}+(?:['’]\p{L}+)*)*$/u;
const AROUND = /^[^\p{L}\p{N}/.~@$_-]+|[^\p{L}\p{N}/_-]+$/gu;
const CAMEL = /\p{Ll}\p{Lu}/u;

/** A text without what it quotes; the whole of it where it does nothing but quote. */
export function withoutQuotes(text: string): string {
  const bare = text.replace(QUOTED, ' … ');
  return /\p{L}{2}/u.test(bare) ? bare : text;
}

/** The words that a text is written in, in lower case, without code, names and abbreviations. All of them where no others are left. */
export function proseWords(text: string): readonly string[] {
  const parts = text.split(/[\s—–]+/u).map((part) => part.replace(AROUND, ''));
  const words = parts.filter((part) => WORD.test(part) && !CAMEL.test(part));
  const common = words.filter((word, index) => !isName(word, index));
  const chosen = common.length > 0 ? common : (text.match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? []);
  return chosen.flatMap((word) => word.toLowerCase().replaceAll('’', "'").split('-'));
}

/** Capital letters within a sentence, or nothing but. */
function isName(word: string, index: number): boolean {
  const isCapital = /^\p{Lu}/u.test(word);
  return isCapital && (index > 0 || (word.length > 1 && word === word.toUpperCase()));
}
