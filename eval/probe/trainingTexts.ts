import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextOrigin } from '../../src/probe/sign';
import {
  alternativesOf,
  originOf,
  type ProbeText,
  readProbeTexts,
  withAlternatives,
} from '../../test/corpus/probeTexts';

/** What the scan is taught with. */
export interface TrainingText {
  readonly text: string;
  readonly origin: TextOrigin;
  readonly isSteering: boolean;
}

const CORPUS = 'test/corpus/probe';
/** Longer documents are left out: what they teach is in the others. */
const LONGEST_DOCUMENT = 100_000;
const MOST_LINES = 6;
const ORIGINS = ['project', 'task', 'network', 'output', 'downloaded'] as const;
/** A text that has alternatives stands for one with every so many of them, and for so many at least. */
const ALTERNATIVES_A_VARIANT = 6;
const LEAST_VARIANTS = 2;
/** Short texts are there once more in other lines, and within a document: that changes nothing of them. So many are. */
const REWRAPPED = 0.4;
const PLANTED = 0.3;
/** Longer ones have surroundings and lines of their own. */
const LONGEST_SHORT = 250;
const LINE_MARKS = ['', '', ' * ', '// ', '# ', '> ', '    '] as const;

/**
 * The texts of the corpus in their variants, and documents as people write them, none of which steers anybody: what the
 * project depends on brings thousands, and so do the folders that are named. `random` gives numbers from 0 up to 1.
 */
export function trainingTexts(folders: readonly string[], random: () => number): readonly TrainingText[] {
  const written = documents(folders);
  // What has been told wrong once counts for more.
  const lines = ['dev', 'dev', 'dev', 'training'].flatMap((name) =>
    readProbeTexts(join(CORPUS, name)).map(({ line }) => line),
  );
  const told = lines.flatMap((line) => {
    const origin = originOf(line);
    const isSteering = line.expect === 'suspicious';
    return variantsOf(line, written, random).map((text) => ({ text, origin, isSteering }));
  });
  const ordinary = written.flatMap(({ text, path }) => {
    // What a document says steers nobody wherever it comes from.
    const origin: TextOrigin = { by: oneOf(ORIGINS, random), path };
    return [text, someLines(text, random)].map((part) => ({ text: part, origin, isSteering: false }));
  });
  return [...told, ...ordinary];
}

function variantsOf(line: ProbeText, around: readonly Document[], random: () => number): readonly string[] {
  const alternatives = alternativesOf(line.text);
  const variants = Math.max(LEAST_VARIANTS, Math.round(alternatives / ALTERNATIVES_A_VARIANT));
  const texts = Array.from({ length: alternatives === 0 ? 1 : variants }, () => withAlternatives(line.text, random));
  return texts.flatMap((text) => {
    const made = [text];
    if (text.length > LONGEST_SHORT) return made;
    if (random() < REWRAPPED) made.push(rewrapped(text, random));
    if (random() < PLANTED) {
      const [before, after] = [oneOf(around, random), oneOf(around, random)];
      made.push(`${someLines(before.text, random)}\n\n${text}\n\n${someLines(after.text, random)}`);
    }
    return made;
  });
}

/** The same words, broken into other lines as comments and quotations break them. */
function rewrapped(text: string, random: () => number): string {
  const share = random() < 0.5 ? 0.1 : 1;
  const mark = oneOf(LINE_MARKS, random);
  return text.replaceAll(' ', () => (random() < share ? `\n${mark}` : ' '));
}

/** A few lines, as a search finds them or a command prints them. */
function someLines(text: string, random: () => number): string {
  const lines = text.split('\n');
  const from = Math.floor(random() * lines.length);
  return lines.slice(from, from + 1 + Math.floor(random() * MOST_LINES)).join('\n');
}

interface Document {
  readonly path: string;
  readonly text: string;
}

function documents(folders: readonly string[]): readonly Document[] {
  const tracked = execFileSync('git', ['ls-files', 'src', 'docs', 'package.json', '*.md'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !path.includes('probe'));
  const installed = filesIn('node_modules')
    .filter((path) => /(?:^|[\\/])(?:readme|changelog|contributing)[^\\/]*\.md$|\.d\.ts$/i.test(path))
    // Declarations are much alike.
    .filter((path, index) => !path.endsWith('.d.ts') || index % 5 === 0);
  return [...tracked, ...installed, ...folders.flatMap(filesIn)]
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.length >= 100 && text.length <= LONGEST_DOCUMENT);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function oneOf<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined)
    throw new Error('There are no texts to choose from: run this in the project with its dependencies.');
  return item;
}
