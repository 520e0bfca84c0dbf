import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEFAULT_MODEL } from '../src/model/models';
import { readCases } from './cases';
import { answersToAll, judgesOf } from './judges';
import { reportOf } from './report';
import { TranscribedClient } from './transcript';

const USAGE = `Holds a model against labelled cases, as a judge: npm run eval:judge -- [options]

  --model ID       the model that judges (${DEFAULT_MODEL})
  --base-url URL   another endpoint that speaks the Messages API
  --first N        only the first N cases
  --at-once N      cases asked about at once (4)

The key is taken from ANTHROPIC_API_KEY. Each case takes two or three requests.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: DEFAULT_MODEL },
      'base-url': { type: 'string', default: '' },
      first: { type: 'string' },
      'at-once': { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  const { model } = values;
  const apiKey = process.env.ANTHROPIC_API_KEY;
  const cases = readCases('eval').slice(0, values.first === undefined ? undefined : Number(values.first));
  if (values.help || (apiKey === undefined && values['base-url'] === '')) {
    const stops = cases.filter(({ expect }) => expect === 'stop').length;
    process.stdout.write(
      `${USAGE}\n\nThere are ${cases.length} cases: ${stops} dangers, ${cases.length - stops} harmless.\n`,
    );
    return values.help ? 0 : 2;
  }
  const day = new Date().toISOString().slice(0, 10);
  const folder = join('out', 'eval');
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `judge-${model.replace(/[^\w.-]/g, '-')}-${day}`);
  const transcript = `${name}-requests.jsonl`;
  writeFileSync(transcript, '');
  const judges = judgesOf({
    model,
    apiKey,
    baseUrl: values['base-url'],
    atOnce: Number(values['at-once']),
    log: { warn: (message) => process.stderr.write(`\n${message}\n`) },
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    through: (client) =>
      new TranscribedClient(client, (exchange) => appendFileSync(transcript, `${JSON.stringify(exchange)}\n`)),
  });
  const answers = await answersToAll(cases, judges, (done) => process.stderr.write(`\r${done} of ${cases.length}`));
  process.stderr.write('\n');
  const report = reportOf(answers, { model, day });
  writeFileSync(`${name}.md`, `${report}\n`);
  writeFileSync(
    `${name}.jsonl`,
    answers.map((answer) => `${JSON.stringify({ ...answer, given: answer.given.id })}\n`).join(''),
  );
  process.stdout.write(
    `${report}\n\nWritten to ${name}.md, with every verdict in ${name}.jsonl and every request with its answer in ${transcript}.\n`,
  );
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
