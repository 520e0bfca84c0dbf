import { plainCommand } from '../effect/taintedCommands';
import type { PersonWord } from '../judge/judge';

/** What the person has said that may ask for something, in lower case. */
export interface Sayings {
  readonly text: string;
  /** The same as commands are compared. */
  readonly commands: string;
}

/** A sentence with one of these in it may forbid what it names. */
const FORBIDDING =
  /\b(?:not|n't|dont|never|no|none|without|avoid|except|instead of|ignore|skip|block|refuse|forbid\w*|suspicious|malicious|nicht|kein\w*|nie|ohne|pas|jamais|sans|nunca|jam[aá]s|sin|não|sem|non|mai|senza|niet|geen|nooit|zonder|не|нельзя|никогда|без)\b|n['’]t\b|(?<!\p{L})(?:не|нельзя|никогда|без)(?!\p{L})|不|别|勿|禁|しない|ない|않|마세요|말/iu;

/**
 * What a person wrote themselves: the task, later messages and answers. A sentence that says no to something names it
 * without asking for it. What they attached, and what the agent put into a question, is not theirs; and a note with an
 * approval or a denial is about that one action.
 */
export function sayingsOf(words: readonly PersonWord[]): Sayings {
  const said = words.flatMap((word) => (word.kind === 'said' || word.kind === 'answered' ? [word.text] : []));
  const asking = said.flatMap(sentencesOf).filter((sentence) => !FORBIDDING.test(sentence));
  const text = asking.join('\n').toLowerCase();
  return { text, commands: commandsIn(asking) };
}

export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?;])\s+|\n+|[。！？]/);
}

function commandsIn(sentences: readonly string[]): string {
  return ` ${sentences
    .map((sentence) => plainCommand(sentence))
    .join(' \n ')
    .toLowerCase()} `;
}

/** Whether a command, in lower case and as commands are compared, stands there as a whole. */
export function namesCommand(commands: string, command: string): boolean {
  return stands(command, commands, /[^\s:]/, /^[^\s.,;:!?]/);
}

const LEADING_NO = /^\s*(?:n|no|nope|nah|neither|nein|non|não|nee|нет|いいえ|不)(?:[\s,.:;!–—-]+|$)/iu;
/** `Use a instead of b`: what is asked for stands before it. */
const IN_ITS_PLACE = /(?<![\s,])[\s,]+(?:instead of|rather than|not)\s.*$/iu;
const ASKING = /^\s*(?:please\s+|but\s+|just\s+|rather\s+)*(?:use|run|try|do|take|prefer)\s/i;

/** Words of a sentence that tells of a command, and offers none. */
const TOLD =
  /\b(?:stop|quit|enough|hate|dislike|wrong|dangerous|bad|risky|harmful|forbade|forbidden|forget|already|again|failed|fails|remove|anything but|ask me|only (?:after|when|if)|do you|did you|would be|rather than|over|you (?:ran|run|keep|tried|used))\b/i;

/** Whether the person named a command when they denied another: `no, use pnpm add x`. What a note forbids it doesn't name. */
export function isOfferedIn(note: string, command: string): boolean {
  const asking = sentencesOf(note)
    .map((sentence) => sentence.replace(LEADING_NO, ''))
    .filter((sentence) => !/\?\s*$/.test(sentence))
    .map((sentence) => (ASKING.test(sentence) ? sentence.replace(IN_ITS_PLACE, '') : sentence))
    .filter((sentence) => !FORBIDDING.test(sentence));
  const wanted = plainCommand(command).toLowerCase().trim();
  const offered = asking.filter((sentence) => !TOLD.test(plainCommand(sentence).toLowerCase().replaceAll(wanted, ' ')));
  return wanted !== '' && namesCommand(commandsIn(offered), wanted);
}

const YES =
  /^\s*(?:no (?:problem|worries|objections?|need to ask)|don['’]?t worry|yes|yep|yeah|ok|okay|sure|fine|go ahead|please do|do it|do so|ja|oui|s[íi]|sim|да|はい|是|好|네)(?![\p{L}\p{N}])/iu;
const LEAVE_IT = /^\s*(?:please\s+)?(?:keep|leave|stop|cancel|abort|wait|hold|drop it|forget it)(?![\p{L}\p{N}])/iu;

/** Whether an answer says no: it may name what it is about, and asks for none of it. */
export function isNo(answer: string): boolean {
  if (YES.test(answer)) return LEADING_NO.test(answer.replace(YES, '').replace(/^[\s,.:;!–—-]+/, ''));
  return (
    LEADING_NO.test(answer) ||
    LEAVE_IT.test(answer) ||
    sentencesOf(answer).every((one) => one.trim() === '' || FORBIDDING.test(one))
  );
}

/** Whether a name stands in a text as a whole: neither what is before nor what is after belongs to it. */
export function stands(name: string, text: string, before: RegExp, after: RegExp): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!before.test(text[at - 1] ?? '') && !after.test(text.slice(end, end + 2))) return true;
  }
  return false;
}
