import path from 'node:path';
import type { Situation } from '../../action/situation';
import { problem, type ToolProblem } from './toolProblem';

type Platform = Situation['platform'];

export interface Where {
  readonly roots: readonly string[];
  readonly platform: Platform;
}

/** The workspace folders with the names by which a relative path can start, where a name means one folder only. */
export function namedRoots(
  roots: readonly string[],
  platform: Platform,
): readonly { readonly root: string; readonly name: string | undefined }[] {
  const names = roots.map((root) => pathsOf(platform).basename(root));
  return roots.map((root, index) => {
    const name = names[index];
    const isPlain = name !== undefined && name !== '' && names.indexOf(name) === names.lastIndexOf(name);
    return { root, name: isPlain ? name : undefined };
  });
}

/** The absolute path that a tool's input names, or what to tell the model. Doesn't touch the disk. */
export function resolvePath(given: string, field: string, { roots, platform }: Where): string | ToolProblem {
  const paths = pathsOf(platform);
  const [first] = roots;
  if (given.trim() === '') return problem(`\`${field}\` is empty. Give a path, or \`.\` for the workspace folder.`);
  if (given.includes('\0')) return problem(`\`${field}\` has a NUL character in it. Give a plain path.`);
  if (/^~[^/\\]*[/\\]/.test(given) || given === '~') {
    return problem(
      `\`${field}\` starts with \`~\`, which isn't expanded. Give the absolute path, or \`./${given}\` if it is a name in the workspace.`,
    );
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(given)) {
    return problem(`\`${field}\` is a URL. Give a path; to read a web page use fetch_url.`);
  }
  if (platform === 'windows' && /^[a-z]:(?![\\/])/i.test(given)) {
    return problem(`\`${field}\` names a drive without a folder. Start it with \`${given.slice(0, 2)}\\\`.`);
  }
  if (first === undefined) return problem('No folder is open, so there is nothing to work on.');
  if (paths.isAbsolute(given)) return paths.resolve(first, given);
  const [head = '', ...rest] = given.split(platform === 'windows' ? /[\\/]/ : '/');
  const named = roots.length > 1 ? namedRoots(roots, platform).find(({ name }) => name === head) : undefined;
  return named === undefined ? paths.resolve(first, given) : paths.resolve(named.root, rest.join('/'));
}

function pathsOf(platform: Platform): path.PlatformPath {
  return platform === 'windows' ? path.win32 : path.posix;
}
