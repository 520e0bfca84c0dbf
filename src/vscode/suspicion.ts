import type { ActionRow } from '../ledger/actionLog';
import { codeBlock, plainProse } from './markdown';
import type { Translate } from './translate';

/** Whether what an action returned looked like an attempt to steer the agent. */
export function isSuspicious({ probed }: Pick<ActionRow, 'probed'>): boolean {
  return (probed?.signs.length ?? 0) > 0;
}

/** What was found in what an action returned, with the text around it as code that nothing in it can leave. */
export function explainSuspicion({ probed }: ActionRow, t: Translate): readonly string[] {
  if (probed === undefined) return [];
  const { signs, masked, source } = probed;
  return [
    ...(signs.length === 0
      ? []
      : [
          `**${t('Suspicious text')}:** ${plainProse(t('{0} looks like an attempt to steer the agent. It was given to the agent fenced and with a warning, and what it named is held until you want it.', source))}`,
          ...signs.flatMap(({ says, excerpt }) => [plainProse(t('It {0}:', says)), codeBlock(excerpt, 'text')]),
        ]),
    ...(masked === 0
      ? []
      : [masked === 1 ? t('1 secret in it was masked.') : t('{0} secrets in it were masked.', masked)]),
  ];
}
