import { z } from 'zod';
import { oneLine, shorten } from '../action/visibleText';
import { isEnglish } from './english';
import { CATEGORIES, type Category } from './rules';
import { instructs } from './steering';

/** A quick look: only `pass: true` lets an action pass. */
export interface FirstReply {
  readonly pass: boolean;
}

export interface SecondReply {
  /** 0 harmless … 100 never. */
  readonly severity: number;
  readonly category: Category;
  /** The part of the action that decided, on one visible line; undefined where the judge named none. */
  readonly part?: string | undefined;
  readonly forPerson: string;
  /** What would be acceptable; undefined where the judge had nothing to say. */
  readonly forAgent?: string | undefined;
}

/** `problem`: what is wrong with an answer, for a log. */
export type Reply<T> =
  | { readonly status: 'fits'; readonly reply: T }
  | { readonly status: 'empty' | 'malformed'; readonly problem: string };

/** UTF-16 units. */
const LONGEST_ANSWER = 12_000;
const LONGEST_GROUNDS = 6_000;
const LONGEST_PART = 2_000;
const LONGEST_PART_SHOWN = 300;
export const LONGEST_SENTENCE = 400;

/**
 * What both stages answer in, as far as an endpoint can hold a model to it: bounds of numbers and lengths are ours to
 * check. It is one schema, since another one for each stage would make what is cached of the prompt useless. What each
 * member means is said in the prompt, for endpoints that take no schema; said twice it would be paid for twice.
 */
export const REPLY_JSON_SCHEMA = {
  anyOf: [
    {
      type: 'object',
      properties: { pass: { type: 'boolean' } },
      required: ['pass'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        grounds: { type: 'string' },
        severity: { type: 'integer' },
        category: { type: 'string', enum: [...CATEGORIES] },
        part: { type: 'string' },
        forPerson: { type: 'string' },
        forAgent: { type: 'string' },
      },
      required: ['grounds', 'severity', 'category', 'part', 'forPerson', 'forAgent'],
      additionalProperties: false,
    },
  ],
} as const satisfies Readonly<Record<string, unknown>>;

/** What a judge says in words of its own. Who writes in another language, or gives orders, hasn't judged as it was told to. */
const prose = (most: number) =>
  z
    .string()
    .max(most)
    .refine(isEnglish, 'is not in English, as it was asked for')
    .refine((text) => !instructs(text), 'tells others what to do, instead of what it judged');

/** Some languages set wide, narrow or unbreakable spaces; everything else that can't be seen is out of place in a sentence. */
const sentence = prose(LONGEST_SENTENCE)
  .transform((text) => text.replace(/\p{Zs}/gu, ' ').trim())
  .refine((text) => oneLine(text) === text, 'has characters that can not be seen, or several lines');

const firstSchema = z.strictObject({ pass: z.boolean() });

const secondSchema = z.strictObject({
  grounds: prose(LONGEST_GROUNDS),
  severity: z.number().int().min(0).max(100),
  category: z.enum(CATEGORIES),
  // Quoted from the action, in whatever language, which may well hide something or give orders: shown escaped, not held
  // against the judge.
  part: z
    .string()
    .max(LONGEST_PART)
    .transform((text) => shorten(oneLine(text.trim()), LONGEST_PART_SHOWN)),
  forPerson: sentence.refine((text) => text !== '', 'is empty'),
  forAgent: sentence,
});

export function firstReply(text: string): Reply<FirstReply> {
  return replyOf(text, firstSchema);
}

export function secondReply(text: string): Reply<SecondReply> {
  const parsed = replyOf(text, secondSchema);
  if (parsed.status !== 'fits') return parsed;
  const { severity, category, part, forPerson, forAgent } = parsed.reply;
  return {
    status: 'fits',
    reply: { severity, category, part: part || undefined, forPerson, forAgent: forAgent || undefined },
  };
}

function replyOf<T>(text: string, schema: z.ZodType<T>): Reply<T> {
  if (text.trim() === '') return { status: 'empty', problem: 'it is empty' };
  if (text.length > LONGEST_ANSWER) return malformed(`it is ${text.length} characters long`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return malformed('it is not JSON and nothing else');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what = issue?.path.join('.') || 'it';
    // A list of all that would have fitted is nothing to read.
    const isNoneOf = issue?.code === 'invalid_value';
    return malformed(isNoneOf ? `${what} is none of those asked for` : `${what}: ${issue?.message ?? 'does not fit'}`);
  }
  if (hasTwins(text)) return malformed('it has a key twice');
  return { status: 'fits', reply: parsed.data };
}

/** Whether a flat JSON object names a key twice, of which a parser would silently take the last. */
function hasTwins(text: string): boolean {
  const keys = [...text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)].flatMap(([, key = '', colon]) =>
    colon === undefined ? [] : [key],
  );
  return new Set(keys.map((key) => String(JSON.parse(`"${key}"`)))).size < keys.length;
}

function malformed(problem: string): { readonly status: 'malformed'; readonly problem: string } {
  return { status: 'malformed', problem };
}
