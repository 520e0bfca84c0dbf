import type { Action } from '../action/action';
import { messageOf } from '../action/errorText';
import type { ToolCall } from '../model/modelClient';
import { sentence } from './lines';
import { TOOLS, toolNamed } from './tools/toolbox';
import type { Work } from './work';

export type Prepared =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'problem'; readonly text: string };

/**
 * Makes an action of a call, or finds why it can't be one. The only place where a call is refused before the door.
 * Looks at files, changes nothing and tells nobody.
 */
export async function prepareCall({ door, surroundings, taskId }: Work, call: ToolCall): Promise<Prepared> {
  if (call.malformed !== undefined) {
    const text = `${call.name} was not called, because the call was malformed: ${sentence(call.malformed)} Make it again.`;
    return { kind: 'problem', text };
  }
  const tool = toolNamed(call.name);
  if (tool === undefined) {
    const names = TOOLS.map(({ name }) => name).join(', ');
    return { kind: 'problem', text: `There is no tool named ${call.name}. There are: ${names}.` };
  }
  try {
    const action = await tool.prepare(call.input, { ...surroundings, door, taskId });
    if (action.kind === 'problem') return action;
    return hasMask(action, taskId, door) ? { kind: 'problem', text: MASKED } : { kind: 'action', action };
  } catch (error) {
    const why = messageOf(error);
    return { kind: 'problem', text: `${call.name} was not called: ${sentence(why)}` };
  }
}

const MASKED =
  'A mask such as <<masked-1: …>> stands for a secret that you were not shown, so it is of no use here. Let the program read the secret by itself, from the environment or its file, or ask the person.';

/** Whether an action would use a mask as if it were the secret. Edits put secrets back by themselves. */
function hasMask(action: Action, taskId: string, door: Work['door']): boolean {
  switch (action.kind) {
    case 'edit':
    case 'question':
    case 'plan':
      return false;
    default:
      return door.hasMask(taskId, JSON.stringify(action));
  }
}
