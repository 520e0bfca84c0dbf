import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Action } from '../action/action';
import { sha256 } from '../action/digest';
import { messageOf } from '../action/errorText';
import type { Disk, History } from '../action/situation';

/** One line of input: an action to judge, or a text to look through. */
const id = z.union([z.string(), z.number()]);
/** Who changed files since the task began, by path: as it was then is what isn't listed. */
const changed = z.record(z.string(), z.enum(['task', 'person', 'downloaded'])).optional();
const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    id,
    kind: z.literal('command'),
    command: z.string(),
    shell: z.string().optional(),
    cwd: z.string().optional(),
    changed,
  }),
  z.object({
    id,
    kind: z.literal('edit'),
    path: z.string().min(1),
    /** Null: the file is absent. What is said here counts, whatever the disk holds. */
    before: z.string().nullable(),
    after: z.string().nullable(),
    changed,
  }),
  z.object({
    id,
    kind: z.literal('fetch'),
    url: z.string(),
    method: z.string().optional(),
    body: z.string().nullish(),
  }),
  z.object({
    id,
    kind: z.literal('text'),
    /** Who wrote it; the network, unless something else is said. */
    by: z.enum(['project', 'task', 'person', 'downloaded', 'network', 'output']).optional(),
    /** File or URL. */
    origin: z.string().optional(),
    content: z.string(),
  }),
]);

export type Line = z.infer<typeof lineSchema>;

export interface LineError {
  readonly error: string;
  readonly id?: string | number;
}

export function readLine(text: string): Line | LineError {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { error: `this is no JSON (${messageOf(error)})` };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const known = z.object({ id }).safeParse(json);
    const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    return { error: `${where}${textOf(issue)}`, ...(known.success ? { id: known.data.id } : {}) };
  }
  const line = parsed.data;
  if (line.kind === 'edit' && line.before === null && line.after === null)
    return { error: 'before and after are both null: there is nothing to do', id: line.id };
  return line;
}

function textOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_union') return 'is none of command, edit, fetch, text';
  return issue?.message ?? 'does not fit';
}

/** The action a line stands for; undefined for a text, which is only looked through. */
export function actionOf(line: Line, cwd: string, root: string): Action | undefined {
  switch (line.kind) {
    case 'command':
      return {
        kind: 'command',
        command: line.command,
        shell: line.shell,
        cwd: line.cwd === undefined ? cwd : path.resolve(root, line.cwd),
        timeoutMs: 0,
        background: false,
      };
    case 'edit': {
      const file = fileOf(line.path, root);
      const beforeSha256 = line.before === null ? null : sha256(line.before);
      if (line.after === null) return { kind: 'delete', path: file, beforeSha256 };
      return { kind: 'edit', path: file, before: line.before, after: line.after, beforeSha256 };
    }
    case 'fetch':
      return { kind: 'fetch', url: line.url, method: line.method, body: line.body ?? undefined };
    case 'text':
      return undefined;
  }
}

/** The path as the system takes it: not normalised, since what `..` means depends on where links lead. */
export function fileOf(given: string, root: string): string {
  if (/^file:/i.test(given)) return fileURLToPath(given);
  return path.isAbsolute(given) ? given : `${root}${path.sep}${given}`;
}

/** What is said of files' changes, as a history: undefined where nothing is said. */
export function historyOf(line: Line, root: string, disk: Disk): History | undefined {
  if ((line.kind !== 'command' && line.kind !== 'edit') || line.changed === undefined) return undefined;
  const entries = Object.entries(line.changed).map(([file, by]) => [disk.realPath(fileOf(file, root)), by] as const);
  return {
    // In the future: what isn't listed hasn't changed since.
    startedAt: Number.POSITIVE_INFINITY,
    changed: Object.fromEntries(entries),
    hasRunCommands: false,
    lengths: {},
    uncommitted: [],
    unsaved: [],
  };
}
