import type { Effect } from '../effect/effect';

/** As much of a part as is looked at. */
const LONGEST = 4000;
const MOST_WORDS = 200;

/** Words that name a kind of thing or a way, never the thing itself. */
const GENERAL: ReadonlySet<string> = new Set(
  (
    'the a of to in on for and or if is it by at as with from into set do not no yes now sudo doas env nice time nohup exec eval sh bash zsh dash -c ' +
    'git checkout restore reset clean branch tag update-ref head hard switch rm checkout-index ' +
    'kubectl helm docker podman aws gcloud az fly flyctl vercel netlify heroku gh glab hub api create delete apply remove merge close edit ' +
    'pod pods deployment deployments deploy service services svc namespace namespaces ns job jobs cronjob cronjobs ' +
    'configmap configmaps secret ingress ingresses statefulset statefulsets daemonset daemonsets pvc ' +
    'systemctl service stop start restart enable disable kill pkill killall pgrep ' +
    'psql mysql sqlite3 mongosh redis-cli drop table database schema truncate select insert update where values exists cascade dropdb createdb index ' +
    'push build run install add'
  ).split(' '),
);

/** For programs that nobody knows: any word may be what it is about. */
export const NOTHING_GENERAL: ReadonlySet<string> = new Set();

/** What a command is given in its environment is not what it is about. */
const SETTINGS = /^\s*(?:env\s+)?(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+)+/;

