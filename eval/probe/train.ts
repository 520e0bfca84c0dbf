import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { featuresOf } from '../../src/probe/learned/features';
import { signsOf } from '../../src/probe/scanText';
import type { TextOrigin } from '../../src/probe/sign';
import { type Example, learn, packed } from './learn';

/** A text of the corpora. */
const probeLine = z.strictObject({
  text: z.string(),
  expect: z.enum(['suspicious', 'clean']),
  language: z.string(),
  from: z.enum(['network', 'workspace', 'task', 'output', 'downloaded', 'person']),
  path: z.string().optional(),
  kind: z.string(),
  why: z.string(),
});
type ProbeLine = z.infer<typeof probeLine>;

const CORPUS = 'test/corpus/probe';
const WEIGHTS = 'src/probe/learned/weights.ts';
/** Longer documents are left out: what they teach is in the others. */
const LONGEST_DOCUMENT = 100_000;

/** The texts of a corpus, or what is wrong with a line and where. */
function readCorpus(name: string): readonly ProbeLine[] {
  const folder = join(CORPUS, name);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          if (line === '') return [];
          const parsed = probeLine.safeParse(JSON.parse(line));
          if (!parsed.success) throw new Error(`${file}:${index + 1}: ${parsed.error.message}`);
          return [parsed.data];
        }),
    );
}

function originOf({ from, path }: Pick<ProbeLine, 'from' | 'path'>): TextOrigin {
  return { by: from === 'workspace' ? 'project' : from, path };
}

function exampleOf(text: string, origin: TextOrigin, isSteering: boolean): Example {
  return { read: featuresOf(text, signsOf(text, origin)), isSteering };
}

/** Documents as people write them, none of which steers anybody: what the project depends on brings thousands. */
function documents(): readonly Example[] {
  const tracked = execFileSync('git', ['ls-files', 'src', 'docs', '*.md'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !path.includes('probe'));
  const installed = readdirSync('node_modules', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|[\\/])(?:readme|changelog|contributing)[^\\/]*\.md$|\.d\.ts$/i.test(path))
    .sort()
    // Declarations are much alike.
    .filter((path, index) => !path.endsWith('.d.ts') || index % 5 === 0)
    .map((path) => join('node_modules', path));
  return [...tracked, ...installed].flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    if (text.length < 100 || text.length > LONGEST_DOCUMENT) return [];
    return [exampleOf(text, { by: 'project', path }, false)];
  });
}

function main(): void {
  const lines = [...readCorpus('dev'), ...readCorpus('training')];
  const examples = lines.map((line) => exampleOf(line.text, originOf(line), line.expect === 'suspicious'));
  const learned = learn([...examples, ...documents()]);
  const { scale, text } = packed(learned);
  writeFileSync(
    WEIGHTS,
    [
      '/** What the texts in `test/corpus/probe` taught, written by `npm run train:probe`. */',
      `export const BIAS = ${learned.bias.toFixed(4)};`,
      `export const SCALE = ${scale.toPrecision(6)};`,
      '/** As `steering.ts` unpacks it. */',
      `export const PACKED =\n  '${text}';`,
      '',
    ].join('\n'),
  );
  process.stdout.write(`Learned from ${lines.length} texts: ${text.length} characters of weights.\n`);
}

main();
