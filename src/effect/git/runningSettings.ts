import { either, type Names, nameSet, namesIn } from '../names';
import type { Setting } from './settingsText';

/** What comes of a setting when a command of git reads it. */
export interface RunningSetting {
  /** `runs` its value; `leads` elsewhere: to other addresses, files or keys. */
  readonly how: 'runs' | 'leads';
  readonly isReadBy: (verb: string, isReaching: boolean) => boolean;
  /** Known tools and plain values, which the person has set up themselves or git has. */
  readonly isOrdinary: (value: string) => boolean;
}

/** Tried with git: these neither read the index nor the files of the work tree. */
const LOOKS_AT_COMMITS = nameSet([
  'log whatchanged shortlog branch tag for-each-ref show-ref config remote reflog symbolic-ref count-objects merge-base',
  'name-rev cherry rev-list ls-tree notes var version bundle ls-remote push show-branch help',
]);
const SHOWS_DIFFERENCES = nameSet([
  'diff diff-files diff-index diff-tree difftool show log whatchanged format-patch range-diff stash status add commit',
  'checkout reset restore am rebase',
]);
const SHOWS_TEXT = new Set([...SHOWS_DIFFERENCES, ...nameSet('blame annotate grep cat-file reflog shortlog')]);
const WRITES_MESSAGES = nameSet('commit merge tag notes rebase cherry-pick revert am pull branch config replace');

/** Whether a command works on the files of the work tree, or on the list of them. */
export function worksOnFiles(verb: string): boolean {
  return !LOOKS_AT_COMMITS.has(verb);
}

type ReadBy = RunningSetting['isReadBy'];
const any: ReadBy = () => true;
const files: ReadBy = worksOnFiles;
const reaching: ReadBy = (_, isReaching) => isReaching;
const by =
  (...verbs: readonly ReadonlySet<string>[]): ReadBy =>
  (verb) =>
    verbs.some((each) => each.has(verb));
const words = (names: Names): ReadBy => by(nameSet(names));

/** A program by its name, or where systems, package managers and version managers put it. */
const PLACE = `"?(?!.*\\.\\.)(?:(?:[A-Z]:)?/(?:${[
  'usr|opt|snap|nix/store|home/linuxbrew/\\.linuxbrew|Applications|Program Files(?: \\(x86\\))?',
  '(?:home|Users)/[\\w.-]+/(?:\\.(?:cargo|local|pyenv|nvm|volta|asdf|rbenv|bun|deno|nix-profile|npm-global)|go|miniconda3)',
].join('|')})/(?:[\\w .@+()-]+/)*)?`;

