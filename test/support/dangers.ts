import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DECISIONS } from '../../src/policy/verdict';
import { judgeCommand, type Line } from '../corpus/judging';

const corpus = path.join(__dirname, '../corpus');

export const corpusLines: readonly Line[] = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .flatMap((name) =>
    readFileSync(path.join(corpus, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Line => JSON.parse(line)),
  );

const rank = (command: string) => DECISIONS.indexOf(judgeCommand(command).decision);

/** Every command line of the corpus that must not be allowed, in the project as it always is. */
export const dangers: readonly string[] = [
  ...new Set(
    corpusLines.flatMap(({ command, files, changed, taint, said, expect }) =>
      command === undefined || [files, changed, taint, said].some((each) => each !== undefined) || expect === 'allow'
        ? []
        : [command],
    ),
  ),
];

export interface Payload {
  readonly command: string;
  readonly rank: number;
}

/**
 * Those whose meaning a disguise keeps: not text that can't be parsed, and nothing that depends on what it is given to
 * read, as an editor does, or on the arguments of the shell it stands in, for a disguise gives it others.
 */
export const payloads: readonly Payload[] = dangers
  .map((command) => ({ command, rank: rank(command) }))
  .filter(
    ({ command, rank: own }) =>
      own > 0 && rank(`{ ${command}\n} < /dev/null`) === own && rank(`set -- eval x\n${command}`) === own,
  );
