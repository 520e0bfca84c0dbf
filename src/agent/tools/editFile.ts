import { z } from 'zod';
import { unlessSteering } from '../unlessSteering';
import { resolvePath } from './paths';
import { notFoundHint, replacementIn } from './replacement';
import { defineTool } from './tool';
import { problem } from './toolProblem';

export const editFile = defineTool({
  name: 'edit_file',
  description:
    'Replaces text in a file. `old_text` must stand in the file exactly once, character by character, line breaks and indentation included; give as many lines around the change as that takes. To create a file use write_file.',
  order: 'looks',
  schema: z.strictObject({
    path: z.string(),
    old_text: z.string().describe('What stands there now, without line numbers.'),
    new_text: z.string().describe('What shall stand there.'),
    replace_all: z.boolean().default(false).describe('Replaces every occurrence.'),
  }),
  async toAction({ path: given, old_text: oldText, new_text: newText, replace_all: all }, context) {
    const path = resolvePath(given, 'path', context);
    if (typeof path !== 'string') return path;
    if (oldText === '') {
      return problem(
        '`old_text` is empty. To insert, give a line that is there, and in `new_text` the same line with yours beside it. To create a file use write_file.',
      );
    }
    if (oldText === newText) return problem('`old_text` and `new_text` are the same, so nothing would change.');
    // Whether a text stands in a file is something of its content: asking often enough would read it letter by letter.
    if (!context.door.mayRead(path)) {
      return problem(
        `You may not read ${path} without the person, so you can't replace text in it. Propose read_file, or write_file with the whole text; both wait for the person.`,
      );
    }
    const look = await context.door.look(path);
    if (look.kind === 'missing') {
      return problem(`There is no file ${path}. Check \`path\` with list_files; to create a file use write_file.`);
    }
    if (look.kind === 'refused') return problem(look.why);
    const before = context.door.unmask(context.taskId, oldText, look.text);
    const after = context.door.unmask(context.taskId, newText, look.text);
    if (before.kind === 'refused') return problem(before.why);
    if (after.kind === 'refused') return problem(after.why);
    const replacement = replacementIn(look.text, { oldText: before.text, newText: after.text, all });
    switch (replacement.kind) {
      case 'replaced':
        return { kind: 'edit', path, before: look.text, after: replacement.text, beforeSha256: look.sha256 };
      case 'ambiguous': {
        const { lines } = replacement;
        const shown = lines.slice(0, 10).join(', ') + (lines.length > 10 ? ', …' : '');
        return problem(
          `\`old_text\` stands ${lines.length} times in ${path}, at lines ${shown}. Give more of the lines around the one you mean, or set \`replace_all\`.`,
        );
      }
      case 'unchanged':
        return problem('The replacement would change nothing: `new_text` differs only in its line breaks.');
      case 'notFound': {
        // The hint shows lines of the file, which nobody has looked through here.
        const shown = notFoundHint(look.text, oldText, newText);
        const hint = unlessSteering(shown, 'Read the file again, and copy the lines exactly.');
        return problem(`\`old_text\` doesn't stand in ${path}. ${hint}`);
      }
    }
  },
});
