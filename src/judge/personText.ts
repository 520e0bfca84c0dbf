import { assertNever } from '../action/action';
import type { PersonWord } from './judge';
import { cutText, quoted, quotedLine, spoken, type Told } from './quoted';

/** Characters of all that the person said, beyond which a judge can't be told it all. */
export const MOST_OF_PERSON = 120_000;

/** Characters of a selection or file that the person gave along. */
export const MOST_ATTACHED = 4_000;

/** Characters of an action that the person decided on, in a line. */
const MOST_OF_DECIDED = 400;

/** Characters of a question of the agent's; the answer to a longer one can't be understood from what is shown. */
const MOST_OF_QUESTION = 4_000;

/** What the person wrote and decided, oldest first, numbered. Only what they wrote themselves stands on lines of theirs. */
export function personText(words: readonly PersonWord[]): Told {
  const length = words.reduce((sum, word) => sum + ownText(word).length, 0);
  if (length <= MOST_OF_PERSON)
    return { lines: words.flatMap((word, index) => wordText(word, index + 1)), isCut: false };
  // Their first words set the bounds and their last ones may move them, but what is between may as well.
  const most = Math.floor(MOST_OF_PERSON / Math.max(1, words.length));
  const lines = words.flatMap((word, index) => wordText(withText(word, cutText(ownText(word), most).text), index + 1));
  return { lines: [`The person wrote ${length} characters, more than can be shown.`, ...lines], isCut: true };
}

function ownText(word: PersonWord): string {
  switch (word.kind) {
    case 'said':
    case 'answered':
      return word.text;
    case 'denied':
      return word.note ?? '';
    case 'approved':
      return '';
    default:
      return assertNever(word);
  }
}

function withText(word: PersonWord, text: string): PersonWord {
  switch (word.kind) {
    case 'said':
    case 'answered':
      return { ...word, text };
    case 'denied':
      return word.note === undefined ? word : { ...word, note: text };
    case 'approved':
      return word;
    default:
      return assertNever(word);
  }
}

function wordText(word: PersonWord, number: number): readonly string[] {
  switch (word.kind) {
    case 'said':
      return [...spoken(number, word.text), ...attachedText(word.attached)];
    case 'answered': {
      const question = cutText(word.question, MOST_OF_QUESTION);
      return [
        question.left === 0
          ? 'The agent asked:'
          : `The agent asked, in ${word.question.length} characters, so that the answer clears nothing:`,
        ...quoted(question.text),
        'The person answered:',
        ...spoken(number, word.text),
      ];
    }
    case 'approved':
      return ['The person approved once exactly this, nothing else:', quotedLine(word.what, MOST_OF_DECIDED)];
    case 'denied': {
      const denied = ['The person denied:', quotedLine(word.what, MOST_OF_DECIDED)];
      return word.note === undefined || word.note.trim() === '' ? denied : [...denied, ...spoken(number, word.note)];
    }
    default:
      return assertNever(word);
  }
}

function attachedText(attached: string | undefined): readonly string[] {
  if (attached === undefined || attached === '') return [];
  const { text, left } = cutText(attached, MOST_ATTACHED);
  return [left === 0 ? 'Attached to it:' : `Attached to it, ${left} characters left out:`, ...quoted(text)];
}
