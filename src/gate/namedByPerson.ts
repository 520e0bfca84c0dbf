import type { Situation } from '../action/situation';
import type { NameKind } from '../effect/taintedNames';
import { namesCommand, type Sayings, stands } from './sayings';

export function isNamedByPerson(
  kind: NameKind,
  name: string,
  { text, commands }: Sayings,
  { roots, home }: Pick<Situation, 'roots' | 'home'>,
): boolean {
  const lower = name.toLowerCase();
  switch (kind) {
    case 'hosts':
      return hostAndAbove(lower).some((host) => stands(host, text, /[\w.-]/, /^[\w-]|^\.\w/));
    case 'packages':
      return (
        stands(lower, text.replace(/(?<=\w)[_.](?=\w)/g, '-'), /[\w@/-]/, /^[\w/-]/) ||
        stands(lower, text, /[\w@/-]/, /^[\w/-]/)
      );
    case 'paths':
      return [lower, ...shorter(lower, roots, ''), ...shorter(lower, [home], '~/')].some((path) =>
        // A script is also known by its name alone, whatever its folder.
        stands(path, text, /[/\\]/.test(name) ? /[\w/\\-]/ : /[\w-]/, /^[\w/\\-]|^\.\w/),
      );
    case 'commands':
      return namesCommand(commands, lower);
  }
}

/** A host and those that it is below, as far as they are more than an ending; a part of a shared one is what it is. */
function hostAndAbove(host: string): readonly string[] {
  if (host.includes('/')) return [host];
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'));
}

function shorter(path: string, folders: readonly string[], lead: string): readonly string[] {
  return folders.flatMap((folder) => {
    const top = folder.toLowerCase();
    return path.startsWith(`${top}/`) || path.startsWith(`${top}\\`) ? [lead + path.slice(top.length + 1)] : [];
  });
}
