import { z } from 'zod';
import { resolvePath } from './paths';
import { defineTool } from './tool';
import { problem } from './toolProblem';

const MOST_SECONDS = 3600;
const USUAL_MS = 120_000;

export const runCommand = defineTool({
  name: 'run_command',
  description: `Runs a command line in bash and returns its output and exit code. Nobody can answer prompts, so give the flags that avoid them. It starts in \`cwd\` each time: \`cd\` doesn't last. Long output is cut in the middle. With \`background\` it returns at once with an id, for servers and watchers: see read_output and stop_command. To read, search or change files use the tools for that.`,
  order: 'writes',
  schema: z.strictObject({
    command: z.string(),
    cwd: z.string().default('.').describe('The folder to start in; the workspace folder when left out.'),
    timeout_seconds: z
      .number()
      .positive()
      .max(MOST_SECONDS)
      .optional()
      .describe('It is stopped after this. Give it for what takes longer than two minutes.'),
    background: z.boolean().default(false),
  }),
  toAction({ command, cwd: given, timeout_seconds: seconds, background }, context) {
    if (command.trim() === '') return problem('`command` is empty.');
    if (command.includes('\0')) return problem('`command` has a NUL character in it, which no command line can have.');
    const cwd = resolvePath(given, 'cwd', context);
    if (typeof cwd !== 'string') return cwd;
    const usualMs = background ? MOST_SECONDS * 1000 : (context.commandTimeoutMs ?? USUAL_MS);
    const timeoutMs = seconds === undefined ? usualMs : Math.ceil(seconds * 1000);
    return { kind: 'command', command, cwd, timeoutMs, background };
  },
});

const commandId = z.string().min(1).describe('What run_command returned for a command in the background.');

export const readOutput = defineTool({
  name: 'read_output',
  description: 'Reads what a command in the background has printed so far, and whether it still runs.',
  order: 'free',
  schema: z.strictObject({ command_id: commandId }),
  toAction: ({ command_id }) => ({ kind: 'readOutput', commandId: command_id }),
});

export const stopCommand = defineTool({
  name: 'stop_command',
  description: 'Stops a command in the background, and all that it started.',
  order: 'free',
  schema: z.strictObject({ command_id: commandId }),
  toAction: ({ command_id }) => ({ kind: 'stopCommand', commandId: command_id }),
});
