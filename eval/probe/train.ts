import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featuresOf } from '../../src/probe/learned/features';
import { readSigns } from '../../src/probe/scanText';
import type { TextOrigin } from '../../src/probe/sign';
import { originOf, readProbeTexts } from '../../test/corpus/probeTexts';
import { type Example, learn, packed } from './learn';

const CORPUS = 'test/corpus/probe';
const WEIGHTS = 'src/probe/learned/weights.ts';
/** Longer documents are left out: what they teach is in the others. */
const LONGEST_DOCUMENT = 100_000;

function exampleOf(text: string, origin: TextOrigin, isSteering: boolean): Example {
  const { signs, heard } = readSigns(text, origin);
  return { read: featuresOf(text, signs, heard), isSteering };
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
  const texts = ['dev', 'training'].flatMap((name) => readProbeTexts(join(CORPUS, name)));
  const examples = texts.map(({ line }) => exampleOf(line.text, originOf(line), line.expect === 'suspicious'));
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
  process.stdout.write(`Learned from ${texts.length} texts: ${text.length} characters of weights.\n`);
}

main();
