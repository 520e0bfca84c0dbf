import type { Action } from './action';
import { assertNever } from './action';

/**
 * One line that says what an action would do, verbatim. Paths in the workspace are shown relative to its folder, which
 * is named where there are several.
 */
export function labelOf(action: Action, roots: readonly string[] = []): string {
  const show = (path: string) => shorten(path, roots);
  switch (action.kind) {
    case 'readFile':
      return `Read ${show(action.path)}${lines(action.startLine, action.endLine)}`;
    case 'listFiles':
      return `List ${show(action.path)}${action.glob === undefined ? '' : ` (${action.glob})`}`;
    case 'searchText':
      return `Search ${show(action.path)} for ${action.pattern}`;
    case 'edit':
      return `${action.before === null ? 'Create' : 'Edit'} ${show(action.path)}`;
    case 'delete':
      return `Delete ${show(action.path)}`;
    case 'rename':
      return `Rename ${show(action.from)} to ${show(action.to)}`;
    case 'command':
      return action.command;
    case 'readOutput':
      return `Read output of ${action.commandId}`;
    case 'stopCommand':
      return `Stop ${action.commandId}`;
    case 'fetch':
      return `Fetch ${action.url}`;
    case 'diagnostics':
      return action.path === undefined ? 'Read problems' : `Read problems of ${show(action.path)}`;
    case 'question':
      return action.question;
    case 'plan':
      return 'Update plan';
    default:
      return assertNever(action);
  }
}

function lines(start: number | undefined, end: number | undefined): string {
  if (start === undefined && end === undefined) return '';
  return `:${start ?? 1}-${end ?? ''}`;
}

function shorten(path: string, roots: readonly string[]): string {
  const root = roots.find((one) => path === one || (path.startsWith(one) && /[\\/]/.test(path[one.length] ?? '')));
  if (root === undefined) return path;
  const name = nameOf(root);
  if (roots.length === 1) return path === root ? name : path.slice(root.length + 1);
  // A name that two folders share says nothing.
  const isPlain = name !== '' && roots.filter((other) => nameOf(other) === name).length === 1;
  return isPlain ? `${name}${path.slice(root.length)}` : path;
}

function nameOf(root: string): string {
  return root.split(/[\\/]/).at(-1) ?? '';
}
