import { basename, dirname, join, resolve } from 'node:path';
import type { SearchTextAction } from '../action/action';
import type { Disk } from '../action/situation';
import type { CarriedOut, Carrier } from '../gate/carriers';
import { globMatcher } from './glob';
import { asLine } from './listFiles';
import { refused } from './refused';
import type { SearchResult } from './search';
import { searchByHand } from './searchByHand';
import { searchWithRipgrep } from './searchWithRipgrep';
import { byPath } from './walkFiles';

const MOST_SHOWN = 200;
const MOST_CHARACTERS = 30_000;
const TIMEOUT_MS = 20_000;

export interface SearchTextParts {
  readonly disk: Pick<Disk, 'realPath' | 'kind'>;
  readonly ripgrep: () => string | undefined;
  /** Files, by absolute path, whose content isn't told unless they were asked for by name, and so judged. */
  readonly isSecret: (path: string) => boolean;
}

export function searchTextCarrier({ disk, ripgrep, isSecret }: SearchTextParts): Carrier<SearchTextAction> {
  return async ({ path, pattern, isRegex, isCaseSensitive, glob }, carrying) => {
    const real = disk.realPath(resolve(path));
    const kind = disk.kind(real);
    if (kind !== 'file' && kind !== 'folder') return refused(`There is no file or folder ${path}.`);
    if (/[\n\r]/.test(pattern)) return refused('The pattern must be within one line.');
    const folder = kind === 'folder' ? real : dirname(real);
    const matches = glob === undefined ? () => true : globMatcher(glob);
    // Nothing tells whether a secret would have matched: else guess by guess would tell the secret.
    const isWanted = (file: string) => kind === 'file' || (matches(file) && !isSecret(join(folder, file)));
    const file = kind === 'file' ? basename(real) : undefined;
    const { signal } = carrying;
    const search = { folder, file, pattern, isRegex, isCaseSensitive, isWanted, signal, timeoutMs: TIMEOUT_MS };
    const program = ripgrep();
    carrying.checkUnchanged();
    const result = (await searchWithRipgrep(program, search)) ?? (await searchByHand(search));
    return result.kind === 'invalid' ? refused(result.why) : show(result);
  };
}

function show({ matches, cut, honoursIgnores }: Extract<SearchResult, { readonly kind: 'found' }>): CarriedOut {
  const sorted = [...matches].sort((a, b) => byPath(a.path, b.path) || a.line - b.line);
  const lines: string[] = [];
  let [shown, length] = [0, 0];
  for (const { path, line, text } of sorted) {
    if (shown >= MOST_SHOWN || length > MOST_CHARACTERS) break;
    if (sorted[shown - 1]?.path !== path) lines.push(asLine(path));
    lines.push(`  ${line}: ${text}`);
    shown += 1;
    length += text.length + 10;
  }
  const count = `${sorted.length}${cut === undefined ? '' : ' or more'} line${sorted.length === 1 ? '' : 's'}`;
  const more = shown < sorted.length || cut !== undefined;
  const notes = [
    ...(more
      ? [`${shown} of ${count} shown${cut === undefined ? '' : ` (${cut})`}: narrow the pattern, path or glob.`]
      : []),
    ...(honoursIgnores ? [] : ['Searched without ripgrep: what git ignores is not left out, but node_modules is.']),
  ];
  if (shown === 0) lines.push('No matches.');
  const files = new Set(sorted.map(({ path }) => path)).size;
  const summary = shown === 0 ? 'no matches' : `${count} in ${files} file${files === 1 ? '' : 's'}`;
  return { ok: true, text: [...lines, ...notes.map((note) => `[${note}]`)].join('\n'), summary };
}
