import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanText } from '../src/probe/scanText';
import { millis, type Section, summarise, times } from './measure';

const KB = 1024;
const ROUNDS = 30;
const LONG = 1_000_000;

/** What it costs to look through what a tool returned, against one pass over it by what the language has built in. */
export async function measureProbe(): Promise<Section[]> {
  const source = textsIn('src', '.ts').slice(0, 200 * KB);
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['prose', ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => readFileSync(name, 'utf8')).join('\n')],
    ['rules about commands', textsIn('docs', '.md').slice(0, 100 * KB)],
    ['source code', source],
    ['log', logOf(1500)],
    ['minified', source.replace(/\s+/g, ' ').slice(0, 100 * KB)],
    ['base64', randomBytes(75 * KB).toString('base64')],
  ];
  const hostile = ['ignore all ', 'you must run ', '<!--', '![', '&#65', 'a b ', 'AI: '];
  return [
    {
      title: 'Looking through what a tool returned',
      how: 'Microseconds for each KB of text, median. Beside it, in turns, `text.toLowerCase()` and one search by a regular expression.',
      head: ['', 'KB', 'µs/KB', 'baseline, µs/KB', 'against baseline'],
      rows: texts.map(([name, text]) => {
        const [own, other] = compare(text);
        return [name, (text.length / KB).toFixed(0), own.toFixed(1), other.toFixed(1), times(own / other)];
      }),
    },
    {
      title: 'Looking through a megabyte that is meant to take long',
      how: 'One piece, repeated to a million UTF-16 units. The worst of five.',
      head: ['piece', 'time'],
      rows: hostile.map((piece) => [`\`${piece}\``, millis(worst(piece.repeat(LONG / piece.length)))]),
    },
  ];
}

function compare(text: string): readonly [own: number, other: number] {
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(perKb(text, () => scanText(text, { by: 'project' })));
    other.push(perKb(text, () => /ignore|disregard|assistant/.test(text.toLowerCase())));
  }
  return [summarise(own).median, summarise(other).median];
}

function perKb(text: string, run: () => unknown): number {
  const started = performance.now();
  run();
  return ((performance.now() - started) * 1000) / (text.length / KB);
}

function worst(text: string): number {
  return Math.max(
    ...Array.from({ length: 5 }, () => {
      const started = performance.now();
      scanText(text, { by: 'network' });
      return performance.now() - started;
    }),
  );
}

function textsIn(folder: string, ending: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function logOf(lines: number): string {
  return Array.from(
    { length: lines },
    (_, at) =>
      `2026-03-01T10:${at % 60}:00Z INFO server request=${at * 7919} path=/api/items/${at} status=200 took=${at % 90}ms\n`,
  ).join('');
}
