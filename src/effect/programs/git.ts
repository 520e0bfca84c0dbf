import { nameSet } from '../names';
import { literalArg } from '../shell/value';
import { configVerb } from './gitConfig';
import { fileVerbs } from './gitFiles';
import { historyVerbs } from './gitHistory';
import { lookingVerbs } from './gitLooking';
import { plumbingVerbs } from './gitPlumbing';
import { lfs, remoteVerbs } from './gitRemotes';
import { aliasOf, checkRepository } from './gitRepository';
import { isHarmlessSetting, runsText } from './gitSettings';
import { perform, sets, subcommandOf, subcommandsOf, type Verb } from './gitVerb';
import type { Call, Parsed, Program, See, Subcommand } from './program';

const verbs: Readonly<Record<string, Verb>> = {
  ...lookingVerbs,
  ...historyVerbs,
  ...fileVerbs,
  ...remoteVerbs,
  ...plumbingVerbs,
  config: configVerb,
};

const namesOf = (record: Readonly<Record<string, Verb>>): ReadonlySet<string> =>
  new Set(Object.keys(record).flatMap((names) => names.split('|')));
const KNOWN = namesOf(verbs);
const SHOWS = namesOf(lookingVerbs);
/** Programs of their own that git starts by its own name. */
const ADDED = new Set(['cliff']);
/** Where git is older or newer, or the program isn't there, an alias of that name counts. */
const NOT_EVERYWHERE = nameSet([
  'last-modified diff-pairs refs-list refs repo survey backfill replay history rev-index whatchanged pack-redundant scalar',
  'lfs absorb flow filter-repo svn p4 cvsimport cvsexportcommit cvsserver archimport quiltimport send-email gui gitk citool',
  'credential-osxkeychain credential-manager askpass',
  // Of git-extras
  'brv commits-since line-summary locked root show-merged-branches show-unmerged-branches summary effort contrib info',
  'missing local-commits standup show-tree guilt count create-branch fresh-branch alias undo obliterate delete-branch',
  'delete-tag delete-merged-branches reset-file sync squash rename-branch',
]);
/** Those that may talk to another repository. */
const REACHES = new Set([...namesOf(remoteVerbs), 'svn', 'p4']);

export const gitPrograms: readonly Program[] = [
  {
    names: 'git',
    options: [
      '-C=cwd -p! -P -c= --paginate! --no-pager --git-dir= --work-tree= --namespace= --exec-path=? --config-env=',
      '--bare --no-replace-objects --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs',
      '--no-optional-locks --no-lazy-fetch --no-advice --html-path --man-path --info-path --version -v --help -h',
      '--attr-source= --super-prefix=no --list-cmds= --build-options',
    ],
    see: global,
    subcommands: subcommandsOf(verbs),
  },
  { names: 'git-lfs', ...lfsAlone() },
];

/** Started by itself, it starts git as often as not. */
function lfsAlone(): Subcommand {
  const own = subcommandOf(lfs());
  return {
    ...own,
    see: (call, parsed) => {
      checkRepository(call, { verb: 'lfs', isReaching: true, store: undefined, once: new Map() });
      return own.see?.(call, parsed);
    },
  };
}

function global(call: Call, parsed: Parsed): ReturnType<See> {
  const [word, ...rest] = parsed.operands;
  const name = word?.text ?? '';
  for (const { name: option, value } of parsed.options) {
    if (option === '-c') setOnce(call, value?.text, name);
    else if (option === '--config-env' || (option === '--exec-path' && value !== undefined))
      perform(call, sets('once', 'takes settings or programs from elsewhere'), option);
    else if (option === '--work-tree' && value !== undefined && !isOwn(call, value))
      perform(call, sets('dir', 'works on the files of another folder'), value.raw);
  }
  const store = parsed.value('--git-dir');
  if (store !== undefined && !isOwn(call, store))
    perform(call, sets('dir', 'uses the settings of another repository'), store.raw);
  const isAnywhere = word === undefined || /^(?:version|clone|init|check-ref-format|stripspace)$/.test(name);
  if (!isAnywhere || store !== undefined)
    checkRepository(call, {
      verb: name,
      isReaching: REACHES.has(name),
      store: store === undefined ? undefined : call.resolve(store)?.[0],
      once: settingsForOnce(parsed),
    });
  if (word === undefined) return undefined;
  if (NOT_EVERYWHERE.has(name)) {
    const alias = aliasOf(call, name);
    if (alias !== undefined) runAlias(call, word.raw, alias, rest);
  }
  if (KNOWN.has(name)) return undefined;
  if (ADDED.has(name)) return call.command([literalArg(`git-${name}`, call.part), ...rest]);
  return runAlias(call, word.raw, word.text === undefined ? undefined : aliasOf(call, name), rest);
}

/** By their whole names: the section and the key in lower case. */
function settingsForOnce(parsed: Parsed): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of parsed.options) {
    if (name !== '-c' || value?.text === undefined) continue;
    const [, section, between = '', key, set] = /^([^.=]+)(\.[^=]*)?\.([^.=]+)(?:=(.*))?$/s.exec(value.text) ?? [];
    if (section !== undefined && key !== undefined)
      found.set(`${section.toLowerCase()}${between}.${key.toLowerCase()}`, set ?? 'true');
  }
  return found;
}

function isOwn(call: Call, folder: NonNullable<ReturnType<Parsed['value']>>): boolean {
  const area = call.areaOf(folder);
  return area === 'workspace' || area === 'temp';
}

/** Anything else is an alias, or a program that is added to git. */
function runAlias(call: Call, shown: string, alias: string | undefined, rest: Parsed['operands']): ReturnType<See> {
  if (alias === undefined)
    return call.unknown('program.subcommand', shown, `uses \`git ${shown}\`, which is not known`);
  if (alias.startsWith('!'))
    return call.script(literalArg(`${alias.slice(1)} "$@"`, call.part), [literalArg(shown, call.part), ...rest]);
  // Quotes inside it are git's own, so close to those of a shell that only plain words are taken apart.
  if (/["'\\$`;|&<>(){}]/.test(alias) || !KNOWN.has(alias.split(/\s+/)[0] ?? ''))
    return call.unknown('program.subcommand', shown, `uses \`git ${shown}\`, an alias that is not plain`);
  const words = ['git', ...alias.split(/\s+/)].map((text) => literalArg(text, call.part));
  return call.command([...words, ...rest]);
}

function setOnce(call: Call, setting: string | undefined, verb: string): void {
  const [key = '', value] = setting?.split(/=(.*)/s) ?? [];
  if (setting === undefined || !isHarmlessSetting(key, value))
    perform(call, sets('once', `sets ${key || 'an unknown setting'} for this command`), setting);
  if (/^core\.hookspath$/i.test(key) && !SHOWS.has(verb))
    call.emit('gitHistory', 'the hooks', { detail: 'git.skipHooks', says: 'works without the checks of its hooks' });
  const alias = /^alias\./i.test(key) ? value : undefined;
  // It is run by a shell, whichever command of git comes to need it.
  if (value !== undefined && !isHarmlessSetting(key, value) && runsText(key)) call.script(literalArg(value, call.part));
  if (alias !== undefined) call.script(literalArg(alias.startsWith('!') ? alias.slice(1) : `git ${alias}`, call.part));
}
