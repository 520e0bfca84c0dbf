import { resolve } from 'node:path';
import type { ListFilesAction } from '../action/action';
import type { Disk } from '../action/situation';
import type { CarriedOut, Carrier } from '../gate/carriers';
import { globMatcher } from './glob';
import { refused } from './refused';
import { type Walk, walkFiles } from './walkFiles';

const MOST_SHOWN = 1000;

export interface ListFilesParts {
  readonly disk: Pick<Disk, 'realPath' | 'kind'>;
  readonly ripgrep: () => string | undefined;
}

export function listFilesCarrier({ disk, ripgrep }: ListFilesParts): Carrier<ListFilesAction> {
  return async ({ path, glob }, carrying) => {
    const folder = disk.realPath(resolve(path));
    const kind = disk.kind(folder);
    if (kind === 'missing') return refused(`There is no folder ${path}.`);
    if (kind !== 'folder') return refused(`${path} is not a folder. read_file shows what is in a file.`);
    const program = ripgrep();
    carrying.checkUnchanged();
    const walk = await walkFiles({ folder, ripgrep: program, signal: carrying.signal });
    return show(walk, glob);
  };
}

function show({ files, cut, honoursIgnores }: Walk, glob: string | undefined): CarriedOut {
  const wanted = glob === undefined ? files : files.filter(globMatcher(glob));
  const shown = wanted.slice(0, MOST_SHOWN);
  const notes = [
    ...(shown.length < wanted.length
      ? [`${wanted.length - shown.length} more: narrow it with a glob or a folder below.`]
      : []),
    ...(cut === undefined ? [] : [`There may be more: ${cut}.`]),
    ...(honoursIgnores ? [] : ['What git ignores is not left out, but node_modules is.']),
  ];
  const count = `${wanted.length} file${wanted.length === 1 ? '' : 's'}`;
  const none = glob === undefined ? 'There are no files.' : `No file matches ${glob}.`;
  const lines = shown.length === 0 ? [none] : shown.map(asLine);
  return { ok: true, text: [...lines, ...notes.map((note) => `[${note}]`)].join('\n'), summary: count };
}

/** A name may hold a line break, which would make two of it. */
export function asLine(path: string): string {
  return /[\n\r]/.test(path) ? JSON.stringify(path) : path;
}
