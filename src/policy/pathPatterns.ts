import type { Situation } from '../action/situation';
import { anyPath } from '../effect/names';

type Matcher = (path: string, situation: Situation) => boolean;

const compiled = new WeakMap<readonly string[], readonly Matcher[]>();

/** Whether a real path is one of those that globs of a rule name. */
export function isPathAmong(path: string, patterns: readonly string[], situation: Situation): boolean {
  let matchers = compiled.get(patterns);
  if (matchers === undefined) {
    matchers = patterns.map(matcherOf);
    compiled.set(patterns, matchers);
  }
  const slashed = situation.platform === 'windows' ? path.replaceAll('\\', '/') : path;
  return matchers.some((matches) => matches(slashed, situation));
}

function matcherOf(pattern: string): Matcher {
  if (pattern.startsWith('~/')) {
    const below = globTest(pattern.slice(2));
    return (path, { home }) => isBelow(path, home, below);
  }
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(pattern)) {
    const whole = globTest(pattern.replaceAll('\\', '/'));
    return (path, { isCaseSensitive }) => (isCaseSensitive ? whole.exact : whole.folded).test(path);
  }
  const below = globTest(pattern.replace(/^\.\//, ''));
  return (path, situation) => situation.roots.some((root) => isBelow(path, root, below, situation));
}

interface Glob {
  readonly exact: RegExp;
  readonly folded: RegExp;
}

/** A folder's name stands for all below it too. `**\/x` matches `x` itself, as people expect of it. */
function globTest(pattern: string): Glob {
  const bare = pattern.replace(/\/$/, '');
  const forms = [bare, `${bare}/**`].flatMap((form) => (form.startsWith('**/') ? [form, form.slice(3)] : [form]));
  const source = `^${anyPath(forms.map((form) => form.replaceAll(' ', '\\ ')))}$`;
  return { exact: new RegExp(source, 's'), folded: new RegExp(source, 'is') };
}

function isBelow(path: string, folder: string, glob: Glob, situation?: Situation): boolean {
  const top = folder.replaceAll('\\', '/').replace(/\/$/, '');
  if (!path.toLowerCase().startsWith(`${top.toLowerCase()}/`)) return false;
  const isExact = situation?.isCaseSensitive ?? false;
  if (isExact && !path.startsWith(`${top}/`)) return false;
  return (isExact ? glob.exact : glob.folded).test(path.slice(top.length + 1));
}
