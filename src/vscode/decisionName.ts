import { assertNever } from '../action/action';
import type { Decision } from '../policy/verdict';
import type { Translate } from './translate';

export function decisionName(decision: Decision, t: Translate): string {
  switch (decision) {
    case 'allow':
      return t('allow');
    case 'ask':
      return t('ask');
    case 'block':
      return t('block');
    default:
      return assertNever(decision);
  }
}
