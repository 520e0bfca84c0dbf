import { sentencesOf } from './sayings';

/** UTF-16 units of each sentence that are looked through. */
const LONGEST_SENTENCE = 500;
const MOST_LISTED = 50;
/** Sentences at each end of a message that are looked at: what has more is pasted. */
const MOST_SENTENCES = 200;

const BULLET = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;
/** A heading or a sentence before a list that says what the list is. */
const LEAD = /^\s*#{1,6}\s|:\s*$/;
/** Whose list is about how to work, not about what the product has to do. */
const OF_RULES =
  /^(?:please\b|(?:(?:some|the|a|few|my|our|important|ground|hard|house|additional|extra|other|general)\s+)*(?:rules?|constraints?|restrictions?|limits?|boundaries|important|notes?|nb|remember|guidelines|instructions|conditions|caveats|tasks?|to-?dos?|steps|plan|scope|out of scope|do (?:the following|this|these)|what (?:to|i|you)\b|here(?: is|['’]s) what|things (?:not )?to)\b)/i;
/** A quoted command that people speak of as they do of the act. */
const COMMAND = /^(?:git|npm|pnpm|yarn|bun|pip) [a-z]+$/;
const BARE_ITEM = /^[`"']?\S+[`"']?[,;.]?$/;
const LOGGED =
  /^\s*(?:\$ |at \S+ \(|\[?\d{2,4}[-:/]\d{2}|(?:\w*(?:Error|Exception|Warning)|error|fatal|warning|warn|info|debug|npm (?:ERR!|error)|remote|hint|stderr|stdout|traceback|panic|E\s)\b\s*[:!\]])/i;
/** What ends in a colon and then tells a text, or what the product does. */
const TELLS =
  /^(?!\s*(?:please )?(?:fix|solve|debug)\b).*?\b(?:writ\w*|sa(?:y|ys|id)|print\w*|shows?|document\w*|translat\w*|messages?|texts?|labels?|titles?|comments?|errors?|warn\w*|fatal|fails?|logs?|features?|checks?|flags?|options?|reads?|outputs?|expected|actual|behaviou?rs?|criteria|remote)\b[^:]*:\s/i;

/**
 * The sentences of a message in which a person may ask for something of their own: without what they pasted or quoted (code,
 * logs, an issue), without the lists of what a product has to do, and with a list of names joined to what it is about.
 */
export function requestsIn(message: string): readonly string[] {
  const sentences = listsJoined(linesWithoutPasted(message)).flatMap((line) =>
    LOGGED.test(line) ? [] : sentencesOf(line.replace(BULLET, '')),
  );
  const ends =
    sentences.length <= 2 * MOST_SENTENCES
      ? sentences
      : [...sentences.slice(0, MOST_SENTENCES), ...sentences.slice(-MOST_SENTENCES)];
  return ends.flatMap(requestOf);
}

function requestOf(sentence: string): readonly string[] {
  const plain = sentence
    .slice(0, LONGEST_SENTENCE)
    .replace(/\s+/g, ' ')
    .replace(/(^|[\s(])(?:\*\*|__)([^*_\n]+|[^*\n]+\/)(?:\*\*|__)/g, '$1$2')
    .replace(/`([^`\n]*)`|"([^"\n]*)"|“([^“”\n]*)”/g, (whole, code = '', quoted = '', curled = '') =>
      /\S\s+\S/.test(`${code}${quoted}${curled}`) ? (COMMAND.test(code) ? code : '“…”') : whole,
    );
  if (LOGGED.test(plain)) return [];
  const told = TELLS.exec(plain);
  const own = told === null ? plain : `${told[0]}${afterTold(plain.slice(told[0].length))}`;
  return own.trim() === '' ? [] : [own];
}

/** What follows what is told: "write the docs: short, and don't touch src". */
function afterTold(text: string): string {
  return /[,;] (?:and|but) .*$/.exec(text)?.[0] ?? '';
}

function linesWithoutPasted(message: string): readonly string[] {
  const lines = message.split(/\r?\n/);
  const kept: string[] = [];
  let fence: { readonly mark: string; readonly at: number } | undefined;
  let isCode = false;
  let hasText = false;
  lines.forEach((line, index) => {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark === fence.mark) fence = undefined;
      return;
    }
    if (mark !== undefined) {
      fence = { mark, at: index };
      return;
    }
    const isBlank = line.trim() === '';
    const wasBlank = index > 0 && (lines[index - 1] ?? '').trim() === '';
    isCode = /^(?: {4}|\t)/.test(line) && hasText && (isCode || wasBlank) && !BULLET.test(line);
    if (isCode || isBlank || /^\s*>/.test(line)) return;
    hasText ||= /^\S/.test(line);
    kept.push(line);
  });
  // What was opened and never closed is read as it stands.
  return fence === undefined ? kept : [...kept, ...lines.slice(fence.at + 1)];
}

function listsJoined(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let lead: string | undefined;
  let isLeft = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (BULLET.test(line)) {
      // A box to tick stands in lists of what there is to do for people.
      if (!isLeft && !/^\s*[-*+]\s+\[[ xX]\]/.test(line)) joined.push(line);
      continue;
    }
    lead = LEAD.test(line)
      ? line
          .replace(/^\s*#{1,6}\s+/, '')
          .replace(/\*\*|__/g, '')
          .trim()
      : undefined;
    isLeft = lead !== undefined && !OF_RULES.test(lead);
    const names = lead?.endsWith(':') ? namesAfter(lines, at + 1) : [];
    if (names.length > 0) isLeft = true;
    joined.push(names.length > 0 ? `${lead?.slice(0, -1)} ${names.join(', ')}` : line);
  }
  return joined;
}

/** A list in which each item is one name. */
function namesAfter(lines: readonly string[], from: number): readonly string[] {
  const names: string[] = [];
  for (let at = from; at < lines.length && names.length < MOST_LISTED; at += 1) {
    const line = lines[at] ?? '';
    if (!BULLET.test(line)) break;
    const item = line.replace(BULLET, '').trim();
    if (!BARE_ITEM.test(item)) return [];
    names.push(item.replace(/[,;.]$/, ''));
  }
  return names;
}
