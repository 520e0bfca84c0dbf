import { parseArgs } from 'node:util';
import { messageOf } from '../action/errorText';
import { MODES, type Mode } from '../action/situation';

export const USAGE = `Usage: chaperone check [options] COMMAND
       chaperone check [options] --edit FILE < TEXT
       chaperone check [options] --stdin

Judges a command, or an edit, as Chaperone would before it is carried out, and explains the verdict. Nothing is done.

  --workspace DIR   a folder of the workspace; may be given more than once (default: the current folder)
  --cwd DIR         where the command would run (default: the first workspace folder)
  --policy FILE     JSON with preset, askAt, blockAt, severities or rules of your own
  --env FILE        the environment of the command: lines NAME=value (default: a fixed one with your HOME)
  --mode MODE       ${MODES.join(', ')} (default: auto)
  --json            one line of JSON instead of an explanation
  --edit FILE       judges giving FILE the text on standard input instead of what it holds now
  --stdin           reads actions as JSON Lines and answers each with a line, in the same order
  --help, --version

Lines of --stdin, each with an id of your choice:
  {"id": 1, "kind": "command", "command": "npm test"}     also: shell, cwd, changed
  {"id": 2, "kind": "edit", "path": "a.ts", "before": "…", "after": "…"}     null: no file; also: changed
  {"id": 3, "kind": "fetch", "url": "https://…"}     also: method, body
  {"id": 4, "kind": "text", "content": "…"}     also: origin, by

"changed" tells who changed a file since the task began, as {"a.sh": "task"}: task, person or downloaded.
A text is looked through for attempts to steer the agent. "origin" is its file or address, "by" who wrote it: project,
task, person, downloaded, network (the default) or output. The answer has a verdict (clean or suspicious), the signs, and
isPlain: whether they are so clear that no model would be asked. None is asked here.

Exit status: 0 allow, 1 ask, 2 block. With --stdin 0, or 3 when a line could not be read. 3 for a mistake in the call.`;

export interface CheckOptions {
  readonly workspace: readonly string[];
  readonly cwd: string | undefined;
  readonly policyFile: string | undefined;
  readonly environmentFile: string | undefined;
  readonly mode: Mode;
  readonly isJson: boolean;
  /** Undefined with `--stdin` and `--edit`. */
  readonly command: string | undefined;
  /** The file whose text would be replaced, as given. */
  readonly edit: string | undefined;
}

export type Request =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** The call was not as the usage says; the message is ready to show. */
export class UsageError extends Error {
  readonly code = 'usage';
}

export function readOptions(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const [verb, command, ...more] = positionals;
  if (verb === undefined) throw new UsageError('Say what to do: chaperone check COMMAND');
  if (verb !== 'check') throw new UsageError(`There is no "${verb}". Did you mean: chaperone check ${quoted(verb)}`);
  if (more.length > 0)
    throw new UsageError(`Give the command as one argument, in quotes: ${quoted([command, ...more].join(' '))}`);
  if (values.stdin === true && command !== undefined) throw new UsageError('Give either a command or --stdin.');
  if (values.edit !== undefined && (command !== undefined || values.stdin === true))
    throw new UsageError('Give a command, --edit or --stdin, one of them.');
  if (values.stdin !== true && command === undefined && values.edit === undefined)
    throw new UsageError('Give the command to check, in quotes, or --edit FILE, or --stdin.');
  return {
    kind: 'check',
    options: {
      workspace: values.workspace ?? [],
      cwd: values.cwd,
      policyFile: values.policy,
      environmentFile: values.env,
      mode: modeOf(values.mode ?? 'auto'),
      isJson: values.json === true,
      command,
      edit: values.edit,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        workspace: { type: 'string', multiple: true },
        cwd: { type: 'string' },
        policy: { type: 'string' },
        env: { type: 'string' },
        mode: { type: 'string' },
        edit: { type: 'string' },
        json: { type: 'boolean' },
        stdin: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

function modeOf(text: string): Mode {
  const mode = MODES.find((each) => each === text);
  if (mode === undefined) throw new UsageError(`There is no mode "${text}". There are: ${MODES.join(', ')}.`);
  return mode;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
