import type { ActionRow } from '../ledger/actionLog';
import type { FoundSign } from '../probe/probe';
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
          `**${t('Suspicious text')}:** ${plainProse(t('Text from {0} looks like an attempt to steer the agent. The agent got it with a warning, and actions that do what it names are held for you.', source))}`,
          ...byExcerpt(signs).flatMap(([excerpt, says]) => [
            plainProse(t('It {0}:', says.join('; '))),
            codeBlock(excerpt, 'text'),
          ]),
        ]),
    ...(masked === 0
      ? []
      : [masked === 1 ? t('1 secret in it was masked.') : t('{0} secrets in it were masked.', masked)]),
  ];
}

/** What the same words were found to do, told once. */
function byExcerpt(signs: readonly FoundSign[]): readonly (readonly [excerpt: string, says: readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { excerpt, says } of signs) {
    const group = groups.get(excerpt);
    if (group === undefined) groups.set(excerpt, [says]);
    else if (!group.includes(says)) group.push(says);
  }
  return [...groups];
}
