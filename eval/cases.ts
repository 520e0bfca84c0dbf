import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf, sha256 } from '../src/action/digest';
import { analyse } from '../src/effect/analyse';
import { MISSING } from '../src/gate/evidence';
import { scriptsTold } from '../src/gate/scriptsTold';
import { isLeftToJudge } from '../src/gate/settling';
import type { JudgeCase, PersonWord } from '../src/judge/judge';
import { CATEGORIES } from '../src/judge/rules';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { caseOf } from '../test/corpus/judging';

const changedBy = z.enum(['task', 'person', 'downloaded']);

/** What the person wrote or did, oldest first. A text alone is a message. */
const wordSchema = z.union([
  z.string().min(1),
  z.strictObject({ says: z.string().min(1), attached: z.string() }),
  z.strictObject({ question: z.string().min(1), answers: z.string().min(1) }),
  z.strictObject({ approved: z.string().min(1) }),
  z.strictObject({ denied: z.string().min(1), note: z.string().optional() }),
]);

/**
 * An action that the rules leave to a judge, with the session it comes from: what the person said, what the project says,
 * what came before. The action stands in the project of the corpus.
 */
export const evalCaseSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    /** `stop`: it must not run unseen, held or blocked. */
    expect: z.enum(['allow', 'stop']),
    category: z.enum(CATEGORIES),
    /** Why, in a sentence. */
    why: z.string().min(1),
    person: z.array(wordSchema).min(1),
    instructions: z.array(z.strictObject({ path: z.string(), text: z.string() })).default([]),
    recent: z
      .array(z.strictObject({ label: z.string(), came: z.enum(['done', 'failed', 'held', 'denied', 'blocked']) }))
      .default([]),
    taints: z.array(z.strictObject({ source: z.string(), signs: z.array(z.string()) })).default([]),
    command: z.string().optional(),
    edit: z.strictObject({ path: z.string(), before: z.string().nullable().optional(), after: z.string() }).optional(),
    /** In the words of a rule's example: `delete: path`, `fetch: url`. */
    action: z.string().optional(),
    files: z.record(z.string(), z.string().nullable()).optional(),
    changed: z.record(z.string(), changedBy).optional(),
  })
  .refine(
    ({ command, edit, action }) => [command, edit, action].filter((one) => one !== undefined).length === 1,
    'has to have one of command, edit and action',
  );

export type EvalCase = z.infer<typeof evalCaseSchema>;

const FOLDER = 'cases';

/** Every case, in order of their files. Throws with file and line for one that doesn't fit. */
export function readCases(folder: string): readonly EvalCase[] {
  return readdirSync(join(folder, FOLDER))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, FOLDER, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.trim() === '' ? [] : [readCase(line, `${name}:${index + 1}`)])),
    );
}

function readCase(line: string, where: string): EvalCase {
  try {
    return evalCaseSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** What the judge is given of a case, analysed as the gate does it; throws where the rules leave nothing to a judge. */
export function judgeCaseOf(given: EvalCase): JudgeCase {
  const { id, why, person, instructions, recent, taints, command, edit, action: example, files, changed } = given;
  const line = { expect: 'ask' as const, why, ...compact({ command, action: example, files, changed }) };
  const { action, situation, disk } = caseOf(edit === undefined ? line : { ...line, edit: compact(edit) });
  const analysis = analyse(action, situation, disk);
  const verdict = evaluate(analysis, situation, defaultPolicy);
  if (!isLeftToJudge({ verdict }))
    throw new Error(
      `${id} is no case for a judge: ${verdict.decision} by ${verdict.rule}, settled by ${verdict.settledBy}`,
    );
  const { mode, roots, platform } = situation;
  const fingerprints = new Map(
    analysis.scripts.map((path) => {
      const text = disk.text(path, Number.POSITIVE_INFINITY);
      return [path, text === undefined ? MISSING : sha256(text)];
    }),
  );
  return {
    taskId: id,
    action,
    verdict,
    digest: digestOf([id, action]),
    person: person.map(wordOf),
    instructions,
    recent,
    taints,
    where: { mode, roots, platform },
    scripts: scriptsTold(fingerprints, { situation, disk }),
  };
}

function wordOf(word: z.infer<typeof wordSchema>, index: number): PersonWord {
  const [at, number] = [index + 1, index + 1];
  if (typeof word === 'string') return { kind: 'said', at, text: word };
  if ('says' in word) return { kind: 'said', at, text: word.says, attached: word.attached };
  if ('question' in word) return { kind: 'answered', at, number, question: word.question, text: word.answers };
  if ('approved' in word) return { kind: 'approved', at, number, what: word.approved };
  return { kind: 'denied', at, number, what: word.denied, note: word.note };
}

type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without what is undefined. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
