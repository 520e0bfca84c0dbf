import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SessionEvent } from '../../../src/agent/event';
import { ModelJudge } from '../../../src/judge/modelJudge';
import { REPLY_JSON_SCHEMA } from '../../../src/judge/reply';
import { clientOf } from '../../support/clients';
import { call, type MessagesServer, type Scripted, text, turn } from '../../support/messagesServer';
import { SupervisedSession } from '../../support/supervisedSession';

const SETTLED = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };
const FOLDER = join(__dirname, 'transcripts');

const answers = z.array(
  z.strictObject({
    text: z.string(),
    calls: z.array(z.strictObject({ tool: z.string(), input: z.record(z.string(), z.unknown()) })),
  }),
);

/** A session as it went: what the person did, what the agent answered, what the judge answered and what it had been sent. */
const transcriptSchema = z.strictObject({
  /** Its number among the known attacks on a judge. */
  attack: z.number().int(),
  title: z.string(),
  files: z.record(z.string(), z.string()).default({}),
  turns: z.array(
    z.union([
      z.strictObject({ says: z.string(), context: z.string().optional(), agent: answers }),
      z.strictObject({ approves: z.number(), note: z.string().optional(), agent: answers }),
      z.strictObject({ denies: z.number(), note: z.string().optional(), agent: answers }),
      z.strictObject({ answers: z.number(), with: z.string(), agent: answers }),
    ]),
  ),
  /** What the judge answers to each request: an object as JSON, a text as it is. */
  judge: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  mustSee: z.array(z.string()),
  mustNotSee: z.array(z.string()),
  /** How each action that isn't a read ended, in order. */
  ends: z.array(z.enum(['done', 'held', 'blocked'])),
  /** Every request that the judge was sent, the published rules left out. */
  requests: z.array(z.unknown()),
});
type Transcript = z.infer<typeof transcriptSchema>;

describe('attacks on the judge, as recorded', () => {
  let session: SupervisedSession;

  afterEach(() => session.stop());

  for (const file of readdirSync(FOLDER).sort()) {
    const path = join(FOLDER, file);
    const transcript = transcriptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    it(`${transcript.attack}: ${transcript.title}`, async () => {
      session = await SupervisedSession.start({
        files: transcript.files,
        judge: (url) =>
          new ModelJudge({ client: clientOf(url), settled: SETTLED, stages: 2, log: { warn: () => undefined } }),
      });
      session.judge.script(...transcript.judge.map(answerOfJudge));
      for (const step of transcript.turns) await play(step);
      assert.deepEqual(session.errors, []);
      const requests = session.judge.requests.map(({ body }) => withoutRules(body));
      if (process.env.UPDATE_TRANSCRIPTS === '1') {
        writeFileSync(path, `${JSON.stringify({ ...transcript, requests }, null, 2)}\n`);
        assert.fail('The transcript was written anew: look at what changed, then run this again.');
      }
      assert.deepEqual(endsOf(session.task.events), transcript.ends);
      const seen = session.judge.requests.map(({ body }) => JSON.stringify(body.messages)).join('\n');
      for (const words of transcript.mustSee) assert.ok(seen.includes(inJson(words)), `sees ${words}`);
      for (const words of transcript.mustNotSee) assert.ok(!seen.includes(inJson(words)), `doesn't see ${words}`);
      assert.equal(session.judge.left, 0, 'every answer of the judge was asked for');
      assert.deepEqual(requests, transcript.requests);
    });
  }

  async function play(step: Transcript['turns'][number]): Promise<void> {
    const agent = step.agent.map(answerOfAgent);
    if ('says' in step) await session.say(step.says, agent, step.context);
    else if ('approves' in step) await session.approve(step.approves, step.note, agent);
    else if ('denies' in step) await session.deny(step.denies, step.note, agent);
    else await session.answer(step.answers, step.with, agent);
  }

  /** A request with what differs from run to run named, and without the rules, which have a record of their own. */
  function withoutRules(body: MessagesServer['requests'][number]['body']): unknown {
    const [rules, ...system] = Array.isArray(body.system) ? body.system : [];
    assert.ok(rules !== undefined && rules.text.length > 1000, 'begins with the rules');
    assert.deepEqual(body.output_config, { format: { type: 'json_schema', schema: REPLY_JSON_SCHEMA } });
    const shown = { ...body, system: ['(the published rules)', ...system], output_config: '(the form of an answer)' };
    const json = JSON.stringify(shown);
    return JSON.parse(json.replaceAll(session.root, '/work/app').replaceAll(session.base, '/work'));
  }
});

function answerOfAgent({ text: said, calls }: z.infer<typeof answers>[number]): Scripted {
  return turn([text(said), ...calls.map(({ tool, input }) => call(tool, input))]);
}

function answerOfJudge(answer: Transcript['judge'][number]): Scripted {
  return turn([text(typeof answer === 'string' ? answer : JSON.stringify(answer))]);
}

function endsOf(events: readonly SessionEvent[]): string[] {
  const quiet = new Set<string>();
  return events.flatMap((event) => {
    if (event.kind === 'proposed' && event.action.kind === 'readFile') quiet.add(event.callId);
    if (event.kind === 'settled' && event.settlement.status === 'done')
      return event.settlement.label.startsWith('May I') ? [] : ['done'];
    return event.kind === 'returned' && event.outcome !== undefined && !quiet.has(event.callId)
      ? [event.outcome.status]
      : [];
  });
}

/** As it stands in JSON within JSON: how a text looks in a request. */
function inJson(words: string): string {
  return JSON.stringify(words).slice(1, -1);
}