/** One of these, whole. */
const oneOf = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`);

const FLAGS = String.raw`(?: +--?[\w-]+(?:=[\w,.:#-]+)?)*`;
const LESS = String.raw`less(?: +-(?:[FRXSEKMJNWciqre\d+x,=-]*|-(?:tabs|RAW-CONTROL-CHARS|mouse|no-init|quit-if-one-screen|chop-long-lines|wheel-lines)(?:=\d+)?))*`;
const PAGER = oneOf(
  '',
  'cat|more|most|moar',
  String.raw`(?:LESS=-?\w* +)?${LESS}`,
  // A pager of their own would be whatever they are told.
  `(?!.*--pager\\b)${PLACE}(?:delta|diff-so-fancy|diff-highlight|bat|batcat|riff|colordiff)"?${FLAGS}(?: *\\| *${LESS})?`,
);
const EDITOR = oneOf(
  `${PLACE}(?:${either([
    'code code-insiders codium cursor windsurf zed subl mate idea webstorm vi vim nvim nano pico emacs emacsclient micro hx',
    'true :',
  ])})"?(?: +(?:-w|--wait|-n|--new-window|-nw|-t))*`,
);
const SSH = oneOf(
  `${PLACE}ssh(?:\\.exe)?"?(?: +(?:${[
    String.raw`-[46AaCqTvx]+|-p +\d+|-i +(?:"[\w~/. ]+"|[\w~/.-]+)|-F +(?:/dev/null|none)`,
    `-o *(?:${[
      'IdentitiesOnly=(?:yes|no)|BatchMode=(?:yes|no)|StrictHostKeyChecking=(?:accept-new|yes)',
      String.raw`IdentityFile=[\w~/.-]+|(?:ServerAliveInterval|ServerAliveCountMax|ConnectTimeout|Port)=\d+`,
    ].join('|')})`,
  ].join('|')}))*`,
);
const CREDENTIALS = oneOf(
  '',
  String.raw`cache(?: +--timeout[ =]\d+)?|store(?: +--file[ =]~/[\w./-]+)?`,
  `(?:osxkeychain|manager(?:-core)?|libsecret|gnome-keyring|wincred|oauth|1password)${FLAGS}`,
  `${PLACE}git-credential-(?:osxkeychain|manager(?:-core)?|libsecret|oauth|wincred)(?:\\.exe)?"?`,
  `!${PLACE}(?:gh|glab|tea)"? +auth +git-credential`,
  String.raw`!aws(?: +--profile +[\w-]+)? +codecommit +credential-helper \$@|!gcloud auth git-helper --account=[\w@.-]+(?: --ignore-unknown)? \$@`,
);
const SIGNING = oneOf(
  `${PLACE}(?:gpg2?|gpgsm|ssh-keygen|op-ssh-sign(?:-wsl)?|smimesign|gitsign|x509sign)(?:\\.exe)?"?`,
  'ssh-add -L',
);
/** Those that only print what they are given. */
const CONVERTERS = oneOf(
  'true|:|xxd|exiftool|bun|docx2txt|yq \\.',
  String.raw`${PLACE}(?:cat|strings|hexdump|od|zcat|xzcat|bzcat|pdfinfo|catdoc|antiword|odt2txt|mediainfo|identify|exif)"?(?: +-[\w-]+)*`,
  String.raw`g(?:un)?zip -d?c|unzip (?:-c -a|-p)|tar -?tv?z?f|jq(?: -[SCMr]+)*(?: (?:\.|'\.'|"\."))?|plutil -p|plutil -convert xml1 -o -`,
  `sops (?:-d|--decrypt|decrypt)|ansible-vault view|${PLACE}git-crypt"? diff|${PLACE}nbstripout"? -t`,
  'openssl (?:x509|req|crl) -noout -text(?: -in)?',
);
const FILTERS = oneOf(
  '|cat|nbstripout',
  `${PLACE}git-lfs"? +(?:clean|smudge|filter-process)(?: +(?:--skip|--|%f|'%f'|"%f"))*`,
  'git lfs (?:clean|smudge|filter-process)(?: +(?:--skip|--|%f))*',
  `${PLACE}git-crypt"? +(?:clean|smudge)(?: +--key-name=[\\w-]+)?`,
  'git annex (?:smudge|filter-process)(?: +(?:--clean|--|%f))*',
  `${PLACE}python[\\d.]*"? +-m +nbstripout`,
);
const DRIVERS = oneOf(
  'true|false|cat|:',
  '(?:git merge-file|(?:npx )?npm-merge-driver merge)(?: +(?:-[\\w-]+|%[OABLPSXY]))*',
  `${PLACE}(?:git-nbmergedriver|mergiraf)"?(?: +(?:merge|-[\\w-]+|%[OABLPSXY]))*`,
  'git lfs merge-driver(?: +--?[\\w-]+(?:[ =]%[OABLPSXY])?)*',
);
const DIFFS = oneOf(
  `(?!.*--pager\\b)${PLACE}(?:difft|difftastic|git-nbdiffdriver|nbdiff|delta|icdiff|colordiff)"?(?: diff)?${FLAGS}`,
);

const is =
  (...patterns: readonly RegExp[]) =>
  (value: string): boolean =>
    patterns.some((pattern) => pattern.test(value));
const never = (): boolean => false;
const isOff = (value: string): boolean => /^(?:false|no|off|0|)$/i.test(value);
const isOn = (value: string): boolean => !isOff(value);
/** An address that runs a program, or would be taken for an option. */
const isAddress = (value: string): boolean => !/^(?:ext|fd)::|^-|--(?:upload|receive)-pack|[\n\r\0]/i.test(value);

type Row = readonly [
  names: Names,
  how: RunningSetting['how'],
  isReadBy: ReadBy,
  isOrdinary: (value: string) => boolean,
];

/**
 * Every setting by which git runs something of a repository's choice, or talks to somebody else than it seems to. Names
 * are without what stands between section and key; `*` stands for any key.
 */
const ROWS: readonly Row[] = [
  // Reading the index is enough, which more commands do with each version.
  ['core.fsmonitor', 'runs', any, is(/^(?:true|false|yes|no|on|off|\d+|)$/i, /^rs-git-fsmonitor$/)],
  ['core.pager pager.*', 'runs', any, is(/^(?:true|false|yes|no|on|off|\d+|)$/i, PAGER)],
  ['core.editor sequence.editor', 'runs', by(WRITES_MESSAGES), is(EDITOR)],
  ['core.alternaterefscommand', 'runs', any, never],
  ['core.gitproxy', 'runs', reaching, is(/^(?:none|)$/)],
  ['core.askpass', 'runs', reaching, is(/^(?:true|false|)$/)],
  ['core.sshcommand', 'runs', reaching, is(SSH)],
  ['diff.external diff.command', 'runs', by(SHOWS_DIFFERENCES), is(/^$/, DIFFS)],
  ['diff.textconv', 'runs', by(SHOWS_TEXT), is(CONVERTERS)],
  ['filter.clean filter.smudge filter.process', 'runs', files, is(FILTERS)],
  ['merge.driver', 'runs', files, is(DRIVERS)],
  ['mergetool.cmd mergetool.path', 'runs', words('mergetool'), never],
  ['difftool.cmd difftool.path', 'runs', words('difftool'), never],
  ['man.cmd man.path browser.cmd browser.path', 'runs', words('help web--browse instaweb gui'), never],
  ['guitool.cmd', 'runs', words('gui citool'), never],
  ['gpg.program gpg.defaultkeycommand', 'runs', any, is(SIGNING)],
  ['interactive.difffilter', 'runs', words('add checkout reset restore stash commit'), is(PAGER)],
  [
    'trailer.command trailer.cmd',
    'runs',
    words('commit interpret-trailers tag am rebase merge cherry-pick revert'),
    is(/^(?:true|)$/),
  ],
  ['tar.command', 'runs', words('archive'), is(/^(?:gzip|bzip2|xz|zstd|pigz)(?: +-\w+)*$/)],
  ['uploadpack.packobjectshook gc.recentobjectshook', 'runs', any, never],
  ['lfs.path lfs.clean lfs.smudge', 'runs', (verb) => worksOnFiles(verb) || verb === 'push', never],
  ['hook.command', 'runs', any, never],
  ['credential.helper', 'runs', reaching, is(CREDENTIALS)],
  ['submodule.update', 'runs', reaching, (value) => !value.trimStart().startsWith('!')],
  ['remote.uploadpack remote.receivepack remote.vcs', 'runs', reaching, is(/^(?:git-upload-pack|git-receive-pack)$/)],

  [
    'remote.url remote.pushurl submodule.url branch.remote branch.pushremote remote.pushdefault',
    'leads',
    reaching,
    isAddress,
  ],
  ['url.insteadof url.pushinsteadof', 'leads', reaching, never],
  ['remote.proxy http.proxy', 'leads', reaching, is(/^$/)],
  ['protocol.allow', 'leads', reaching, is(/^(?:never|user)$/)],
  ['http.sslverify http.proxysslverify', 'leads', reaching, isOn],
  [
    'http.extraheader http.curloptresolve http.sslcainfo http.sslcapath http.cookiefile http.savecookies fetch.bundleuri',
    'leads',
    reaching,
    is(/^$/),
  ],
];

const BY_NAME = new Map<string, RunningSetting>(
  ROWS.flatMap(([names, how, isReadBy, isOrdinary]) =>
    namesIn(names).map((name) => [name, { how, isReadBy, isOrdinary }] as const),
  ),
);

/** What a setting makes git run, or undefined where it runs nothing and leads nowhere. */
export function runningSetting({ name }: Setting): RunningSetting | undefined {
  return BY_NAME.get(name) ?? (name.startsWith('pager.') ? BY_NAME.get('pager.*') : undefined);
}

const LONGEST_ORDINARY = 1000;

/** Whether the value is one of a tool that people set up, so that the setting is no news. */
export function isOrdinarySetting(setting: Setting): boolean {
  return setting.value.length <= LONGEST_ORDINARY && runningSetting(setting)?.isOrdinary(setting.value) === true;
}
