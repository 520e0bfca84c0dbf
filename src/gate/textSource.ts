import { type Action, assertNever } from '../action/action';
import type { Disk, Situation } from '../action/situation';
import type { Verdict } from '../policy/verdict';
import type { TextSource } from '../probe/probe';

interface Returned {
  readonly taskId: string;
  readonly action: Action;
  readonly verdict: Pick<Verdict, 'effects'>;
}

/** Where the result of an action comes from; undefined for what a person or Chaperone itself has said. */
export function textSource(returned: Returned, situation: Situation, disk: Disk): TextSource | undefined {
  const { taskId, action } = returned;
  const shown = (path: string) => shownPath(path, situation.roots);
  const from = (name: string, by: TextSource['by'], path?: string): TextSource => ({ taskId, action, name, by, path });
  const ofFile = (path: string, name = shown(path)) => from(name, writerOf(path, situation, disk), shown(path));
  switch (action.kind) {
    case 'readFile':
      return ofFile(action.path);
    case 'listFiles':
      return ofFile(action.path, `names of files in ${shown(action.path)}`);
    case 'searchText':
      return ofFile(action.path, `lines found in ${shown(action.path)}`);
    case 'diagnostics':
      return action.path === undefined
        ? from('problems in the editor', 'project')
        : ofFile(action.path, `problems of ${shown(action.path)}`);
    case 'command':
      return ofCommand(returned, action.command, from, shown);
    case 'readOutput':
    case 'stopCommand':
      return from(`output of command ${action.commandId}`, 'output');
    case 'fetch':
      return from(action.url, 'network', action.url);
    case 'edit':
    case 'delete':
      return from(shown(action.path), 'task', shown(action.path));
    case 'rename':
      return from(shown(action.to), 'task', shown(action.to));
    case 'question':
    case 'plan':
      return undefined;
    default:
      return assertNever(action);
  }
}

/** What a command prints is what it fetched, if it fetched anything; of one that reads one file, it is that file. */
function ofCommand(
  { verdict: { effects } }: Returned,
  command: string,
  from: (name: string, by: TextSource['by'], path?: string) => TextSource,
  shown: (path: string) => string,
): TextSource {
  if (effects.some(({ kind }) => kind === 'fetch' || kind === 'gitRemote')) return from(command, 'network');
  const read = effects.filter(({ kind }) => kind === 'read');
  const [only] = read;
  const path = read.length === 1 && effects.length === 1 ? only?.place?.path : undefined;
  return from(command, 'output', path === undefined ? undefined : shown(path));
}

/** Folders of what others wrote, wherever they are: what is in them came from a registry. */
const DEPENDENCIES =
  /(?:^|[\\/])(?:node_modules|bower_components|site-packages|dist-packages|\.venv|\.cargo[\\/]registry|go[\\/]pkg[\\/]mod|vendor[\\/]bundle)(?:[\\/]|$)/;

function writerOf(path: string, { history }: Situation, disk: Disk): TextSource['by'] {
  const real = disk.realPath(path);
  return history?.changed[real] ?? (DEPENDENCIES.test(real) ? 'downloaded' : 'project');
}

/** As seen from its workspace folder, or whole where it lies elsewhere. */
function shownPath(path: string, roots: readonly string[]): string {
  const root = roots.find((one) => path.startsWith(one) && /[\\/]/.test(path[one.length] ?? ''));
  if (root !== undefined) return path.slice(root.length + 1);
  return roots.includes(path) ? 'the workspace' : path;
}
