import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { sha256 } from '../../../src/action/digest';
import type { JudgeCase, Review } from '../../../src/judge/judge';
import { GateFixture } from '../../support/gateFixture';
import { opinion } from '../../support/opinions';

const FINE = opinion('allow', 0, 'Fine.');

describe('What the person says while an action is on its way', () => {
  let fixture: GateFixture;
  let asked: JudgeCase[];
  /** What the judge answers to each question, the last one for all that follow. */
  let answers: (() => Review)[];

  beforeEach(() => {
    asked = [];
    answers = [() => FINE];
    fixture = new GateFixture({
      judge: {
        review: async (about) => {
          asked.push(about);
          return (answers.length > 1 ? answers.shift() : answers[0])?.() ?? FINE;
        },
      },
    });
    mkdirSync(fixture.root, { recursive: true });
  });
  afterEach(() => {
    assert.deepEqual(fixture.errors, []);
    fixture.dispose();
  });

  const run = (command: string) => fixture.propose(fixture.command(command));
  const say = (text: string) => {
    fixture.dials.said = [...fixture.dials.said, text];
  };
  const denyLast = () => assert.ok(fixture.gate.deny(fixture.holds.waiting().at(-1)?.id ?? '', 'No.'));

  it('has the judge asked anew, with those words', async () => {
    answers = [
      () => {
        say("Don't run frobnicate.");
        return FINE;
      },
      () => opinion('block', 95, 'You ruled it out.'),
    ];
    assert.equal((await run('frobnicate --all')).status, 'blocked');
    assert.match(JSON.stringify(asked[1]?.person), /Don't run frobnicate/);
    assert.deepEqual(fixture.carried, []);
  });

  it('has it asked anew as well when the action only waits for its turn', async () => {
    answers = [() => FINE, () => opinion('ask', 50, 'You may not want it.')];
    fixture.dials.beforeLook = () => say('Only touch src/.');
    assert.equal((await run('frobnicate --all')).status, 'held');
    assert.equal(asked.length, 2);
    assert.deepEqual(fixture.carried, []);
  });

  it('lets the work go on where the judge has nothing against it with those words either', async () => {
    answers = [
      () => {
        say('Write the docs as well.');
        return FINE;
      },
      () => FINE,
    ];
    assert.equal((await run('frobnicate --all')).status, 'done');
    assert.equal(asked.length, 2);
  });

  it('leaves the action to the person when they go on speaking', async () => {
    answers = [
      () => {
        say('One more thing.');
        return FINE;
      },
    ];
    assert.equal((await run('frobnicate --all')).status, 'held');
    assert.equal(asked.length, 3);
    assert.deepEqual(fixture.carried, []);
  });

  it('has it asked anew for what they approve meanwhile with a note, but not without one', async () => {
    answers = [() => opinion('ask', 50, 'Unclear.'), () => FINE];
    assert.equal((await run('frobnicate --first')).status, 'held');
    assert.equal((await run('wibble --second')).status, 'done');
    const approveLast = (note?: string) => {
      void fixture.gate.approve(fixture.holds.waiting().at(-1)?.id ?? '', note);
      return FINE;
    };
    answers = [() => approveLast()];
    assert.equal((await run('wibble --third')).status, 'done');
    assert.equal(asked.length, 3);
    answers = [() => opinion('ask', 50, 'Unclear.')];
    assert.equal((await run('frobnicate --fourth')).status, 'held');
    answers = [() => approveLast('This once. No wibble any more.'), () => opinion('block', 95, 'You ruled it out.')];
    assert.equal((await run('wibble --fifth')).status, 'blocked');
    assert.match(JSON.stringify(asked.at(-1)?.person), /No wibble any more/);
  });

  it('blocks what they deny in that moment, whatever the judge says of it', async () => {
    answers = [() => opinion('ask', 50, 'Unclear.'), () => FINE];
    assert.equal((await run('frobnicate --all')).status, 'held');
    answers = [
      () => {
        denyLast();
        return FINE;
      },
    ];
    const outcome = await run('frobnicate --all');
    assert.ok(outcome.status === 'blocked');
    assert.equal(outcome.verdict.rule, 'gate.refused-before');
    assert.equal(outcome.before?.by, 'person');
    assert.deepEqual(fixture.carried, []);
  });

  it('stops what the rules allow once its end was denied while it waited for its turn', async () => {
    writeFileSync(fixture.path('notes.txt'), 'notes');
    assert.equal((await run('truncate -s 0 ../elsewhere.txt; shred -u notes.txt')).status, 'held');
    fixture.dials.beforeLook = denyLast;
    const outcome = await fixture.propose({
      kind: 'edit',
      path: fixture.path('notes.txt'),
      before: 'notes',
      after: '',
      beforeSha256: sha256('notes'),
    });
    assert.equal(outcome.status, 'blocked');
    assert.deepEqual(fixture.carried, []);
  });

  it('is no reason to ask anew where they only approve something else', async () => {
    answers = [() => opinion('ask', 50, 'Unclear.')];
    await run('other-program');
    answers = [
      () => {
        void fixture.gate.approve(fixture.holds.waiting()[0]?.id ?? '');
        return FINE;
      },
    ];
    assert.equal((await run('frobnicate --all')).status, 'done');
    assert.equal(asked.length, 2);
  });
});

describe('A judge that was set up otherwise meanwhile', () => {
  it('is asked anew about what it let pass by its old settings', async () => {
    let version = 'mild';
    let asked = 0;
    const fixture = new GateFixture({
      judge: {
        review: async () => {
          asked += 1;
          return version === 'mild' ? FINE : opinion('ask', 50, 'Unclear.');
        },
        version: () => version,
      },
    });
    mkdirSync(fixture.root, { recursive: true });
    try {
      const action = fixture.command('frobnicate --all');
      fixture.gate.foresee(action, { taskId: 'task', callId: 'ahead', signal: new AbortController().signal });
      version = 'strict';
      assert.equal((await fixture.propose(action)).status, 'held');
      assert.equal(asked, 2);
      assert.deepEqual(fixture.carried, []);
    } finally {
      fixture.dispose();
    }
  });
});
