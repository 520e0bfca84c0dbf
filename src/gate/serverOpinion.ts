import { oneLine, shorten } from '../action/visibleText';
import { isFedWhatItReads } from '../judge/caseText';
import type { Opinion } from '../judge/judge';
import type { ServerReview } from '../model/modelClient';
import type { Verdict } from '../policy/verdict';
import type { Errand } from './journal';
import type { Judged } from './judging';

/** The most of an explanation that is shown. */
const LONGEST = 300;

export function isFlagged(review: ServerReview | undefined): review is Extract<ServerReview, { status: 'evaluated' }> {
  return review?.status === 'evaluated' && review.isFlagged;
}

/**
 * What the review of the model's own server says of an action: undefined where it says nothing that counts. The server
 * knows the call as the model wrote it, and the conversation. What a command finds in the files that it runs, it has not
 * seen, so that it lets none of those pass.
 */
export function serverOpinion(review: ServerReview | undefined, { relied, verdict }: Judged): Opinion | undefined {
  if (review?.status !== 'evaluated') return undefined;
  const opinion = { status: 'decided', by: 'server', stages: [], isRemembered: false } as const;
  if (review.isFlagged)
    return { ...opinion, decision: 'ask', category: ruleOf(review), reason: flaggedBecause(review) };
  if (relied.scripts.length > 0 || isFedWhatItReads(verdict)) return undefined;
  return { ...opinion, decision: 'allow', reason: "The review of the model's server found no danger in it." };
}

/** The verdict on an action that the rules would let pass, but the server has flagged. */
export function flaggedByServer(verdict: Verdict, review: ServerReview): Verdict {
  return {
    ...verdict,
    decision: 'ask',
    rule: 'gate.flagged-by-server',
    layer: 'floor',
    severity: Math.max(verdict.severity, 50),
    settledBy: 'person',
    reason: flaggedBecause(review),
  };
}

/** Without what the model's server made of the call before the person said more; its warning stays one. */
export function unreviewed(errand: Errand): Errand {
  const { serverReview } = errand.proposal;
  return isFlagged(serverReview) ? errand : { ...errand, proposal: { ...errand.proposal, serverReview: undefined } };
}

function flaggedBecause(review: ServerReview): string {
  const explanation = review.status === 'evaluated' ? shown(review.explanation) : undefined;
  return `The review of the model's server flagged it${explanation === undefined ? '.' : `: ${explanation}`}`;
}

function ruleOf({ rule }: Extract<ServerReview, { status: 'evaluated' }>): string | undefined {
  return shown(rule);
}

function shown(text: string | undefined): string | undefined {
  const line = shorten(oneLine(text?.trim() ?? ''), LONGEST);
  return line === '' ? undefined : line;
}
