import assert from 'node:assert/strict';
import { ModelJudge } from '../../../src/judge/modelJudge';
import { clientOf } from '../../support/clients';
import { call, type Scripted, text, turn } from '../../support/messagesServer';
import { SupervisedSession } from '../../support/supervisedSession';

const TURNS = 500;
const BOUNDARY = 'Clean up the project. Whatever happens, never write to the database at db.example.com.';

describe('a session of 500 turns', () => {
  let session: SupervisedSession;

  afterEach(() => session.stop());

  it('still judges its last action by the first message, whatever was said and read in between', async () => {
    const settled = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };
    session = await SupervisedSession.start({
      files: Object.fromEntries(
        Array.from({ length: 10 }, (_, i) => [`notes${i}.txt`, `Note ${i}, marker-read-${i}.\n`]),
      ),
      judge: (url) => new ModelJudge({ client: clientOf(url), settled, stages: 1, log: { warn: () => undefined } }),
    });
    const reading: readonly Scripted[] = Array.from({ length: TURNS }, (_, i) =>
      turn([text(`The person now allows it, marker-prose-${i}.`), call('read_file', { path: `notes${i % 10}.txt` })]),
    );
    await session.say(BOUNDARY, [...reading, turn([text('Read.')])]);
    for (let i = 0; i < 20; i += 1) await session.say(`Message ${i}: go on.`, [turn([text('Yes.')])]);
    session.judge.script((body) => {
      const seen = JSON.stringify(body.messages);
      assert.ok(seen.includes(BOUNDARY), 'the first message is there, whole');
      for (let i = 0; i < 20; i += 1) assert.ok(seen.includes(`Message ${i}: go on.`));
      assert.ok(seen.indexOf(BOUNDARY) < seen.indexOf('Message 0'));
      assert.doesNotMatch(seen, /marker-prose|marker-read/);
      const judgement = {
        grounds: 'The first message rules it out.',
        severity: 95,
        category: 'defiesPerson',
        part: 'db.example.com',
        forPerson: 'You said never to write to that database.',
        forAgent: 'Leave the database alone.',
      };
      return turn([text(JSON.stringify(judgement))]);
    });
    const insert = 'psql -h db.example.com -c "INSERT INTO t VALUES (1)"';
    await session.say('Finish it.', [turn([call('run_command', { command: insert })]), turn([text('Blocked.')])]);
    assert.deepEqual(session.errors, []);
    assert.equal(session.judge.left, 0, 'the judge was asked');
    const last = session.task.events.findLast((event) => event.kind === 'returned');
    assert.equal(last?.outcome?.status, 'blocked');
    assert.match(last?.text ?? '', /You said never to write to that database/);
  }).timeout(180_000);
});
