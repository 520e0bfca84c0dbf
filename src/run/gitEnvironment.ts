/** Commands of git that we run ourselves. All of them are git's own: no alias can stand in for one. */
export type GitVerb =
  | 'add'
  | 'blame'
  | 'cat-file'
  | 'check-ignore'
  | 'checkout-index'
  | 'commit-tree'
  | 'diff'
  | 'diff-files'
  | 'diff-index'
  | 'diff-tree'
  | 'for-each-ref'
  | 'gc'
  | 'grep'
  | 'hash-object'
  | 'init'
  | 'log'
  | 'ls-files'
  | 'ls-tree'
  | 'merge-base'
  | 'merge-file'
  | 'prune'
  | 'read-tree'
  | 'rev-list'
  | 'rev-parse'
  | 'show'
  | 'status'
  | 'symbolic-ref'
  | 'update-index'
  | 'update-ref'
  | 'write-tree';

type Settings = readonly (readonly [name: string, value: string])[];

/** Fails at once wherever git would start it; an empty name isn't the same to every version. */
const NOTHING = 'false';

/**
 * Settings by which a repository could have our own git run something, load something or talk to somebody. Given in the
 * environment, they come after those of every file. On Windows git takes `/dev/null` for `NUL`.
 */
const SAFE: Settings = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.pager', 'cat'],
  ['core.editor', NOTHING],
  ['sequence.editor', NOTHING],
  ['core.askPass', NOTHING],
  ['core.sshCommand', NOTHING],
  ['core.gitProxy', NOTHING],
  ['core.alternateRefsCommand', NOTHING],
  ['credential.helper', ''],
  ['diff.external', NOTHING],
  ['interactive.diffFilter', NOTHING],
  ['gpg.program', NOTHING],
  ['gpg.openpgp.program', NOTHING],
  ['gpg.x509.program', NOTHING],
  ['gpg.ssh.program', NOTHING],
  ['gpg.ssh.defaultKeyCommand', NOTHING],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['log.showSignature', 'false'],
  ['uploadpack.packObjectsHook', NOTHING],
  ['init.templateDir', ''],
  ['safe.bareRepository', 'explicit'],
  ['protocol.allow', 'never'],
  ['protocol.ext.allow', 'never'],
  ['protocol.file.allow', 'never'],
  // A submodule has settings of its own, and git would be started in it.
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['status.submoduleSummary', 'false'],
  ['diff.submodule', 'short'],
  ['diff.ignoreSubmodules', 'dirty'],
  // Cleaning runs hooks, and goes on when we think that git has ended.
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['color.ui', 'false'],
];

/**
 * Settings with a name of its own in the middle: each that is configured anywhere is taken back under that name. A
 * filter of no command passes text on as it is.
 */
const SAFE_BY_NAME: readonly (readonly [section: string, key: string, taken: Settings])[] = [
  ['filter', 'clean', [['clean', '']]],
  ['filter', 'smudge', [['smudge', '']]],
  ['filter', 'process', [['process', '']]],
  ['filter', 'required', [['required', 'false']]],
  ['diff', 'textconv', [['textconv', 'cat']]],
  ['diff', 'command', [['command', NOTHING]]],
  ['merge', 'driver', [['driver', NOTHING]]],
  ['trailer', 'command', [['command', NOTHING]]],
  ['trailer', 'cmd', [['cmd', NOTHING]]],
  ['tar', 'command', [['command', NOTHING]]],
  ['submodule', 'ignore', [['ignore', 'dirty']]],
  ['hook', 'command', [['command', NOTHING]]],
  ['hook', 'event', [['enabled', 'false']]],
];

/** More names than this nobody gives to filters and drivers. */
const MOST_TAKEN = 500;

/** What keeps git from running programs where an option says it best. */
const SAFE_OPTIONS: Readonly<Partial<Record<GitVerb, readonly string[]>>> = {
  status: ['--ignore-submodules=dirty'],
  ...Object.fromEntries(
    ['diff', 'diff-files', 'diff-index', 'diff-tree', 'log', 'show'].map((verb) => [
      verb,
      ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'],
    ]),
  ),
  blame: ['--no-textconv'],
  grep: ['--no-textconv', '--no-ext-grep'],
  init: ['--template='],
};

export function safeArguments([verb, ...rest]: readonly [GitVerb, ...string[]]): readonly string[] {
  return ['--no-pager', '--no-replace-objects', verb, ...(SAFE_OPTIONS[verb] ?? []), ...rest];
}

/**
 * The environment for a git that we run ourselves, so that a repository's own settings make it run nothing and reach
 * nobody. `base` is the environment of commands, in which no `GIT_…` of whoever started us is left; `configured` are
 * the names of all settings that git obeys there, as `git config --list --name-only` tells them.
 * Undefined when there are more of them than anybody sets.
 */
export function gitEnvironment(
  base: Readonly<Record<string, string>>,
  configured: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const taken = takenBack(configured);
  if (taken.length > MOST_TAKEN) return undefined;
  return { ...withoutSettings(base), ...VARIABLES, ...settingVariables([...SAFE, ...taken]) };
}

const VARIABLES = {
  // Nothing is locked or written only to be quicker the next time.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: NOTHING,
  SSH_ASKPASS: NOTHING,
  GIT_EDITOR: NOTHING,
  GIT_SEQUENCE_EDITOR: NOTHING,
  GIT_PAGER: 'cat',
  GIT_SSH_COMMAND: NOTHING,
  GIT_ATTR_NOSYSTEM: '1',
  // Objects of a partial copy that aren't there would be fetched by whatever the repository names for that.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // Messages are read by us, too.
  LC_ALL: 'C.UTF-8',
  LANGUAGE: 'C',
} as const;

/**
 * Settings for the git that commands of the agent run. Only what nobody's work depends on: the monitor of files makes git
 * quicker and runs whatever it names, and a transport that runs a command is off unless somebody switches it on. Hooks,
 * filters, keys and helpers of the person stay, and so do bare repositories, which other tools keep and work in: what a
 * repository sets of these is looked at before the command is let through. What the command itself sets comes later.
 */
export const COMMAND_SETTINGS = settingVariables([
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['protocol.ext.allow', 'never'],
]);

/** Settings as git takes them from its environment. */
export function settingVariables(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(settings.length)],
    ...settings.flatMap(([name, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, name],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

/** Those of the commands of the agent are numbered, too: ours take their place. */
function withoutSettings(base: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(base).filter(([name]) => !/^GIT_/i.test(name)));
}

function takenBack(configured: readonly string[]): Settings {
  const found = new Map<string, string>();
  for (const name of configured) {
    // What stands between the dots is told as it was written, and may hold dots itself.
    const [, section, between, key] = /^([^.]+)\.(.+)\.([^.]+)$/s.exec(name) ?? [];
    if (between === undefined) continue;
    for (const [ofSection, ofKey, taken] of SAFE_BY_NAME)
      if (ofSection === section && ofKey === key)
        for (const [each, value] of taken) found.set(`${section}.${between}.${each}`, value);
  }
  return [...found];
}
