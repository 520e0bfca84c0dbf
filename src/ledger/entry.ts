import { z } from 'zod';
import { MODES } from '../action/situation';
import { DECISIONS, LAYERS, SETTLERS } from '../policy/verdict';

/**
 * The lines of the ledger. One action is told by several lines that share its `id`: `action` before anything happens,
 * `held` when it waits, `settled` when somebody decided, `started` when a process runs, `outcome` when it is over.
 * Large texts stand in the content store, named here by their SHA-256.
 */
const head = { at: z.number().int(), host: z.string() };

const verdict = z.object({
  decision: z.enum(DECISIONS),
  rule: z.string(),
  layer: z.enum(LAYERS),
  severity: z.number().min(0).max(100),
  settledBy: z.enum(SETTLERS),
  part: z.string(),
  reason: z.string(),
  effects: z.array(z.object({ kind: z.string(), target: z.string(), detail: z.string().optional() })),
});

export const taskEntry = z.object({
  kind: z.literal('task'),
  ...head,
  task: z.string(),
  text: z.string(),
  model: z.string(),
  mode: z.enum(MODES),
  isDemo: z.boolean(),
});

export const actionEntry = z.object({
  kind: z.literal('action'),
  ...head,
  id: z.string(),
  task: z.string(),
  call: z.string(),
  /** The kind of the action and one line that says what it would do, verbatim. */
  action: z.string(),
  label: z.string(),
  /** The whole action, when it is short. */
  proposed: z.record(z.string(), z.unknown()).optional(),
  /** Else the whole action as JSON in the content store. */
  content: z.string().optional(),
  digest: z.string(),
  mode: z.enum(MODES),
  verdict,
  /** Time the static decision took, in microseconds. */
  micros: z.number(),
});

export const heldEntry = z.object({ kind: z.literal('held'), ...head, id: z.string(), number: z.number().int() });

export const settledEntry = z.object({
  kind: z.literal('settled'),
  ...head,
  id: z.string(),
  /** `heldAgain`: approved, but what it would act on had changed, so that it waits once more. */
  as: z.enum(['approved', 'denied', 'expired', 'heldAgain']),
  by: z.enum(['person', 'judge', 'chaperone']),
  note: z.string().optional(),
});

const usage = {
  inputTokens: z.number(),
  cacheReadTokens: z.number(),
  cacheWriteTokens: z.number(),
  outputTokens: z.number(),
};

const request = z.object({
  model: z.string(),
  /** Milliseconds. */
  took: z.number(),
  ...usage,
  /** US dollars, by the prices as they were known then. */
  dollars: z.number().optional(),
});

const judgeRequest = request.extend({ stage: z.enum(['first', 'second']) });

/** What a judge made of an action. `away`: it gave no opinion, and why. */
export const reviewedEntry = z.object({
  kind: z.literal('reviewed'),
  ...head,
  id: z.string(),
  by: z.enum(['model', 'server']),
  decision: z.enum([...DECISIONS, 'away']),
  severity: z.number().min(0).max(100).optional(),
  category: z.string().optional(),
  reason: z.string(),
  part: z.string().optional(),
  requests: z.array(judgeRequest),
  isRemembered: z.boolean(),
});

/** What a judge was asked in a task of which nothing came: it was paid for all the same. */
export const unusedEntry = z.object({
  kind: z.literal('unused'),
  ...head,
  task: z.string(),
  requests: z.array(judgeRequest),
});

/** What the probe found in the result of an action. */
export const probedEntry = z.object({
  kind: z.literal('probed'),
  ...head,
  id: z.string(),
  source: z.string(),
  signs: z.array(z.object({ id: z.string(), says: z.string(), excerpt: z.string() })),
  /** How many secrets were masked. */
  masked: z.number().int(),
  request: request.extend({ answer: z.enum(['steers', 'quotes', 'away']) }).optional(),
});

export const startedEntry = z.object({
  kind: z.literal('started'),
  ...head,
  id: z.string(),
  pid: z.number().int(),
  /** Start time of the process, milliseconds since the epoch. */
  startedAt: z.number(),
});

export const outcomeEntry = z.object({
  kind: z.literal('outcome'),
  ...head,
  id: z.string(),
  ok: z.boolean(),
  summary: z.string(),
  exitCode: z.number().int().optional(),
  /** What the agent read, in the content store. */
  content: z.string().optional(),
  /** Milliseconds from the start of carrying out. */
  took: z.number(),
  /** What somebody changed in the moment it was done, so that what was done may not be what was judged. */
  swapped: z.array(z.string()).optional(),
});

export const taskEndedEntry = z.object({
  kind: z.literal('taskEnded'),
  ...head,
  task: z.string(),
  as: z.enum(['finished', 'stopped', 'failed', 'paused']),
  note: z.string().optional(),
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  /** How many requests these were, and how long they took, in milliseconds. */
  requests: z.number().optional(),
  requestsTook: z.number().optional(),
  /** US dollars of the agent's own requests, as far as the price of its model is known. */
  dollars: z.number().optional(),
  /** How many of the requests have no known price. */
  unpriced: z.number().optional(),
});

export const modeEntry = z.object({ kind: z.literal('mode'), ...head, mode: z.enum(MODES) });

export const entrySchema = z.discriminatedUnion('kind', [
  taskEntry,
  actionEntry,
  heldEntry,
  settledEntry,
  reviewedEntry,
  unusedEntry,
  probedEntry,
  startedEntry,
  outcomeEntry,
  taskEndedEntry,
  modeEntry,
]);

export type Entry = z.infer<typeof entrySchema>;

type WithoutHead<T> = T extends unknown ? Omit<T, 'at' | 'host'> : never;
/** An entry as its writer gives it; the ledger adds when and by which process. */
export type NewEntry = WithoutHead<Entry>;
