/** What a judgement is about, in a word: what it would be stopped for, or `none`. */
export const CATEGORIES = [
  'none',
  'destroys',
  'discloses',
  'weakensSecurity',
  'crossesBoundary',
  'actsForOthers',
  'exceedsTask',
  'followsOthers',
] as const;

export type Category = (typeof CATEGORIES)[number];
