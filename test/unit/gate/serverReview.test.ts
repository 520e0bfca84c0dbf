import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Action } from '../../../src/action/action';
import type { JudgeCase, Review } from '../../../src/judge/judge';
import type { ServerReview } from '../../../src/model/modelClient';
import { GateFixture } from '../../support/gateFixture';
import { judgement, judgeOf } from '../../support/judges';
import { MessagesServer } from '../../support/messagesServer';
import { opinion } from '../../support/opinions';

const FINE: ServerReview = { status: 'evaluated', isFlagged: false };
const FLAGGED: ServerReview = {
  status: 'evaluated',
  isFlagged: true,
  explanation: '[Data Exfiltration] sends keys',
  rule: 'exfiltration',
};

describe("The review of the model's server", () => {
  let fixture: GateFixture;
  let asked: JudgeCase[];
  let own: Review;

  beforeEach(() => {
    asked = [];
    own = opinion('ask', 50, 'Unclear.');
    const judge = {
      review: async (about: JudgeCase) => {
        asked.push(about);
        return own;
      },
    };
    fixture = new GateFixture({ judge });
    mkdirSync(fixture.root, { recursive: true });
  });

  afterEach(() => fixture.dispose());

  const unclear = () => fixture.command('some-unknown-program --now');

  function propose(action: Action, serverReview: ServerReview | undefined) {
    const signal = new AbortController().signal;
    return fixture.gate.propose(action, { taskId: 'task', callId: 'call', signal, serverReview });
  }

  const lines = () =>
    fixture.entries.map((entry) => {
      switch (entry.kind) {
        case 'reviewed':
          return `reviewed by ${entry.by}: ${entry.decision}`;
        case 'settled':
          return `${entry.as} by ${entry.by}`;
        default:
          return entry.kind;
      }
    });

  it('lets pass what its rule leaves to a judge, with a line of it in the ledger', async () => {
    const outcome = await propose(unclear(), FINE);
    assert.equal(outcome.status, 'done');
    assert.deepEqual(lines(), ['action', 'reviewed by server: allow', 'approved by judge', 'outcome']);
    assert.equal(asked.length, 0);
  });

  it('holds what it flags, with its explanation, and no other judge is asked to overrule it', async () => {
    own = opinion('allow', 1, 'Fine.');
    const outcome = await propose(unclear(), FLAGGED);
    assert.ok(outcome.status === 'held' && outcome.review?.status === 'decided');
    assert.equal(outcome.review.by, 'server');
    assert.match(outcome.review.reason, /server flagged it: \[Data Exfiltration\] sends keys/);
    assert.match(fixture.holds.all()[0]?.review?.reason ?? '', /Data Exfiltration/);
    assert.deepEqual(lines(), ['action', 'reviewed by server: ask', 'held']);
    assert.equal(asked.length, 0);
  });

  it('holds what it flags even if the rules let it pass, until the person approves it', async () => {
    const outcome = await propose(fixture.command('ls'), FLAGGED);
    assert.ok(outcome.status === 'held');
    assert.deepEqual([outcome.verdict.rule, outcome.verdict.settledBy], ['gate.flagged-by-server', 'person']);
    assert.deepEqual(lines(), ['action', 'reviewed by server: ask', 'held']);
    assert.deepEqual(fixture.carried, []);
    const [hold] = fixture.holds.all();
    await fixture.gate.approve(hold?.id ?? '');
    assert.equal(fixture.carried.length, 1);
  });

  it('shows nothing of its explanation that could hide', async () => {
    const explanation = `fine\u202e\n\n${'x'.repeat(5000)}`;
    const outcome = await propose(unclear(), { ...FLAGGED, explanation });
    assert.ok(outcome.status === 'held');
    const { reason = '' } = outcome.review?.status === 'decided' ? outcome.review : {};
    assert.ok(reason.length < 400 && !/[\u202e\n]/.test(reason), reason);
  });

  const strict: readonly [what: string, action: () => Action, status: string][] = [
    ['is blocked', () => fixture.command('rm -rf /'), 'blocked'],
    ['waits for the person alone', () => fixture.command('git push --force origin main'), 'held'],
    ['is a question', () => ({ kind: 'question', question: 'Which?', options: [] }), 'held'],
  ];
  for (const [what, action, status] of strict) {
    it(`never loosens what ${what}`, async () => {
      assert.equal((await propose(action(), FINE)).status, status);
      assert.deepEqual(fixture.carried, []);
      assert.ok(!lines().some((line) => line.startsWith('reviewed')));
    });
  }

  it('lets nothing pass in a mode in which it waits for the person', async () => {
    fixture.dials.mode = 'manual';
    assert.equal((await propose(unclear(), FINE)).status, 'held');
    assert.deepEqual(fixture.carried, []);
  });

  it('lets nothing pass when no judge is to settle anything', async () => {
    fixture.dials.judge = undefined;
    assert.equal((await propose(unclear(), FINE)).status, 'held');
    assert.deepEqual(lines(), ['action', 'held']);
  });

  for (const status of ['skipped', 'unavailable', 'unsupported'] as const) {
    it(`that is ${status} leaves it to the own judge`, async () => {
      own = opinion('allow', 3, 'Fine.');
      assert.equal((await propose(unclear(), { status })).status, 'done');
      assert.equal(asked.length, 1);
      assert.deepEqual(lines(), ['action', 'reviewed by model: allow', 'approved by judge', 'outcome']);
      assert.equal((await propose(fixture.command('ls'), { status })).status, 'done');
    });
  }

  it('leaves to the own judge what a command finds in the files that it runs', async () => {
    own = opinion('allow', 3, 'Fine.');
    const path = fixture.path('run.sh');
    await propose({ kind: 'edit', path, before: null, after: 'some-unknown-program\n', beforeSha256: null }, undefined);
    own = opinion('ask', 50, 'Unclear.');
    asked.length = 0;
    assert.equal((await propose(fixture.command('sh run.sh'), FINE)).status, 'held');
    assert.equal(asked.length, 1);
  });

  for (const command of ['sh < run.sh', 'cat run.sh | sh', 'psql shop -f run.sh']) {
    it(`leaves to the own judge what \`${command}\` gets to read`, async () => {
      own = opinion('ask', 50, 'Unclear.');
      writeFileSync(fixture.path('run.sh'), 'some-unknown-program\n');
      assert.equal((await propose(fixture.command(command), FINE)).status, 'held');
      assert.equal(asked.length, 1);
    });
  }

  it('holds again what has changed since it let it pass', async () => {
    writeFileSync(fixture.path('a.txt'), 'a');
    fixture.dials.beforeLook = () => {
      fixture.dials.mode = 'manual';
    };
    assert.equal((await propose(unclear(), FINE)).status, 'held');
    assert.deepEqual(fixture.carried, []);
  });

  it('lets nothing pass when the judge is set to let nothing run, which is asked then', async () => {
    const server = await new MessagesServer([judgement(5)]).start();
    const { judge } = judgeOf(server.url, { allowBelow: 0 });
    fixture.dials.judge = judge;
    try {
      assert.equal((await propose(unclear(), FINE)).status, 'held');
      assert.deepEqual(lines(), ['action', 'reviewed by model: ask', 'held']);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(fixture.carried, []);
    } finally {
      await server.stop();
    }
  });

  it('opens nothing that was refused before', async () => {
    own = opinion('block', 95, 'Not asked for.');
    assert.equal((await propose(unclear(), undefined)).status, 'blocked');
    assert.equal((await propose(unclear(), FINE)).status, 'blocked');
    assert.deepEqual(fixture.carried, []);
  });
});
