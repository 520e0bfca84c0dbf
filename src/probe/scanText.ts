import { decodeParts } from './decode';
import { shownByTerminal } from './escapes';
import { type Heard, keepHeard } from './learned/features';
import { type Steering, steeringIn } from './learned/steering';
import type { Found, TextOrigin as Origin, Sign } from './sign';
import { readPhrases } from './signs/phrases';
import { readMarks } from './signs/readMarks';
import { readUnseen } from './signs/unseen';
import { HIDDEN_FACTOR, type Place, placeOf, Standings } from './standing';

export type TextOrigin = Origin;

export interface Scan {
  readonly verdict: 'clean' | 'suspicious';
  /** Suspicious, and enough of it is neither quoted nor described: no model need be asked. */
  readonly isPlain: boolean;
  /** Clean as far as can be told here, but near enough that a model should look, where there is one. */
  readonly isDoubtful: boolean;
  readonly signs: readonly Sign[];
}

/** What is longer is looked at in its beginning and its end. */
const LONGEST = 1_000_000;
/** Where a text has more, the heaviest are told. */
export const MOST_SIGNS = 50;
/** Signs that stand so near one another, in UTF-16 units, count together. */
const PASSAGE = 420;
const MOST_IN_PASSAGE = 60;
/** A passage whose signs weigh so much is one, whatever stands around. */
const HEAVY = 10;
/** So much is looked at by a model, where there is one, unless the words plainly read otherwise. */
const PLAIN = 11;
const READS_OTHERWISE = -1;
/** What everybody knows, and so much of it, makes a text suspicious unless its words read far otherwise. */
const WELL_KNOWN = new Set(['override', 'authority']);
const PLAINLY_SAID = 9;
const READS_FAR_OTHERWISE = -3;
/** Log odds with their share of the peak's: from here a text is suspicious. */
const SUSPICIOUS = 2.7;
/** From here one may be: a model is asked, where there is one. */
const DOUBTFUL = -0.5;
/** A sign that weighs so much can be told to a model. */
const NAMEABLE = 1;
/** The few words that do most count by themselves, so that harmless ones around them don't speak for them. */
const SHARE_OF_PEAK = 0.5;
/** Shown before signs that weigh less, and after those that say more. */
const WEIGHT_OF_READING = 5;
const READS_SO_SAYS = 'reads like an attempt to steer whoever works with it';
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
  if (content.length <= LONGEST) return conclude([lookThrough(content, origin)]);
  const half = LONGEST / 2;
  const tail = content.length - half;
  const unknown = {
    id: 'too-long',
    says: TOO_LONG_SAYS,
    start: half,
    end: tail,
    text: '',
    weight: 0,
    isQuoted: true,
    isCited: true,
  };
  return conclude([
    lookThrough(content.slice(0, half), origin),
    { ...WITHOUT_WORDS, signs: [unknown] },
    movedBy(tail, lookThrough(content.slice(tail), origin)),
  ]);
}

const WITHOUT_WORDS = { odds: Number.NEGATIVE_INFINITY, peak: Number.NEGATIVE_INFINITY };

/** What was found in a text, or in a part of a long one. */
interface LookedThrough {
  /** In their order. */
  readonly signs: readonly Weighed[];
  /** How it reads, as log odds: where it reads most like an attempt, and the few words there that do most. */
  readonly odds: number;
  readonly peak: number;
}

function lookThrough(text: string, origin: TextOrigin): LookedThrough {
  const read = readSigns(text, origin);
  const { signs, standings } = read;
  const steering = readingOf(text, read);
  if (steering === undefined) return { signs, ...WITHOUT_WORDS };
  const { odds, peak, start, end } = steering;
  if (scoreOfWords(odds, peak) < DOUBTFUL) return { signs, odds, peak };
  const found = { id: 'reads-so', says: READS_SO_SAYS, start, end, weight: WEIGHT_OF_READING };
  const { isQuoted, isCited } = standings.of(found);
  const sign = { ...found, text: text.slice(start, Math.min(end, start + 200)), isQuoted, isCited };
  return { signs: [...signs, sign].toSorted((a, b) => a.start - b.start), odds, peak };
}

/** What the project keeps as data to test with is nothing that it says: at most a model is asked. */
const MOST_OF_TESTS = 0;

function readingOf(text: string, read: SignsRead): Steering | undefined {
  const steering = steeringIn(text, read);
  const { isTest, isSource } = read.place;
  if (steering === undefined || !isTest || isSource) return steering;
  const { odds, peak } = steering;
  return { ...steering, odds: Math.min(odds, MOST_OF_TESTS), peak: Math.min(peak, MOST_OF_TESTS) };
}

function scoreOfWords(odds: number, peak: number): number {
  return odds + SHARE_OF_PEAK * peak;
}

function movedBy(distance: number, { signs, ...reads }: LookedThrough): LookedThrough {
  const moved = signs.map((sign) => ({ ...sign, start: sign.start + distance, end: sign.end + distance }));
  return { signs: moved, ...reads };
}

interface Weighed extends Sign {
  readonly isQuoted: boolean;
  readonly isCited: boolean;
}

/** What a score can be learned from, beside the text itself. */
export interface SignsRead {
  readonly signs: readonly Weighed[];
  readonly standings: Standings;
  readonly heard: Heard;
  readonly place: Place;
}

