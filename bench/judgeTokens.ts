import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sha256 } from '../src/action/digest';
import type { Disk } from '../src/action/situation';
import { analyse } from '../src/effect/analyse';
import { MISSING } from '../src/gate/evidence';
import { scriptsOf } from '../src/gate/facts';
import { scriptsTold } from '../src/gate/scriptsTold';
import { isLeftToJudge } from '../src/gate/settling';
import type { JudgeCase, PersonWord, RecentAction } from '../src/judge/judge';
import { REPLY_JSON_SCHEMA } from '../src/judge/reply';
import { judgeRequest, type Told } from '../src/judge/request';
import type { ModelRequest } from '../src/model/modelClient';
import { defaultPolicy } from '../src/policy/defaults';
import { evaluate } from '../src/policy/evaluate';
import { caseOf, type Line } from '../test/corpus/judging';
import { type Section, summarise } from './measure';
import { estimateTokens } from './tokenEstimate';

/** What reading from the cache and writing to it cost, a new token being 1. */
const READ = 0.1;
const WRITE = 1.25;

/** Tokens by which a schema is introduced to the model. */
const SCHEMA_FRAME = 50;

/** Actions judged in a task, one after another. */
const TASKS = [1, 5, 20] as const;

const TOLD: Told = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };

/** As much as people write: a task of some sentences, a later word, an approval. */
const PERSON: readonly PersonWord[] = [
  {
    kind: 'said',
    at: 0,
    text: 'The checkout test fails since the price format changed. Find out why, fix it and add a test for prices with cents. Only touch src/checkout and its tests, and please don’t push, I want to look at it first.',
  },
  { kind: 'approved', at: 1, number: 4, what: 'npm install --save-dev date-fns@4' },
  { kind: 'said', at: 2, text: 'Good. Now the same for the invoice.' },
];

const RECENT: readonly RecentAction[] = [
  { label: 'Read src/checkout/price.ts', came: 'done' },
  { label: 'Search src for formatPrice', came: 'done' },
  { label: 'npm test -- --run checkout', came: 'failed' },
  { label: 'Edit src/checkout/price.ts', came: 'done' },
  { label: 'npm test -- --run checkout', came: 'done' },
  { label: 'git diff --stat', came: 'done' },
];

/** What one judged action sends, in tokens, both stages asked. */
export interface Sent {
  /** Rules and schema: the same for every task. */
  readonly rules: number;
  /** The same for every action of a task. */
  readonly task: number;
  readonly action: number;
  /** What only one stage is sent, both summed. */
  readonly stages: number;
}

export interface JudgedCase {
  readonly sent: Sent;
  /** Policy lets a model settle it. */
  readonly isLeft: boolean;
}

/** The actions of the corpus that are asked about, of every so manieth line, with what a judge would be sent of each. */
export function judgedCases(every = 1): readonly JudgedCase[] {
  const folder = resolve('test', 'corpus');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl') && !name.startsWith('probe'))
    .toSorted()
    .flatMap((name) => readFileSync(resolve(folder, name), 'utf8').split('\n'))
    .filter((line, index) => line.trim() !== '' && index % every === 0)
    .flatMap((line) => judgedCase(JSON.parse(line)));
}

function judgedCase(line: Line): readonly JudgedCase[] {
  const { action, situation, disk } = caseOf(line);
  const analysis = analyse(action, situation, disk);
  const verdict = evaluate(analysis, situation, defaultPolicy);
  if (verdict.decision !== 'ask') return [];
  const { mode, roots, platform } = situation;
  const about: JudgeCase = {
    taskId: 'task',
    action,
    verdict,
    digest: '',
    person: PERSON,
    instructions: [],
    recent: RECENT,
    taints: [],
    where: { mode, roots, platform },
    scripts: scriptsTold(new Map(scriptsOf(analysis).map((path) => [path, fingerprint(path, disk)])), {
      situation,
      disk,
    }),
  };
  return [{ sent: sentOf(about), isLeft: isLeftToJudge({ verdict }) }];
}

function fingerprint(path: string, disk: Disk): string {
  const text = disk.text(path, Number.POSITIVE_INFINITY);
  return text === undefined ? MISSING : sha256(text);
}

const known = new Map<string, number>();

function tokens(text: string): number {
  const count = known.get(text) ?? estimateTokens(text);
  known.set(text, count);
  return count;
}

function sentOf(about: JudgeCase): Sent {
  const [first, second] = (['first', 'second'] as const).map((stage) =>
    blocksOf(judgeRequest(about, stage, TOLD).request),
  );
  const blocks = first ?? [];
  const sum = (texts: readonly string[]) => texts.reduce((all, text) => all + tokens(text), 0);
  return {
    rules: sum(blocks.slice(0, 1)) + tokens(JSON.stringify(REPLY_JSON_SCHEMA)) + SCHEMA_FRAME,
    task: sum(blocks.slice(1, -2)),
    action: estimateTokens(blocks.at(-2) ?? ''),
    stages: sum(blocks.slice(-1)) + sum((second ?? []).slice(-1)),
  };
}

/** Rules, what is of the task, the case, and which stage is asked, in this order. */
function blocksOf({ system, messages }: ModelRequest): readonly string[] {
  const content = messages.flatMap((message) => (typeof message.content === 'string' ? [] : message.content));
  return [...system, ...content].flatMap((block) => (block.type === 'text' ? [block.text] : []));
}

/**
 * Tokens that one action costs, in the worth of new ones, as an even share of a task in which so many like it are judged
 * and nothing of which was cached before. Each is asked about in both stages, which most are spared.
 */
export function costOf({ rules, task, action, stages }: Sent, actionsOfTask: number): number {
  const stable = rules + task;
  const each = stable * 2 * READ + action * (WRITE + READ) + stages;
  return each + (stable * (WRITE - READ)) / actionsOfTask;
}

/** What a judgement costs, over the corpus. */
export function measureJudgeTokens(): readonly Section[] {
  const cases = judgedCases();
  const left = cases.filter(({ isLeft }) => isLeft);
  const rows = [
    ['left to a judge', left],
    ['all that are asked about', cases],
  ] as const;
  const shown = (value: number) => value.toFixed(0);
  return [
    {
      title: 'What a judgement is sent',
      how: `Tokens in the worth of new ones (a cached one counts ${READ}, one written to the cache ${WRITE}), both stages summed and both always asked, by an estimate (bench/tokenEstimate.ts). A task is so many judged actions one after another, none of it cached before.`,
      head: ['actions of the corpus', 'count', 'in a task of', 'median', 'mean', 'p90'],
      rows: rows.flatMap(([name, some]) =>
        TASKS.map((size) => {
          const costs = some.map(({ sent }) => costOf(sent, size));
          const { count, median, p90 } = summarise(costs);
          const mean = costs.reduce((all, cost) => all + cost, 0) / count;
          return [name, String(count), String(size), shown(median), shown(mean), shown(p90)];
        }),
      ),
    },
  ];
}
