import { z } from 'zod';
import type { ReviewContext, ServerReview, ToolCall } from './modelClient';

/**
 * The Messages API can review the calls of an answer on its side, in the same response. A young beta, which the SDK
 * doesn't know: header and field go together, or a server refuses the request.
 */
export const REVIEW_BETA = 'dangerous-tool-use-2026-09-03';

const KIND = 'dangerous_tool_use';

/** The part of a request's body that asks for a review. */
export function safeguards({
  folder,
  environment,
  pass,
  stop,
  never,
}: ReviewContext): Readonly<Record<string, unknown>> {
  const context = {
    v: 1,
    permission_mode: 'auto',
    ...(folder === undefined ? {} : { live_cwd: folder }),
    auto_mode: { environment, allow: pass, soft_deny: stop, hard_deny: never },
  };
  return { safeguards: [{ type: KIND, classifier_context: context }] };
}

/** Whether a server refused a request because it asked for a review, going by what the error says. */
export function refusesReview(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return (
    (error.status === 400 || error.status === 422) && /\bsafeguards?\b|dangerous[-_]tool[-_]use/i.test(error.message)
  );
}

/** The results that an event of the stream brings, as they came. */
export function resultsIn(delta: object): readonly unknown[] {
  const results: unknown = Reflect.get(delta, 'safeguard_results');
  if (results === undefined || results === null) return [];
  return Array.isArray(results) ? results : [results];
}

const entry = z.looseObject({ type: z.literal(KIND), status: z.unknown() });
const status = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('available'), tool_uses: z.record(z.string(), z.unknown()) }),
  z.looseObject({ type: z.literal('unavailable') }),
  z.looseObject({ type: z.literal('unsupported') }),
]);
/** Words beside the decision may grow other shapes; then there are none. */
const words = z.string().optional().catch(undefined);
const oneReview = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('evaluated'),
    outcome: z.enum(['flagged', 'not_flagged']),
    explanation: words,
    rule: words,
  }),
  z.looseObject({ type: z.literal('skipped') }),
  z.looseObject({ type: z.literal('unavailable') }),
  z.looseObject({ type: z.literal('unsupported') }),
]);

/**
 * What the server made of each call of an answer. Undefined when nothing of the kind came back, as when something on the
 * way has dropped it. Whatever is not understood is `unavailable`.
 */
export function readReviews(
  results: readonly unknown[],
  calls: readonly ToolCall[],
): ReadonlyMap<string, ServerReview> | undefined {
  if (results.length === 0) return undefined;
  const found = results.flatMap((one) => entry.safeParse(one).data ?? []);
  const ids = calls.map(({ id }) => id);
  const [only, ...more] = found;
  const stated = more.length > 0 ? undefined : status.safeParse(only?.status).data;
  return new Map(ids.map((id) => [id, isTwice(id, ids) ? UNAVAILABLE : reviewOf(id, stated)]));
}

const UNAVAILABLE: ServerReview = { status: 'unavailable' };

function reviewOf(id: string, stated: z.infer<typeof status> | undefined): ServerReview {
  if (stated?.type === 'unsupported') return { status: 'unsupported' };
  if (stated?.type !== 'available' || !Object.hasOwn(stated.tool_uses, id)) return UNAVAILABLE;
  const { data } = oneReview.safeParse(stated.tool_uses[id]);
  if (data === undefined) return UNAVAILABLE;
  if (data.type !== 'evaluated') return { status: data.type };
  const { outcome, explanation, rule } = data;
  return { status: 'evaluated', isFlagged: outcome === 'flagged', explanation, rule };
}

/** Two calls of the same id can't be told apart, so that a review of it is of neither. */
function isTwice(id: string, ids: readonly string[]): boolean {
  return ids.indexOf(id) !== ids.lastIndexOf(id);
}
