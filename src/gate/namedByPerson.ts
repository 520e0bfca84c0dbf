import type { Situation } from '../action/situation';
import { plainCommand } from '../effect/taintedCommands';
import type { NameKind } from '../effect/taintedNames';
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
 * without asking for it. What they attached, and what the agent put into a question, is not theirs.
 */
export function sayingsOf(words: readonly PersonWord[]): Sayings {
  const said = words.flatMap((word) => (word.kind === 'said' || word.kind === 'answered' ? [word.text] : []));
  const asking = said
    .flatMap((text) => text.split(/(?<=[.!?;])\s+|\n+|[。！？]/))
    .filter((sentence) => !FORBIDDING.test(sentence));
  const text = asking.join('\n').toLowerCase();
  return {
    text,
    commands: ` ${asking
      .map((sentence) => plainCommand(sentence))
      .join(' \n ')
      .toLowerCase()} `,
  };
}

export function isNamedByPerson(
  kind: NameKind,
  name: string,
  { text, commands }: Sayings,
  { roots, home }: Pick<Situation, 'roots' | 'home'>,
): boolean {
  const lower = name.toLowerCase();
  switch (kind) {
    case 'hosts':
      return hostAndAbove(lower).some((host) => stands(host, text, /[\w.-]/, /^[\w-]|^\.\w/));
    case 'packages':
      return (
        stands(lower, text.replace(/(?<=\w)[_.](?=\w)/g, '-'), /[\w@/-]/, /^[\w/-]/) ||
        stands(lower, text, /[\w@/-]/, /^[\w/-]/)
      );
    case 'paths':
      return [lower, ...shorter(lower, roots, ''), ...shorter(lower, [home], '~/')].some((path) =>
        // A script is also known by its name alone, whatever its folder.
        stands(path, text, /[/\\]/.test(name) ? /[\w/\\-]/ : /[\w-]/, /^[\w/\\-]|^\.\w/),
      );
    case 'commands':
      return stands(lower, commands, /[^\s:]/, /^[^\s.,;:!?]/);
  }
}

/** A host and those that it is below, as far as they are more than an ending; a part of a shared one is what it is. */
function hostAndAbove(host: string): readonly string[] {
  if (host.includes('/')) return [host];
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

function shorter(path: string, folders: readonly string[], lead: string): readonly string[] {
  return folders.flatMap((folder) => {
    const top = folder.toLowerCase();
    return path.startsWith(`${top}/`) || path.startsWith(`${top}\\`) ? [lead + path.slice(top.length + 1)] : [];
  });
}

/** Whether a name stands in a text as a whole: neither what is before nor what is after belongs to it. */
function stands(name: string, text: string, before: RegExp, after: RegExp): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (!before.test(text[at - 1] ?? '') && !after.test(text.slice(end, end + 2))) return true;
  }
  return false;
}