/** The signs of a text by its words and marks alone, in their order and as they weigh where they stand. */
export function readSigns(text: string, origin: TextOrigin): SignsRead {
  const place = placeOf(origin);
  const { heard, listen } = keepHeard();
  const { found, about, known, hasCipher } = readPhrases(text, listen);
  const all = [...found, ...readMarks(text), ...readUnseen(text), ...readDecoded(text, hasCipher, 0)];
  const standings = new Standings(text, place, about, known === 0 ? 0 : about.length / known);
  const inOrder = all.toSorted((a, b) => a.start - b.start);
  let weighed = 0;
  const signs = inOrder.map((one, index) => {
    const { id, says, start, end, weight } = one;
    const found = { id, says, start, end, text: text.slice(start, Math.min(end, start + 200)) };
    // Where next to nothing is found, its place makes no difference; where very much is, none of it is excused.
    const isWorthIt = weighed < MOST_WEIGHED && around(inOrder, index) >= HEAVY / HIDDEN_FACTOR;
    if (!isWorthIt) return { ...found, weight, isQuoted: false, isCited: false };
    weighed++;
    const { factor, isQuoted, isCited } = standings.of(one);
    return { ...found, weight: weight * factor, isQuoted, isCited };
  });
  return { signs, standings, heard, place };
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
  const shown = depth === 0 ? shownByTerminal(text) : undefined;
  const whole = shown === undefined ? [] : [{ text: shown, start: 0, end: text.length }];
  return [...decodeParts(text, hasCipher), ...whole].flatMap(({ text: decoded, start, end }) => {
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

/** What the texts it was learned from say of a text, and what its signs weigh, together. */
function conclude(parts: readonly LookedThrough[]): Scan {
  const score = Math.max(...parts.map(scoreOf));
  const isSuspicious = score >= SUSPICIOUS;
  const isPlain = isSuspicious && Math.max(...parts.map(plainScoreOf)) >= SUSPICIOUS;
  const all = parts.flatMap((part) => part.signs);
  const signs = all
    .filter((sign) => isSign(sign) || !all.some((other) => saysMore(other, sign)))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_SIGNS)
    .toSorted((a, b) => a.start - b.start)
    .map(({ isQuoted: _, isCited: __, ...sign }) => sign);
  return {
    verdict: isSuspicious ? 'suspicious' : 'clean',
    isPlain,
    // A model is asked about what can be named, not about a feeling.
    isDoubtful: !isSuspicious && score >= DOUBTFUL && signs.some((sign) => isSign(sign) && sign.weight >= NAMEABLE),
    signs,
  };
}

function scoreOf({ signs, odds, peak }: LookedThrough): number {
  return scoreWith(odds, peak, signs.filter(isSign));
}

function scoreWith(odds: number, peak: number, signs: readonly Weighed[]): number {
  const weight = heaviest(signs);
  const score = scoreOfWords(odds, peak);
  // Harmless words around plain signs, or around what is hidden and encoded, must not speak for a text.
  const isSaid = signs.some(({ id, weight, isCited }) => WELL_KNOWN.has(id) && weight >= PLAINLY_SAID && !isCited);
  if ((isSaid && score >= READS_FAR_OTHERWISE) || heaviest(signs.filter(isConcealed)) >= HEAVY)
    return Math.max(SUSPICIOUS, score);
  return weight >= PLAIN && peak >= READS_OTHERWISE ? Math.max(DOUBTFUL, score) : score;
}

/** As far as it is neither quoted nor described. */
function plainScoreOf({ signs, odds, peak }: LookedThrough): number {
  const whole = signs.find((sign) => !isSign(sign));
  const within = signs.filter(
    (sign) => isSign(sign) && sign.start < (whole?.end ?? 0) && sign.end > (whole?.start ?? 0),
  );
  const isQuoted = whole?.isQuoted === true || (within.length > 0 && within.every((sign) => sign.isQuoted));
  const plain = signs.filter((sign) => isSign(sign) && !sign.isQuoted);
  return scoreWith(isQuoted ? Math.min(odds, 0) : odds, isQuoted ? Math.min(peak, 0) : peak, plain);
}

/** Whether a sign names what another only reads like. */
function saysMore(sign: Sign, reading: Sign): boolean {
  const isThere = sign.start < reading.end && reading.start < sign.end;
  return isThere && isSign(sign) && sign.weight > WEIGHT_OF_READING;
}

function isConcealed({ id }: Sign): boolean {
  return id === 'encoded' || id === 'invisible' || id === 'image-leak';
}

function isSign({ id }: Sign): boolean {
  return id !== 'reads-so';
}

/** What the signs of one passage weigh together, where they weigh most: in a long text, some are found of every kind. */
function heaviest(inOrder: readonly Sign[]): number {
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
  const kinds: string[] = [];
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (const { id, weight } of signs) {
    const kind = kinds.indexOf(id);
    const first = firsts[kind] ?? 0;
    if (kind < 0) {
      kinds.push(id);
      firsts.push(Math.max(0, weight));
      seconds.push(0);
    } else if (weight > first) {
      firsts[kind] = weight;
      seconds[kind] = first;
    } else seconds[kind] = Math.max(seconds[kind] ?? 0, weight);
  }
  let sum = 0;
  let speaking = 0;
  let harmful = 0;
  for (const [kind, id] of kinds.entries()) {
    const weight = (firsts[kind] ?? 0) + AGAIN * (seconds[kind] ?? 0);
    sum += weight;
    if (SPEAKING.has(id)) speaking = Math.max(speaking, weight);
    if (HARMFUL.has(id)) harmful = Math.max(harmful, weight);
  }
  return speaking >= 3 && harmful >= 2 ? sum + TOGETHER : sum;
}
