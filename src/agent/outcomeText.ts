import type { Action } from '../action/action';
import type { Outcome } from '../gate/door';
import type { Refused } from '../gate/refusals';
import { oneLine, sentence } from './lines';
import { unlessSteering } from './unlessSteering';

type Held = Extract<Outcome, { readonly status: 'held' }>;
type Blocked = Extract<Outcome, { readonly status: 'blocked' }>;

/** What came of a call, as its result tells the model. */
export function outcomeText(action: Action, outcome: Outcome): string {
  switch (outcome.status) {
    case 'done':
      return outcome.result.text;
    case 'held':
      return action.kind === 'question'
        ? `Your question waits for the person as #${outcome.number}. ${GO_ON}`
        : `Held as #${outcome.number}: ${reasonOf(outcome)}${judged(outcome)} ${GO_ON}`;
    case 'blocked':
      return outcome.before === undefined
        ? `Blocked: ${reasonOf(outcome)}${safer(outcome.verdict.saferWay)} ${adviceOf(outcome)}`
        : `Blocked: ${sameEnd(outcome.before)} ${STAYS}`;
    case 'stopped':
      return 'Stopped by the person before it was done.';
  }
}

const GO_ON = "Go on with what doesn't depend on it; the outcome will be told to you.";

/** What the agent is told of an end that was refused, wherever it is told of it. */
export const SAME_ACTION =
  'The same end by another program, script, encoding or tool, or in smaller steps, counts as the same action.';

const STAYS = `${SAME_ACTION} It stays refused until the person says something new: go on with other work, and say in your summary what is missing. Where you think that the person wants it after all, ask with ask_user.`;

/** A reason quotes what stands in scripts and is called by names of files: the agent reads it as it may read those. */
function reasonOf({ verdict: { reason, rule } }: Held | Blocked): string {
  return unlessSteering(
    sentence(reason),
    `A rule stopped it (${rule}). What it says quotes text that seems to speak to you.`,
  );
}

/** What a judge made of a held action. One that could not be asked has said nothing against it. */
function judged({ verdict, review }: Held): string {
  if (review === undefined) return safer(verdict.saferWay);
  if (review.status === 'away') {
    return `${safer(verdict.saferWay)} The judge could not be asked (${oneLine(review.message)}), so it waits for the person. Nobody has refused it.`;
  }
  const why = unlessSteering(` The judge leaves it to the person: ${sentence(oneLine(review.reason, 500))}`, '');
  return `${why}${safer(review.saferWay ?? verdict.saferWay)}`;
}

function sameEnd({ by, label, reason, number }: Refused): string {
  const who = by === 'person' ? 'the person denied' : by === 'judge' ? 'the judge refused' : 'a rule blocked';
  const which = number === undefined ? '' : `#${number}, `;
  const what = `${which}${unlessSteering(oneLine(label), 'an action of yours')}`;
  const why = unlessSteering(`: ${sentence(oneLine(reason, 500))}`, '.');
  return `this reaches for the same end as what ${who} before (${what})${why}`;
}

function adviceOf({ verdict: { rule } }: Blocked): string {
  // Nobody minds what can't be carried out here: other tools may do as well.
  return rule === 'floor.unavailable'
    ? 'Use other tools where they will do.'
    : `Don't try to reach the same end another way. ${SAME_ACTION} Go on with other work.`;
}

function safer(way: string | undefined): string {
  return way === undefined ? '' : unlessSteering(` Safer: ${sentence(oneLine(way, 1000))}`, '');
}
