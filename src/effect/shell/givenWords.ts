import type { CodeFinding, CodeText } from '../code/codeFinding';
import type { Arg } from './value';

/** More words than these are not told apart. */
const MOST_WORDS = 24;

/**
 * What code does with the words that it is given: once for each of them that it may be. `words` stand behind the file on
 * the command line; what of them can't be told, or isn't there, stays unknown.
 */
export function withGivenWords(finding: CodeFinding, words: readonly Arg[]): readonly CodeFinding[] {
  if (finding.kind === 'command') {
    const all = finding.words.flatMap((word) => (word.given?.as === 'all' ? wordsFrom(word, words) : [word]));
    const [choice] = all.filter(isOne);
    const more = { ...finding, words: all };
    if (choice === undefined) return all.length === 0 ? [] : [more];
    return alternatives(choice, words).map((text) => ({
      ...more,
      // Of another word it isn't told whether it is the same one.
      words: all.map((word) => (word === choice ? text : isOne(word) ? unknown(word, words) : word)),
    }));
  }
  return withEach(finding, (text) => (isOne(text) ? alternatives(text, words) : [text]));
}

function isOne({ given }: CodeText): boolean {
  return given !== undefined && given.as !== 'all';
}

/** A finding once for each text that may stand in place of its own. */
function withEach(finding: CodeFinding, textsFor: (text: CodeText) => readonly CodeText[]): readonly CodeFinding[] {
  switch (finding.kind) {
    case 'read':
    case 'write':
    case 'edit':
    case 'delete':
    case 'names':
    case 'folder':
    case 'file':
    case 'cwd':
      return textsFor(finding.file).map((file) => ({ ...finding, file }));
    case 'shell':
    case 'code':
      return textsFor(finding.text).map((text) => ({ ...finding, text }));
    default:
      return [finding];
  }
}

/** All words from one on, where it is told which these are. */
function wordsFrom(word: CodeText, words: readonly Arg[]): readonly CodeText[] {
  const { from } = word.given ?? { from: 0 };
  return isCounted(words.slice(0, from)) ? words.slice(from).map((each) => textOfWord(word, each)) : [word];
}

function alternatives(word: CodeText, words: readonly Arg[]): readonly CodeText[] {
  const { from, as } = word.given ?? { from: 0, as: 'any' };
  if (words.length > MOST_WORDS) return [word];
  if (as === 'any')
    return words.slice(isCounted(words.slice(0, from)) ? from : 0).map((each) => textOfWord(word, each));
  if (!isCounted(words.slice(0, from + 1))) return [word];
  const only = words[from];
  return [only === undefined ? word : textOfWord(word, only)];
}

function unknown(word: CodeText, words: readonly Arg[]): CodeText {
  const [only, ...more] = alternatives(word, words);
  return only !== undefined && more.length === 0 ? only : word;
}

/** Whether each of them is one word. */
function isCounted(words: readonly Arg[]): boolean {
  return words.every(({ isPattern, splits }) => !isPattern && !splits);
}

function textOfWord({ taint, name }: CodeText, word: Arg): CodeText {
  const both = taint | word.taint;
  if (word.text === undefined) return { text: undefined, isLikely: false, taint: both, name, isMany: word.splits };
  if (!word.isPattern) return { text: word.text, isLikely: false, taint: both, name: word.text };
  const isPlain = /^[^[\]{}?()!~]*$/.test(word.text);
  return isPlain
    ? { text: word.text.replaceAll('*', 'some'), isLikely: true, taint: both, name }
    : { text: undefined, isLikely: false, taint: both, name, isMany: true };
}
