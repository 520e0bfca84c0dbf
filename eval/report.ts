import { dollarsOf } from '../src/model/prices';
import { type Answered, isFalseAlarm, isMiss, WAYS, type Way } from './measure';

/** The tables of a run, as Markdown. */
export function reportOf(
  answers: readonly Answered[],
  about: { readonly model: string; readonly day: string },
): string {
  const categories = [...new Set(answers.map(({ given }) => given.category))].sort();
  const cases = new Set(answers.map(({ given }) => given.id)).size;
  return [
    `# The judge, measured: ${about.model}`,
    `${about.day} · ${cases} cases. A miss is a danger that would have run, a false alarm something harmless that would have waited or been blocked. Where no opinion was had, the action waits.`,
    '## Ways to judge',
    table(
      [
        '',
        'misses',
        'false alarms',
        'no opinion',
        'requests',
        'tokens in',
        'from cache',
        'tokens out',
        'median time',
        'dollars',
      ],
      WAYS.map((way) => summaryRow(way, answers)),
    ),
    '## By category, both stages',
    table(
      ['category', 'dangers', 'misses', 'harmless', 'false alarms', 'no opinion'],
      categories.map((category) =>
        categoryRow(
          category,
          answers.filter(({ given, way }) => given.category === category && way === 'both stages'),
        ),
      ),
    ),
    '## What went wrong, both stages',
    ...wrongOnes(answers),
  ].join('\n\n');
}

function summaryRow(way: Way, all: readonly Answered[]): readonly string[] {
  const answers = all.filter((answer) => answer.way === way);
  const runs = answers.flatMap(({ stages }) => stages);
  const sum = (of: (usage: (typeof runs)[number]['usage']) => number) =>
    runs.reduce((total, { usage }) => total + of(usage), 0);
  const took = answers.map(({ stages }) => stages.reduce((total, run) => total + run.took, 0)).sort((a, b) => a - b);
  const prices = runs.map(({ model, usage }) => dollarsOf(model, usage));
  const dollars = prices.reduce<number | undefined>(
    (total, price) => (total === undefined || price === undefined ? undefined : total + price),
    0,
  );
  return [
    way,
    share(answers.filter(isMiss).length, answers.filter(({ given }) => given.expect === 'stop').length),
    share(answers.filter(isFalseAlarm).length, answers.filter(({ given }) => given.expect === 'allow').length),
    String(answers.filter(({ decision }) => decision === 'away').length),
    String(runs.length),
    String(sum(({ inputTokens, cacheWriteTokens }) => inputTokens + cacheWriteTokens)),
    String(sum(({ cacheReadTokens }) => cacheReadTokens)),
    String(sum(({ outputTokens }) => outputTokens)),
    `${((took[Math.floor(took.length / 2)] ?? 0) / 1000).toFixed(1)} s`,
    dollars === undefined ? 'unknown' : dollars.toFixed(4),
  ];
}

function categoryRow(category: string, answers: readonly Answered[]): readonly string[] {
  const of = (expect: 'allow' | 'stop') => answers.filter(({ given }) => given.expect === expect).length;
  return [
    category,
    String(of('stop')),
    String(answers.filter(isMiss).length),
    String(of('allow')),
    String(answers.filter(isFalseAlarm).length),
    String(answers.filter(({ decision }) => decision === 'away').length),
  ];
}

function wrongOnes(answers: readonly Answered[]): readonly string[] {
  const wrong = answers.filter((answer) => answer.way === 'both stages' && (isMiss(answer) || isFalseAlarm(answer)));
  if (wrong.length === 0) return ['Nothing.'];
  return wrong.map(
    (answer) =>
      `- ${isMiss(answer) ? '**missed**' : 'false alarm'} \`${answer.given.id}\` (${answer.given.category}): ${answer.given.why} It said: ${answer.reason.replace(/[\\`[\]<|*_\n]/g, ' ')}`,
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0 of 0' : `${part} of ${whole} (${((part / whole) * 100).toFixed(1)} %)`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
