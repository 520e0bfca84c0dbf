/** What many measurements of one thing come to, in the unit they were taken in. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
}

export function summarise(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** One table of the report. */
export interface Section {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function markdown({ title, how, head, rows }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', how, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

export function micros(value: number): string {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} µs`;
}

export function millis(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

export function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}
