import { z } from 'zod';
import { MOST_MATCHES, SEARCHED_BYTES, shownLine } from './matchedLine';
import { RIPGREP_ARGS, runRipgrep } from './ripgrep';
import type { Match, Search, SearchResult } from './search';
import { relativePath } from './walkFiles';

/** Text, or bytes that aren't UTF-8. */
const data = z.union([z.object({ text: z.string() }), z.object({ bytes: z.string() })]);
const message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('match'),
    data: z.object({
      path: data,
      lines: data,
      line_number: z.number().int(),
      submatches: z.array(z.object({ start: z.number().int() })),
    }),
  }),
  z.object({ type: z.literal('end'), data: z.object({ binary_offset: z.number().nullable() }) }),
  z.object({ type: z.enum(['begin', 'context', 'summary']) }),
]);

/** Undefined where there is no ripgrep, or where it can't be started. */
export async function searchWithRipgrep(
  program: string | undefined,
  search: Search,
): Promise<SearchResult | undefined> {
  if (program === undefined) return undefined;
  const { folder, signal, timeoutMs, isWanted } = search;
  const matches: Match[] = [];
  /** Of the file it is at: dropped when that turns out to be binary. */
  let pending: Match[] = [];
  const take = (line: Buffer): boolean => {
    const parsed = message.safeParse(JSON.parse(line.toString('utf8')));
    if (!parsed.success) return true;
    if (parsed.data.type === 'match') {
      const match = matchOf(parsed.data.data);
      if (isWanted(match.path)) pending.push(match);
    } else if (parsed.data.type === 'end') {
      if (parsed.data.data.binary_offset === null) matches.push(...pending);
      pending = [];
    }
    return matches.length + pending.length < MOST_MATCHES;
  };
  const run = { program, args: argsOf(search), cwd: folder, signal, timeoutMs };
  const end = await runRipgrep(run, 0x0a, take);
  matches.push(...pending);
  switch (end.kind) {
    case 'notStarted':
      return undefined;
    case 'failed':
      return { kind: 'invalid', why: explain(end.why) };
    case 'timedOut':
      return { kind: 'found', matches, cut: 'it took too long', honoursIgnores: true };
    case 'enough':
      return { kind: 'found', matches, cut: 'there are too many', honoursIgnores: true };
    case 'done':
      return { kind: 'found', matches, honoursIgnores: true };
  }
}

/** A fixed list: the pattern and the path stand behind `--`, where nothing is taken for an option. */
function argsOf({ pattern, isRegex, isCaseSensitive, file }: Search): readonly string[] {
  return [
    '--json',
    ...RIPGREP_ARGS,
    '--crlf',
    '--max-filesize',
    String(SEARCHED_BYTES),
    isCaseSensitive ? '--case-sensitive' : '--ignore-case',
    ...(isRegex ? [] : ['--fixed-strings']),
    '--',
    pattern,
    `./${file ?? ''}`,
  ];
}

type Data = z.infer<typeof data>;

function matchOf(found: { path: Data; lines: Data; line_number: number; submatches: { start: number }[] }): Match {
  const line = bytesOf(found.lines);
  // Positions count bytes.
  const hit = line.toString('utf8', 0, found.submatches[0]?.start ?? 0).length;
  const path = relativePath(bytesOf(found.path).toString('utf8'));
  return { path, line: found.line_number, text: shownLine(line.toString('utf8'), hit) };
}

function bytesOf(given: Data): Buffer {
  return 'text' in given ? Buffer.from(given.text) : Buffer.from(given.bytes, 'base64');
}

/** Ripgrep points at the place in a drawing; its last line says what is wrong. */
function explain(complaint: string): string {
  const reason = complaint
    .split('\n')
    .filter((line) => line.startsWith('error:'))
    .at(-1);
  return `The pattern can't be searched for: ${reason?.replace(/^error:\s*/, '') ?? complaint}`;
}
