import { assertNever } from '../action/action';
import type { PersonWord } from './judge';
import { cutText, quoted, quotedLine, spoken } from './quoted';

/** Characters of all that the person wrote, beyond which a judge can't be told it all. */
const MOST_OF_PERSON = 120_000;

/** Characters of all selections and files that the person gave along, the latest first. They give no permission. */
export const MOST_ATTACHED = 8_000;

/** Characters of one of them. */
const MOST_OF_ATTACHMENT = 3_000;

/** Characters of a question of the agent's: the answer to a longer one can't be understood from what is shown. */
const MOST_OF_QUESTION = 4_000;

/** Characters of an action that the person decided on. */
const MOST_OF_DECIDED = 200;

export interface PersonPassage {
  /** One for each word, so that a later one leaves what is cached of those before as it is. */
  readonly words: readonly (readonly string[])[];
  readonly isCut: boolean;
}

/** What the person wrote and decided, oldest first. Only what they wrote themselves stands on lines of theirs. */
export function personText(words: readonly PersonWord[]): PersonPassage {
  const length = words.reduce((sum, word) => sum + ownText(word).length, 0);
  const isCut = length > MOST_OF_PERSON;
  const most = isCut ? Math.floor(MOST_OF_PERSON / words.length) : Number.POSITIVE_INFINITY;
  const rooms = roomsFor(words);
  let number = 0;
  const told = words.map((word, index) => {
    const own = cutText(ownText(word), most).text;
    if (own.trim() !== '') number += 1;
    return wordText(word, own.trim() === '' ? [] : spoken(number, own), rooms[index] ?? 0);
  });
  const warning = [`The person wrote ${length} characters, more than can be shown: no action can pass.`];
  // A word that says nothing would be an empty block, which no endpoint takes.
  const spokenOf = told.filter((lines) => lines.length > 0);
  return { words: isCut ? [warning, ...spokenOf] : spokenOf, isCut };
}

/** What a word has of the person's own text, without what they gave along and what it is about. */
export function ownText(word: PersonWord): string {
  switch (word.kind) {
    case 'said':
    case 'answered':
      return word.text;
    case 'approved':
    case 'denied':
      return word.note ?? '';
    default:
      return assertNever(word);
  }
}

/** How much of each attachment is told. */
function roomsFor(words: readonly PersonWord[]): readonly number[] {
  let left = MOST_ATTACHED;
  return words
    .toReversed()
    .map((word) => {
      const length = word.kind === 'said' ? (word.attached?.length ?? 0) : 0;
      const room = Math.min(length, MOST_OF_ATTACHMENT, left);
      left -= room;
      return room;
    })
    .toReversed();
}

function wordText(word: PersonWord, own: readonly string[], roomForAttached: number): readonly string[] {
  switch (word.kind) {
    case 'said':
      return [...own, ...attachedText(word.attached ?? '', roomForAttached)];
    case 'answered': {
      const question = cutText(word.question, MOST_OF_QUESTION);
      const head =
        question.left === 0 ? '' : `, in ${word.question.length} characters, so that the answer clears nothing`;
      return [`The agent asked${head}:`, ...quoted(question.text), 'and the person answered:', ...own];
    }
    case 'approved': {
      // The note is theirs in full where it rules something out; to another action it gives no leave.
      const scope = own.length === 0 ? '' : ', with the note below, which can forbid more but allow nothing more';
      return [`The person approved, once and nothing else${scope}:`, quotedLine(word.what, MOST_OF_DECIDED), ...own];
    }
    case 'denied': {
      const head = `The person denied${own.length === 0 ? '' : ', with the note below'}:`;
      return [head, quotedLine(word.what, MOST_OF_DECIDED), ...own];
    }
    default:
      return assertNever(word);
  }
}

function attachedText(attached: string, room: number): readonly string[] {
  if (attached === '') return [];
  const { text, left } = cutText(attached, room);
  if (room === 0) return [`Attached, ${attached.length} characters that are not shown.`];
  return [left === 0 ? 'Attached:' : `Attached, ${left} characters left out:`, ...quoted(text)];
}
