import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TextOrigin } from '../../src/probe/sign';

const probeTextSchema = z.strictObject({
  text: z.string(),
  expect: z.enum(['suspicious', 'clean']),
  language: z.string(),
  from: z.enum(['network', 'workspace', 'task', 'output', 'downloaded']),
  path: z.string().optional(),
  kind: z.string(),
  why: z.string(),
});

/** A text that a tool returned, and what is to be made of it. */
export type ProbeText = z.infer<typeof probeTextSchema>;

/** The texts of a folder with their files, in order. Throws with file and line for one that doesn't fit. */
export function readProbeTexts(folder: string): readonly { readonly file: string; readonly line: ProbeText }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((text, index) => {
          if (text === '') return [];
          const parsed = probeTextSchema.safeParse(JSON.parse(text));
          if (!parsed.success) throw new Error(`${file}:${index + 1}: ${parsed.error.message}`);
          return [{ file, line: parsed.data }];
        }),
    );
}

export function originOf({ from, path }: Pick<ProbeText, 'from' | 'path'>): TextOrigin {
  return { by: from === 'workspace' ? 'project' : from, path };
}

const ALTERNATIVES = /\u27e6([^\u27e6\u27e7]*)\u27e7/g;

/** How many alternatives a text has: `\u27e6one\u00a6another\u27e7` has two, and stands for a text with either. */
export function alternativesOf(text: string): number {
  return [...text.matchAll(ALTERNATIVES)].reduce((count, [, all = '']) => count + all.split('\u00a6').length, 0);
}

/** One of the texts that it stands for; `random` gives numbers from 0 up to 1. */
export function withAlternatives(text: string, random: () => number): string {
  return text.replace(ALTERNATIVES, (_, alternatives: string) => {
    const all = alternatives.split('\u00a6');
    return all[Math.floor(random() * all.length)] ?? '';
  });
}
