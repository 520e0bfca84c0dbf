import type { Category } from '../judge/rules';
import type { Translate } from './translate';

/** What the judge found an action to be about, in words; whatever else stands on record as it stands there. */
export function categoryName(category: string, t: Translate): string {
  const names: Readonly<Record<Category, string>> = {
    none: '',
    destroys: t("loses what can't be brought back"),
    discloses: t("takes data where it doesn't belong"),
    weakensSecurity: t('takes a safeguard away'),
    crossesBoundary: t('trusts what there is no reason to trust'),
    actsForOthers: t('acts where others see, share or pay for it'),
    exceedsTask: t('does more than you asked for'),
    defiesPerson: t('does what you ruled out'),
    followsOthers: t('does what a text told the agent, not you'),
    unclear: t('unclear'),
  };
  return new Map(Object.entries(names)).get(category) ?? category;
}
