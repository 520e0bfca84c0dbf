import path from 'node:path';
import type { Situation } from '../../action/situation';
import { type Names, nameSet, namesIn } from '../names';
import { shownPath } from '../onFile';
import type { Call } from '../programs/program';
import { provenanceOf } from '../script/provenance';
import { runText } from '../shell/lookThrough';
import { type Arg, literalArg, unknownArg } from '../shell/value';
import { hasKnownStarter, isHuskys } from './husky';
import { gitFile, type PlacedSetting, realOf } from './settingsFiles';

const COMMIT = 'pre-commit prepare-commit-msg commit-msg post-commit pre-auto-gc';
const MERGE = 'pre-merge-commit prepare-commit-msg commit-msg post-merge post-checkout pre-auto-gc';
const REBASE = `pre-rebase post-rewrite post-checkout post-commit pre-commit ${MERGE}`;

/** Hooks that a command of git runs beside those that any may run. */
const BY_VERB: Readonly<Record<string, Names>> = {
  commit: `${COMMIT} post-rewrite`,
  'cherry-pick': COMMIT,
  revert: COMMIT,
  merge: MERGE,
  pull: REBASE,
  rebase: REBASE,
  am: `applypatch-msg pre-applypatch post-applypatch post-rewrite ${COMMIT}`,
  push: 'pre-push',
  fetch: 'pre-auto-gc',
  gc: 'pre-auto-gc',
  checkout: 'post-checkout',
  switch: 'post-checkout',
  restore: 'post-checkout',
  worktree: 'post-checkout',
  bisect: 'post-checkout',
  stash: 'post-checkout',
  submodule: 'post-checkout',
  'send-email': 'sendemail-validate',
};
/** On every change of the index, and of a reference: more commands do these than one would think. */
const ON_INDEX = 'post-index-change';
const ON_REFERENCES = 'reference-transaction';
const CHANGES_NOTHING = nameSet(
  'log show rev-parse rev-list ls-tree cat-file for-each-ref show-ref shortlog blame grep ls-files config describe',
);
const EVERY = [ON_INDEX, ON_REFERENCES];
const BY_EVERY_VERB = new Map(
  Object.entries(BY_VERB).map(([verb, names]) => [verb, new Set([...namesIn(names), ...EVERY])] as const),
);
const OTHERS: ReadonlySet<string> = new Set(EVERY);
const NONE: ReadonlySet<string> = new Set();

function hooksOf(verb: string): ReadonlySet<string> {
  return CHANGES_NOTHING.has(verb) ? NONE : (BY_EVERY_VERB.get(verb) ?? OTHERS);
}

export interface HooksOf {
  readonly verb: string;
  /** Where relative folders begin: the top of the work tree, or a bare repository itself. */
  readonly root: string;
  /** The folder shared by all work trees of the repository. */
  readonly common: string;
  /** Every `core.hooksPath` that may hold, and where it is set. */
  readonly named: readonly PlacedSetting[];
}

/** Runs what hooks a command of git would run: as the person's own where they are as when the task began. */
export function runHooks(call: Call, { verb, root, common, named }: HooksOf): void {
  const wanted = hooksOf(verb);
  if (wanted.size === 0) return;
  const own = `${common}/hooks`;
  if (named.length === 0) runIn(call, { folder: own, root, isOwn: true }, wanted);
  const { platform } = call.looking.situation;
  const { isAbsolute } = platform === 'windows' ? path.win32 : path.posix;
  for (const setting of named) {
    const { value, file, isPersons } = setting;
    const folder = value.startsWith('~') || isAbsolute(value) ? value : `${root}/${value}`;
    const place = call.resolve(literalArg(folder, call.part))?.[0];
    const area = place === undefined ? undefined : call.placeOf(place)?.area;
    if (!isPersons && (place === undefined || area === 'temp' || area === 'outside' || area === undefined))
      call.emit('gitConfig', 'core.hookspath', {
        detail: 'git.config.present',
        says: `runs hooks in ${value}, as core.hooksPath in ${shownPath(file, call.looking.situation)} says`,
      });
    else if (place !== undefined && area === 'workspace') {
      const above = isHuskys(place) ? place.slice(0, -2) : undefined;
      if (above === undefined || !hasKnownStarter(call, place, wanted))
        runIn(call, { folder: place, root, isOwn: place === own }, wanted);
      if (above !== undefined) runIn(call, { folder: above, root, isOwn: false }, wanted);
    }
  }
}

interface Folder {
  readonly folder: string;
  /** Where hooks run. */
  readonly root: string;
  /** It is the one that git itself has made. */
  readonly isOwn: boolean;
}

function runIn(call: Call, { folder, root, isOwn }: Folder, wanted: ReadonlySet<string>): void {
  const { looking, state } = call;
  const real = realOf(call, folder);
  const names = new Set(looking.disk.list(real).filter((name) => wanted.has(bare(name, looking.situation))));
  for (const file of state.writtenPaths())
    if (file.startsWith(`${real}/`) && wanted.has(bare(file.slice(real.length + 1), looking.situation)))
      names.add(file.slice(real.length + 1));
  for (const name of names) runHook(call, `${real}/${name}`, root, isOwn);
}

/** The hook that a file is: on Windows it may have the ending of a program, and elsewhere case may not count. */
function bare(name: string, { isCaseSensitive }: Situation): string {
  const plain = name.replace(/\.exe$/i, '');
  return isCaseSensitive ? plain : plain.toLowerCase();
}

function runHook(call: Call, given: string, root: string, isOwn: boolean): void {
  const { looking } = call;
  const { path: file, text } = gitFile(call, given);
  const name = shownPath(given, looking.situation);
  const provenance = call.state.written(file) === undefined ? provenanceOf(file, looking) : 'task';
  looking.scripts.add(file);
  const isTemporary = call.placeOf(file)?.area === 'temp';
  const isKept = provenance === 'starting' || provenance === 'person' || (provenance === 'outside' && !isTemporary);
  const isShell = text !== undefined && !/^#!(?!.*\b(?:ba|da|z|k)?sh\b)/.test(text);
  // Those of git's own folder no tool of the project writes anew: what isn't there from before is news.
  if (!isKept && ((isOwn && !isTemporary) || !isShell))
    call.unknown('run.hook', name, `runs the hook ${name}, which ${WROTE[provenance] ?? WROTE.task}`);
  if (isShell) runText(call, { text, file, folders: [root], positional: givenTo(call, given) });
  else if (isKept) call.emit('run', name, { detail: 'run.starting', says: `runs the hook ${name}, as it was` });
}

/** A message is in a file of git's own; all else that hooks are told are names and hashes. */
function givenTo(call: Call, hook: string): readonly Arg[] {
  const first = /commit-msg$/.test(hook) ? [literalArg('.git/COMMIT_EDITMSG', call.part)] : [];
  const rest = ['$1', '$2', '$3'].slice(first.length);
  const { start, end } = call.part;
  return [
    literalArg(hook, call.part),
    ...first,
    ...rest.map((name) => unknownArg({ name, nature: 'plain' }, { start, end }, 0)),
  ];
}

const WROTE: Readonly<Record<string, string>> = {
  task: 'was changed in this task',
  downloaded: 'came from the network in this task',
  outside: 'anybody could have put there',
};
