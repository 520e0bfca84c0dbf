import type { EditAction } from '../../action/action';
import type { Effect, Part } from '../effect';
import { changedLines } from './difference';
import { ranByEditor } from './editorLines';
import type { Difference, EditedFile } from './fact';
import { told } from './formats/looks';
import { whatItCarries } from './formats/remoteReference';
import { hiddenIn } from './hiddenText';
import { addedSecrets } from './secretTexts';
import { switchedOff, testsTaken } from './testChanges';

export const PROSE =
  /\.(?:md|mdx|markdown|txt|text|rst|adoc|asciidoc|org|tex|csv|tsv|po|pot|xlf|xliff|arb|srt|vtt|ftl|strings|stringsdict|resx|log)$|(?:^|\/)(?:locales?|i18n|l10n|langs?|languages|translations?|messages)\/|(?:^|\/)values-[a-z]{2}[^/]*\/strings\.xml$|(?:^|\/)(?:readme|changelog|license|authors|contributing)$/;
export const PAGE = /\.(?:md|mdx|markdown|html?|xhtml|vue|svelte|astro|rst|adoc|ipynb)$/;
/** What a page loads by itself: pictures, frames, styles; and addresses that are given a name for that. */
const LOADED =
  /!\[[^\]\n]{0,300}\]\(\s*<?([^\s)>]+)|<(?:img|iframe|source|video|audio|embed|object|script|link|input|image)\b[^>]{0,400}?\s(?:src|href|data|poster|srcset)\s*=\s*["']?([^\s"'>]+)|^\s{0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?(?:\s|$)|url\(\s*["']?([^\s"')]+)|\.\. image::\s*(\S+)|image::?(https?:[^\s[]+)\[/gim;
const LONGEST_ALTERNATIVE = 300;
/** Pictures that are drawn from their address. */
const DRAWN =
  /^https?:\/\/(?:[\w-]+\.)*(?:shields\.io|badgen\.net|badge\.fury\.io|githubusercontent\.com|github\.com|codecov\.io|coveralls\.io|contrib\.rocks|star-history\.com|travis-ci\.(?:com|org)|circleci\.com|app\.netlify\.com|api\.netlify\.com|opencollective\.com|sonarcloud\.io|snyk\.io|mermaid\.ink|latex\.codecogs\.com|quickchart\.io|plantuml\.com|kroki\.io|fonts\.googleapis\.com|unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|gravatar\.com)\//i;

/** What the text that an edit adds has in it, whatever the file is: only what is added is looked at. */
export function addedText(
  { before, after }: Pick<EditAction, 'before' | 'after'>,
  difference: Difference,
  file: EditedFile,
  part: Part,
): readonly Effect[] {
  const [was, is] = changedLines(before ?? '', after, difference);
  const isProse = PROSE.test(file.folded);
  const effects: Effect[] = [];
  const start = after.lastIndexOf('\n', difference.start - 1) + 1;
  const add = (detail: string, says: string, at?: { readonly index: number; readonly text?: string }): void => {
    const line = at === undefined ? '' : `, line ${lineOf(after, start + at.index)}`;
    const text = at?.text === undefined ? part.text : told(at.text);
    const kind = detail.startsWith('edit.') ? 'unknown' : 'change';
    effects.push({
      kind,
      target: file.shown,
      part: { ...part, text },
      certainty: 'certain',
      detail,
      says: says + line,
    });
  };
  if (is.includes('\0') && !was.includes('\0')) add('edit.binary', 'adds bytes that are no text');
  const hidden = hiddenIn(is, isProse);
  if (hidden !== undefined && hiddenIn(was, isProse)?.what !== hidden.what)
    add('change.hidden', `hides ${hidden.what}`, { index: hidden.index });
  const order = ranByEditor(is);
  if (order !== undefined && ranByEditor(was)?.text !== order.text)
    add('change.autorun', 'has the editor of whoever opens it run code', order);
  const [secret] = addedSecrets(was, is);
  if (secret !== undefined) add('change.secret', `adds ${secret.what}`, { index: secret.index });
  if (PAGE.test(file.folded)) {
    const carried = carriedIn(is, was, after);
    if (carried !== undefined) add('change.remoteReference', carried.says, carried);
  }
  if (isProse) return effects;
  const off = switchedOff(was, is);
  if (off !== undefined) add('change.check', `${off.says} (\`${off.text}\`)`, off);
  const taken = before === null ? undefined : testsTaken(file, before, after, was);
  if (taken !== undefined) add('change.testsEmptied', taken);
  return effects;
}

function carriedIn(
  text: string,
  before: string,
  page: string,
): { readonly says: string; readonly text: string; readonly index: number } | undefined {
  if (!text.includes('://')) return undefined;
  for (const { index, 0: whole, ...groups } of text.matchAll(LOADED)) {
    const address = [1, 2, 3, 4, 5, 6].map((group) => groups[group]).find((each) => each !== undefined) ?? '';
    if (DRAWN.test(address) || before.includes(address)) continue;
    // The part behind the # stays with the reader.
    const why = whatItCarries(address.replace(/#.*$/, ''));
    if (why === undefined || /private network|user name|no (?:web )?address/.test(why)) continue;
    // A definition is a link as a rule.
    if (groups[3] !== undefined && !mayBePicture(whole, page)) continue;
    return { says: `has a page load ${told(address)}, an address that ${why}`, text: whole, index };
  }
  return undefined;
}

/** Whether a page may show what a definition names, and doesn't only link to it. */
function mayBePicture(definition: string, page: string): boolean {
  const name = folded(/\[([^\]\n]+)\]:/.exec(definition)?.[1] ?? '');
  const text = folded(page);
  if (name === '' || text.includes(`![${name}]`)) return true;
  for (let at = text.indexOf(`][${name}]`); at >= 0; at = text.indexOf(`][${name}]`, at + 1))
    if (mayEndPicture(text.slice(Math.max(0, at - LONGEST_ALTERNATIVE), at))) return true;
  return false;
}

/** Whether what stands before a `]` begins with the `![` that belongs to it. */
function mayEndPicture(text: string): boolean {
  if (text.includes('\\')) return true;
  let depth = 1;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ']') depth++;
    if (text[at] === '[' && --depth === 0) return text[at - 1] === '!';
  }
  return true;
}

/** Names of definitions are the same whatever their case and their spaces. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\[ | \]/g, (each) => each.trim());
}

function lineOf(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
