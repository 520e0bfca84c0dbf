import { messageOf } from '../action/errorText';
import { oneLine, shorten } from '../action/visibleText';
import { ModelError, type ModelErrorCode } from '../model/modelClient';
import type { AwayCode } from './judge';

/** Why a stage gave no answer. */
export interface Fault {
  readonly why: AwayCode;
  /** For the person. */
  readonly message: string;
  /** How long the server asks to be left alone. */
  readonly askedMs?: number | undefined;
}

const LONGEST_MESSAGE = 400;

export function faultOf(error: unknown): Fault {
  if (!(error instanceof ModelError)) return { why: 'failed', message: shortMessageOf(error) };
  return { why: CODES[error.code], message: MESSAGES[error.code] ?? shortMessageOf(error), askedMs: error.askedMs };
}

const CODES: Readonly<Record<ModelErrorCode, AwayCode>> = {
  noKey: 'notSetUp',
  badKey: 'notSetUp',
  unknownModel: 'notSetUp',
  badSetting: 'notSetUp',
  tooLong: 'tooLong',
  badRequest: 'failed',
  rateLimited: 'rateLimited',
  overloaded: 'overloaded',
  unreachable: 'unreachable',
  brokenStream: 'unreachable',
};

/** What is said otherwise of a judge than of the model that does the work. */
const MESSAGES: Readonly<Partial<Record<ModelErrorCode, string>>> = {
  unknownModel: "The judge's model isn't known there. Choose another in the setting chaperone.judge.model.",
  tooLong: 'The action, with what has to be known of it, is too long for the model that judges.',
};

/** Whether it says that the judge is away. Else it did answer, and the action itself is why there is no opinion. */
export function isOutage(why: AwayCode): boolean {
  return why !== 'refused' && why !== 'tooLong';
}

/** A server's own words may stand in it. */
function shortMessageOf(error: unknown): string {
  return shorten(oneLine(messageOf(error)), LONGEST_MESSAGE);
}
