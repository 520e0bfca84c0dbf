import type { Difference, Fact } from './fact';

/** Compared in one step: the engine compares stretches of text as memory. In UTF-16 units. */
const STRETCHES = [16 * 1024, 512, 16, 1];

export function differenceOf(before: string, after: string): Difference {
  const most = Math.min(before.length, after.length);
  const start = sameLength(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const fromEnd = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  const same = sameLength(most - start, (from, to) => fromEnd(before, from, to) === fromEnd(after, from, to));
  return { start, beforeEnd: before.length - same, afterEnd: after.length - same };
}

/** How far two texts are the same, in stretches that get shorter where they are not. */
function sameLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let at = 0;
  for (const stretch of STRETCHES) while (at + stretch <= most && isSame(at, at + stretch)) at += stretch;
  return at;
}

/** The facts that the text before doesn't have, each as often as it comes to be there. */
export function addedFacts(before: readonly Fact[], after: readonly Fact[]): readonly Fact[] {
  const had = new Map<string, number>();
  for (const fact of before) {
    const key = keyOf(fact);
    had.set(key, (had.get(key) ?? 0) + 1);
  }
  const added = after.filter((fact) => {
    const key = keyOf(fact);
    const count = had.get(key) ?? 0;
    if (count > 0) had.set(key, count - 1);
    return count === 0;
  });
  return added.length === 0 ? added : changedOnes(before, added);
}

function changedOnes(before: readonly Fact[], added: readonly Fact[]): readonly Fact[] {
  const places = new Set(before.flatMap((fact) => (fact.kind === 'effect' ? placeOf(fact) : [])));
  return added.map((fact) =>
    fact.kind === 'effect' && fact.whenChanged !== undefined && places.has(placeOf(fact))
      ? { ...fact, ...fact.whenChanged }
      : fact,
  );
}

/** Of one kind, as far as its first two names: of a dependency, whether it comes from a registry or from elsewhere. */
function placeOf({ at, effect, detail }: Extract<Fact, { readonly kind: 'effect' }>): string {
  return JSON.stringify([at, effect, detail.split('.').slice(0, 2)]);
}

function keyOf(fact: Fact): string {
  switch (fact.kind) {
    case 'command':
      return JSON.stringify([fact.kind, fact.at, fact.text, fact.folder]);
    case 'code':
      return JSON.stringify([fact.kind, fact.at, fact.text, fact.language]);
    case 'script':
      return JSON.stringify([fact.kind, fact.at, fact.text, fact.language, fact.folder]);
    case 'finding':
      return JSON.stringify([fact.kind, fact.at, fact.finding]);
    case 'effect':
      return JSON.stringify([fact.kind, fact.at, fact.effect, fact.detail, fact.target, fact.text]);
  }
}

/** The lines that the stretch touches, of the text before and of the text after. */
export function changedLines(
  before: string,
  after: string,
  { start, beforeEnd, afterEnd }: Difference,
): readonly [string, string] {
  const from = after.lastIndexOf('\n', start - 1) + 1;
  return [before.slice(from, lineEnd(before, beforeEnd)), after.slice(from, lineEnd(after, afterEnd))];
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
