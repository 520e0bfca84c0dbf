import { z } from 'zod';
import { resolvePath } from './paths';
import { lineBreakOf, withBreaks } from './replacement';
import { defineTool, type ToolContext } from './tool';
import { problem, type ToolProblem } from './toolProblem';

export const writeFile = defineTool({
  name: 'write_file',
  description:
    'Creates a file with the given text, with the folders it needs, or replaces all of the text of one that exists. To change a part of a file use edit_file.',
  order: 'looks',
  schema: z.strictObject({ path: z.string(), content: z.string().describe('The whole text of the file.') }),
  async toAction({ path: given, content }, context) {
    const path = resolvePath(given, 'path', context);
    if (typeof path !== 'string') return path;
    const look = await context.door.look(path);
    const unmasked = context.door.unmask(context.taskId, content, look.kind === 'text' ? look.text : '');
    if (unmasked.kind === 'refused') return problem(unmasked.why);
    if (look.kind === 'missing') return { kind: 'edit', path, before: null, after: content, beforeSha256: null };
    const mayRead = context.door.mayRead(path);
    if (look.kind === 'refused') return problem(mayRead ? look.why : `${path} can't be replaced as text.`);
    const after = inTheStyleOf(look.text, unmasked.text);
    if (after === look.text && mayRead) return problem(`${path} has exactly this text already. Nothing to do.`);
    return { kind: 'edit', path, before: look.text, after, beforeSha256: look.sha256 };
  },
});

export const deleteFile = defineTool({
  name: 'delete_file',
  description: 'Deletes one file. Not for folders.',
  order: 'looks',
  schema: z.strictObject({ path: z.string() }),
  async toAction({ path: given }, context) {
    const found = await fileAt(given, 'path', context);
    return found.kind === 'problem' ? found : { kind: 'delete', path: found.path, beforeSha256: found.sha256 };
  },
});

export const renameFile = defineTool({
  name: 'rename_file',
  description: 'Moves or renames one file. The new path must be free. Imports of it are not changed.',
  order: 'looks',
  schema: z.strictObject({ from: z.string(), to: z.string() }),
  async toAction({ from, to }, context) {
    const found = await fileAt(from, 'from', context);
    if (found.kind === 'problem') return found;
    const target = resolvePath(to, 'to', context);
    if (typeof target !== 'string') return target;
    if (target === found.path) return problem('`from` and `to` are the same file.');
    const there = await context.door.look(target);
    // On a disk that ignores case, a name that differs only in case finds the file itself.
    const isItself =
      target.toLowerCase() === found.path.toLowerCase() && there.kind !== 'missing' && there.sha256 === found.sha256;
    if (there.kind !== 'missing' && !isItself) {
      return problem(`There is something at ${target} already. Choose another \`to\`.`);
    }
    return { kind: 'rename', from: found.path, to: target, beforeSha256: found.sha256 };
  },
});

/** A file that is to be deleted or moved, whatever it contains. */
async function fileAt(
  given: string,
  field: string,
  context: ToolContext,
): Promise<ToolProblem | { readonly kind: 'file'; readonly path: string; readonly sha256: string | null }> {
  const path = resolvePath(given, field, context);
  if (typeof path !== 'string') return path;
  const look = await context.door.look(path);
  if (look.kind === 'missing') return problem(`There is no file ${path}. Check \`${field}\` with list_files.`);
  if (look.kind === 'refused' && look.sha256 === null) return problem(look.why);
  return { kind: 'file', path, sha256: look.sha256 };
}

/** New text for a file that exists, with the line breaks and the byte order mark that it has. */
function inTheStyleOf(before: string, content: string): string {
  const text = before.includes('\n') ? withBreaks(content, lineBreakOf(before)) : content;
  return before.startsWith('\uFEFF') && !text.startsWith('\uFEFF') ? `\uFEFF${text}` : text;
}
