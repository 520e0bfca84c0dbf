import { scanText } from '../probe/scanText';

/**
 * A text of Chaperone's own that quotes what nobody vouches for, or what is to be told instead where that looks like an
 * attempt to steer the agent: what tools return is looked through by the gate, and what is said about it goes by here.
 */
export function unlessSteering(text: string, instead: string): string {
  return scanText(text, { by: 'network' }).verdict === 'clean' ? text : instead;
}
