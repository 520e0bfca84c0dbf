import { type Action, assertNever } from '../action/action';
import { labelOf } from '../action/label';
import type { Disk, Situation } from '../action/situation';
import type { TextSource } from '../probe/probe';

/** Where the result of an action comes from; undefined for what a person or Chaperone itself has said. */
export function textSource(action: Action, situation: Situation, disk: Disk): TextSource | undefined {
  const name = labelOf(action, situation.roots);
  switch (action.kind) {
    case 'readFile':
      return { action, name, by: situation.history?.changed[disk.realPath(action.path)] ?? 'project' };
    case 'listFiles':
    case 'searchText':
    case 'diagnostics':
      return { action, name, by: 'project' };
    case 'command':
    case 'readOutput':
    case 'stopCommand':
      return { action, name, by: 'output' };
    case 'fetch':
      return { action, name, by: 'network' };
    case 'edit':
    case 'delete':
    case 'rename':
      return { action, name, by: 'task' };
    case 'question':
    case 'plan':
      return undefined;
    default:
      return assertNever(action);
  }
}