/** What a command is about, in words: neither options, nor programs, nor the kinds of things. Undefined where nothing is left. */
export function subjectsOf(
  text: string,
  also: readonly string[] = [],
  general: ReadonlySet<string> = GENERAL,
): readonly string[] | undefined {
  const words = plainWords(text.replace(SETTINGS, '')).flatMap((word) =>
    word.includes('://') ? [word] : word.split(/[;,()=]/),
  );
  // `pod/web` is a pod, and no path.
  const named = words.map((word) => word.replace(/^([a-z]+)\//, (all, kind: string) => (general.has(kind) ? '' : all)));
  const left = named.filter(
    (word) =>
      word !== '' && !word.startsWith('-') && !general.has(word.toLowerCase()) && !also.includes(baseName(word)),
  );
  return left.length === 0 ? undefined : [...new Set(left.map((word) => word.toLowerCase()))].slice(0, MOST_WORDS);
}

function plainWords(text: string): readonly string[] {
  return text
    .slice(0, LONGEST)
    .replace(/["'`\\$]/g, '')
    .split(/[\s|&<>]+/)
    .map((word) => word.replace(/^\(+|\)+$/g, '').replace(/^(?:(?:\.|\{?PWD\}?)\/+)+(?=.)/, ''));
}

/** What stands behind a program's name: not the programs that only start it (`env`, `timeout 5`). */
export function givenTo(program: string, text: string): string {
  const before = text.slice(0, LONGEST);
  for (let at = before.indexOf(program); at >= 0; at = before.indexOf(program, at + 1)) {
    const end = at + program.length;
    if (/^$|[\s"'\\/]/.test(before[at - 1] ?? '') && /^$|[\s"']/.test(before[end] ?? '')) return text.slice(at);
  }
  return text;
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

export function withoutQuotes(text: string): string {
  return text
    .replace(/["'`]/g, '')
    .replace(/\$\{(\w+)\}/g, '$$$1')
    .trim();
}

/** The host of what an effect goes to: an address, `user@host:path`, a bucket; undefined where it names none. */
export function hostOf(target: string): string | undefined {
  const bare = target
    .trim()
    .toLowerCase()
    .replace(/^[a-z0-9+.-]+:\/\//, '')
    .replace(/^[^/@\s]*@/, '')
    .replace(/[/?#].*$/, '')
    .replace(/:.*$/, '')
    .replace(/\.$/, '');
  return bare === '' || !/^[\w.-]+$/.test(bare) ? undefined : bare;
}

/** Where lists of packages stand in the files that have them. */
const SECTION =
  /^(?:.*\.)?(?:dependencies|dev-?dependencies|peerdependencies|optionaldependencies|build-dependencies|require(?:-dev)?|overrides|resolutions|packages|plugins)[.:]/i;

/** Names of packages without version, source and what else a manager's own spelling adds. */
export function packageNames({
  target,
  detail = '',
  part,
}: Pick<Effect, 'kind' | 'target' | 'detail'> & Partial<Pick<Effect, 'part'>>): readonly string[] {
  const words =
    detail === 'install.global' ? (subjectsOf(part?.text ?? target) ?? []) : target.replace(SECTION, '').split(/\s+/);
  // `alias@npm:name` is what it is called here, and what it is.
  const all = words.flatMap((word) => [
    word,
    ...(/@npm:(.+)$/.exec(word)?.slice(1) ?? []),
    // `owner/name` is a repository, most often called as what is in it.
    ...(/^[\w-][\w.-]*\/([\w.-]+)(?:#.*)?$/.exec(word)?.slice(1) ?? []),
  ]);
  return [...new Set(all.map(packageName).filter((name) => name !== ''))];
}

function packageName(word: string): string {
  const isAddress = /^[\w+]+:\/\//.test(word) || word.endsWith('.git') || word.endsWith('.tgz');
  const named = isAddress ? baseName(word.replace(/[?#].*$/, '').replace(/\/+$/, '')) : word;
  return named
    .replace(/^["']|["']$/g, '')
    .replace(/^npm:/, '')
    .replace(/(?!^)@.*$/, '')
    .replace(/\[.*$/, '')
    .replace(/[<>=~!^;,].*$/, '')
    .replace(/\.git$|\.tgz$|\.whl$|\.tar\.gz$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
}

/** The name of the setting or variable that is set, in lower case. */
export function keyOf({ target, detail = '', part }: Effect): string {
  if (detail === 'env.settings') {
    const words = plainWords(part.text);
    const at = words.findIndex((word) => /^(?:set|unset|delete|edit)$/.test(word));
    const key = at < 0 ? undefined : words.slice(at + 1).find((word) => !word.startsWith('-'));
    if (key !== undefined) return (key.split('=')[0] ?? key).toLowerCase();
  }
  // What npm is told by a variable is the same setting.
  return (target.trim().split(/[\s=]/)[0] ?? target).toLowerCase().replace(/^npm_config_/, '');
}

/** What of a repository is lost, by what is said of it. */
export function gitLossOf(says: string): string {
  if (/not committed|changes of files|is staged|being merged|replaces a file/.test(says)) return 'uncommitted';
  if (/does not know/.test(says)) return 'untracked';
  if (/rewrites (?:every )?commits?/.test(says)) return 'commits';
  if (/\b(?:branch|branches|tag|reference)\b/.test(says)) return 'references';
  if (/stashed/.test(says)) return 'stash';
  return says;
}

/** Branches and tags that a `git push` names; undefined where it names none, or they can't be told from how it is written. */
export function refsOf(text: string, remote: string): readonly string[] | undefined {
  if (/[$`*?(){}\\]|--(?:all|mirror|tags|branches)\b/.test(text)) return undefined;
  const words = text.replace(/["']/g, '').split(/\s+/);
  const at = words.indexOf(remote, words.indexOf('push') + 1);
  if (!words.includes('push') || at < 0) return undefined;
  const refs = words.slice(at + 1).filter((word) => !word.startsWith('-'));
  const names = refs.map((ref) =>
    (ref.replace(/^\+/, '').split(':').at(-1) ?? '').replace(/^refs\/(?:heads|tags)\//, ''),
  );
  return names.length === 0 || names.some((name) => name === '' || /^(?:head|@)$/i.test(name)) ? undefined : names;
}

/** The repository that a plumbing command sends to. */
export function remoteIn(text: string): string | undefined {
  const words = plainWords(text);
  return words
    .slice(words.findIndex((word) => /^(?:send-pack|http-push)$/.test(word)) + 1)
    .find((word) => !word.startsWith('-'));
}

/** Whether a text names something as a word of its own. */
export function mentions(text: string, name: string): boolean {
  if (name.length < 2) return false;
  const where = text.slice(0, 10 * LONGEST).toLowerCase();
  const wanted = name.toLowerCase();
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1)) {
    const before = where[at - 1] ?? ' ';
    const after = where[at + wanted.length] ?? ' ';
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
