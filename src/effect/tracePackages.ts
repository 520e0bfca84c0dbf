import type { Effect } from './effect';
import { isRegistry, plainPackage } from './taintedNames';

/** The packages that an effect brings in, as they are compared. */
export function packagesOf({ kind, target, detail, part }: Effect): readonly string[] {
  // What a manifest lists is the project's, and is named by no command.
  if (kind === 'install') return detail === 'install.manifest' ? [] : installed(target, part.text).map(plainPackage);
  if (kind === 'change' && detail?.startsWith('change.dependency') === true)
    return [plainPackage(target.replace(/^[^.]*\./, '')), plainPackage(part.text.split(/\s/)[0] ?? '')];
  // Images are named with who made them; their short names are words like others.
  if (kind === 'deploy')
    return part.text
      .replace(/["'\\]/g, '')
      .split(/\s+/)
      .filter((word) => word.includes('/'))
      .map(plainPackage);
  return [];
}

/** What is installed: the target, and what is given to the program, since a target may only tell of it. */
function installed(target: string, text: string): readonly string[] {
  const words = text.replace(/["'\\]/g, '').split(/\s+/);
  const verb = words.findIndex((word) => /^(?:i|in|install|add|get|exec|dlx|x|run|require|upgrade|-S)$/.test(word));
  return [...target.split(/\s+/), ...words.slice(verb + 1).filter((word) => !word.startsWith('-'))];
}

/** Options whose value is a package, whatever the program. */
const GIVES_PACKAGE = /^--(?:with|with-editable|from|package|additional-package|install-extension)$/;
const ARCHIVE = /\.(?:tgz|tar\.(?:gz|bz2|xz)|whl|zip|gem|crate|jar|nupkg|vsix)$/i;

/** Packages that a command fetches though it installs nothing: by an option, as an archive, to be looked into. */
export function packagesGiven(words: readonly string[]): readonly string[] {
  const [program = '', verb] = words.filter((word) => !word.startsWith('-'));
  const names = words.flatMap((word, at) => {
    const [option = '', value] = word.split(/=(.*)/s);
    if (GIVES_PACKAGE.test(option)) return [value ?? words[at + 1] ?? ''];
    return /^https?:\/\//i.test(word) ? packagesOfArchive(word) : [];
  });
  const isPacked = verb === 'pack' && /^(?:npm|pnpm)$/.test(program);
  return [...names, ...(isPacked ? words.filter((word) => !word.startsWith('-')).slice(2) : [])].map(plainPackage);
}

/** `https://registry.npmjs.org/@scope/name/-/name-1.0.0.tgz`: the names that it may be of. */
function packagesOfArchive(address: string): readonly string[] {
  const [, , host = '', ...rest] = address.replace(/[?#].*$/s, '').split('/');
  if (!isRegistry(host.toLowerCase())) return [];
  const segments = rest.map(decoded);
  const file = segments.at(-1) ?? '';
  if (!ARCHIVE.test(file)) return [];
  const scoped = segments.map((segment, at) => `${segments[at - 1] ?? ''}/${segment}`);
  return [...segments, ...scoped, file.replace(/-v?\d.*$/, '')];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
