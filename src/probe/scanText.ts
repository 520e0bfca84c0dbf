import { decodeParts } from './decode';
import type { Found, TextOrigin as Origin, Sign } from './sign';
import { readPhrases } from './signs/phrases';
import { readMarks } from './signs/readMarks';
import { readUnseen } from './signs/unseen';
import { HIDDEN_FACTOR, placeOf, Standings } from './standing';

export type TextOrigin = Origin;

export interface Scan {
  readonly verdict: 'clean' | 'suspicious';
  /** Suspicious, and enough of it is neither quoted nor described: no model need be asked. */
  readonly isPlain: boolean;
  readonly signs: readonly Sign[];
}

/** What is longer is looked at in its beginning and its end. */
const LONGEST = 1_000_000;
const MOST_SIGNS = 50;
/** Signs that stand so near one another, in UTF-16 units, count together. */
const PASSAGE = 420;
const MOST_IN_PASSAGE = 60;
const SUSPICIOUS = 10;
/** A second sign of one kind counts for so much of its weight. */
const AGAIN = 0.3;
/** What is decoded must be this much of a suspicion by itself: code is full of runs that decode to some words. */
const WORTH_DECODING = 8;
/** So many signs of one text are looked at by their place. */
const MOST_WEIGHED = 600;
/** Speaking to an agent and asking for harm, both: more than each by itself. */
const TOGETHER = 3;
const TOO_LONG_SAYS = 'is too long to be looked through, so its middle is not known';

const SPEAKING = new Set([
  'addressed',
  'ordered',
  'reader-command',
  'system-notice',
  'fake-turn',
  'fake-result',
  'new-task',
  'before',
  'threat',
]);
const HARMFUL = new Set([
  'remote-code',
  'leak-command',
  'exfiltration',
  'destroy',
  'guard',
  'secrecy',
  'persist',
  'authority',
  'verdict',
  'reveal',
  'override',
  'answer',
  'fetch-and-follow',
]);

/** Looks for signs of injection in what a tool returned. Deterministic, and linear in the length of the text. */
export function scanText(content: string, origin: TextOrigin): Scan {
  if (content.length <= LONGEST) return conclude(readWhole(content, origin));
  const half = LONGEST / 2;
  const tail = content.length - half;
  const signs = [
    ...readWhole(content.slice(0, half), origin),
    { id: 'too-long', says: TOO_LONG_SAYS, start: half, end: tail, text: '', weight: 0, isQuoted: true },
    ...readWhole(content.slice(tail), origin).map((sign) => ({
      ...sign,
      start: sign.start + tail,
      end: sign.end + tail,
    })),
  ];
  return conclude(signs);
}

interface Weighed extends Sign {
  readonly isQuoted: boolean;
}

function readWhole(text: string, origin: TextOrigin): readonly Weighed[] {
  const place = placeOf(origin);
  const { found, about, known, hasCipher } = readPhrases(text);
  const all = [...found, ...readMarks(text), ...readUnseen(text), ...readDecoded(text, hasCipher, 0)];
  if (all.length === 0) return [];
  const standings = new Standings(text, place, about, known === 0 ? 0 : about.length / known);
  const inOrder = all.toSorted((a, b) => a.start - b.start);
  let weighed = 0;
  return inOrder.map((one, index) => {
    const { id, says, start, end, weight } = one;
    const found = { id, says, start, end, text: text.slice(start, Math.min(end, start + 200)) };
    // Where next to nothing is found, its place makes no difference; where very much is, none of it is excused.
    const isWorthIt = weighed < MOST_WEIGHED && around(inOrder, index) >= SUSPICIOUS / HIDDEN_FACTOR;
    if (!isWorthIt) return { ...found, weight, isQuoted: false };
    weighed++;
    const { factor, isQuoted } = standings.of(one);
    return { ...found, weight: weight * factor, isQuoted };
  });
}

/** What the signs near one weigh, before it is known where they stand. */
function around(inOrder: readonly Found[], index: number): number {
  const start = inOrder[index]?.start ?? 0;
  let sum = 0;
  for (let at = index; at >= 0 && (inOrder[at]?.start ?? 0) >= start - PASSAGE && index - at < 30; at--)
    sum += inOrder[at]?.weight ?? 0;
  for (let at = index + 1; at < inOrder.length && (inOrder[at]?.start ?? 0) <= start + PASSAGE && at - index < 30; at++)
    sum += inOrder[at]?.weight ?? 0;
  return sum + TOGETHER;
}

/** What stands encoded, as one sign for each part that decodes to some. */
function readDecoded(text: string, hasCipher: boolean, depth: number): readonly Found[] {
  return decodeParts(text, hasCipher).flatMap(({ text: decoded, start, end }) => {
    const phrases = readPhrases(decoded);
    const signs = [...phrases.found, ...readMarks(decoded)];
    const inner = depth < 1 ? readDecoded(decoded, phrases.hasCipher, depth + 1) : [];
    const weight = total([...signs, ...inner]);
    if (weight < WORTH_DECODING) return [];
    return [
      {
        id: 'encoded',
        says: `has encoded text that ${signs[0]?.says ?? 'tries to steer its reader'}`,
        weight: weight + 2,
        start,
        end,
        isHidden: true,
      },
    ];
  });
}

function conclude(weighed: readonly Weighed[]): Scan {
  const inOrder = weighed.toSorted((a, b) => a.start - b.start);
  const isSuspicious = heaviest(inOrder) >= SUSPICIOUS;
  const isPlain = isSuspicious && heaviest(inOrder.filter(({ isQuoted }) => !isQuoted)) >= SUSPICIOUS;
  const signs = inOrder
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_SIGNS)
    .toSorted((a, b) => a.start - b.start)
    .map(({ isQuoted: _, ...sign }) => sign);
  return { verdict: isSuspicious ? 'suspicious' : 'clean', isPlain, signs };
}

/** What the signs of one passage weigh together, where they weigh most: in a long text, some are found of every kind. */
function heaviest(inOrder: readonly Weighed[]): number {
  let most = 0;
  let to = 0;
  for (const [from, { start }] of inOrder.entries()) {
    while (to < inOrder.length && (inOrder[to]?.start ?? 0) <= start + PASSAGE) to++;
    if (from > 0 && inOrder[from - 1]?.start === start) continue;
    most = Math.max(most, total(inOrder.slice(from, Math.min(to, from + MOST_IN_PASSAGE))));
  }
  return most;
}

/** The strongest sign of each kind, a little of its second, and more for speaking to an agent and asking for harm. */
function total(signs: readonly { readonly id: string; readonly weight: number }[]): number {
  const kinds = new Map<string, [number, number]>();
  for (const { id, weight } of signs) {
    const [first, second] = kinds.get(id) ?? [0, 0];
    kinds.set(id, weight > first ? [weight, first] : [first, Math.max(second, weight)]);
  }
  let sum = 0;
  let speaking = 0;
  let harmful = 0;
  for (const [id, [first, second]] of kinds) {
    const weight = first + AGAIN * second;
    sum += weight;
    if (SPEAKING.has(id)) speaking = Math.max(speaking, weight);
    if (HARMFUL.has(id)) harmful = Math.max(harmful, weight);
  }
  return speaking >= 3 && harmful >= 2 ? sum + TOGETHER : sum;
}
