import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Action, EditAction } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import type { Carrying } from '../../../src/gate/carriers';
import type { Outcome } from '../../../src/gate/door';
import type { Hold } from '../../../src/hold/hold';
import type { NewEntry } from '../../../src/ledger/entry';
import { GateFixture } from '../../support/gateFixture';
import { opinion } from '../../support/opinions';

/** Dangerous enough that it is never plainly allowed, and for a person alone to settle. */
const RISKY = 'git push --force origin main';

describe('Gate', () => {
  let fixture: GateFixture;

  beforeEach(() => {
    fixture = new GateFixture();
    mkdirSync(fixture.root, { recursive: true });
  });

  afterEach(() => fixture.dispose());

  function kinds(): readonly string[] {
    return fixture.entries.map((entry) =>
      entry.kind === 'settled' ? `settled ${entry.as} by ${entry.by}` : entry.kind,
    );
  }

  function onlyHold(): Hold {
    const [hold, ...rest] = fixture.holds.all();
    assert.ok(hold !== undefined && rest.length === 0, 'exactly one hold');
    return hold;
  }

  function edit(path: string, before: string | null, after: string): EditAction {
    return { kind: 'edit', path, before, after, beforeSha256: before === null ? null : sha256(before) };
  }

  function assertHeld(outcome: Outcome): asserts outcome is Extract<Outcome, { status: 'held' }> {
    assert.equal(outcome.status, 'held');
  }

  describe('when an action is plainly fine', () => {
    it('carries it out at once, with a line in the ledger before and one after', async () => {
      fixture.dials.beforeLook = () => assert.deepEqual(kinds(), ['action']);
      const outcome = await fixture.propose(edit(fixture.path('a.txt'), null, 'hello'));
      assert.equal(outcome.status, 'done');
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), 'hello');
      assert.deepEqual(kinds(), ['action', 'outcome']);
    });

    it('runs nothing when the ledger takes no line', async () => {
      fixture.dials.refuse = () => true;
      const outcome = await fixture.propose(edit(fixture.path('a.txt'), null, 'hello'));
      assert.equal(outcome.status, 'blocked');
      assert.deepEqual(fixture.carried, []);
      assert.equal(existsSync(fixture.path('a.txt')), false);
    });

    it('reports an action whose carrier fails as a result', async () => {
      fixture.dials.act = () => {
        throw new Error('no space left');
      };
      const outcome = await fixture.propose(edit(fixture.path('a.txt'), null, 'hello'));
      assert.ok(outcome.status === 'done' && !outcome.result.ok);
      assert.match(outcome.result.text, /no space left/);
      assert.deepEqual(kinds(), ['action', 'outcome']);
    });

    it('runs nothing when it was stopped before its turn', async () => {
      const stop = new AbortController();
      stop.abort();
      const outcome = await fixture.propose(fixture.command('ls'), stop.signal);
      assert.equal(outcome.status, 'stopped');
      assert.deepEqual(fixture.carried, []);
    });

    it('judges it by the mode in force when its turn comes', async () => {
      let release: () => void = () => undefined;
      const first = new Promise<void>((resolve) => {
        release = resolve;
      });
      fixture.dials.act = async () => {
        await first;
        return { ok: true, text: '', summary: '' };
      };
      const running = fixture.propose(edit(fixture.path('a.txt'), null, 'a'));
      const queued = fixture.propose(edit(fixture.path('b.txt'), null, 'b'));
      while (fixture.carried.length === 0) await new Promise((resolve) => setImmediate(resolve));
      fixture.dials.mode = 'manual';
      release();
      assert.equal((await running).status, 'done');
      assertHeld(await queued);
      assert.equal(fixture.carried.length, 1);
    });

    it('does not write over a file that changed after the edit was made', async () => {
      writeFileSync(fixture.path('a.txt'), 'one');
      const action = edit(fixture.path('a.txt'), 'one', 'two');
      fixture.dials.beforeLook = () => writeFileSync(fixture.path('a.txt'), "the person's");
      const outcome = await fixture.propose(action);
      assert.ok(outcome.status === 'done' && !outcome.result.ok);
      assert.match(outcome.result.text, /changed on disk/);
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), "the person's");
    });
  });

  describe('when an action is held', () => {
    it('returns at once, runs nothing, and tells number, rule and reason', async () => {
      const outcome = await fixture.propose(fixture.command(RISKY));
      assertHeld(outcome);
      assert.equal(outcome.number, 1);
      assert.ok(outcome.verdict.reason.includes('git push --force'), outcome.verdict.reason);
      assert.deepEqual(kinds(), ['action', 'held']);
      assert.deepEqual(fixture.carried, []);
    });

    it('lets other actions go on meanwhile', async () => {
      assertHeld(await fixture.propose(fixture.command(RISKY)));
      assert.equal((await fixture.propose(edit(fixture.path('a.txt'), null, 'a'))).status, 'done');
    });

    it('runs exactly that action once it is approved, and tells the task', async () => {
      const action = fixture.command(RISKY);
      await fixture.propose(action);
      assert.equal(await fixture.gate.approve(onlyHold().id), true);
      assert.deepEqual(fixture.carried, [action]);
      assert.deepEqual(kinds(), ['action', 'held', 'settled approved by person', 'outcome']);
      assert.deepEqual(
        fixture.settlements.map(({ status, number, callId }) => ({ status, number, callId })),
        [{ status: 'done', number: 1, callId: 'call1' }],
      );
      assert.deepEqual(fixture.holds.all(), []);
    });

    it('runs it once for two clicks', async () => {
      await fixture.propose(fixture.command(RISKY));
      const { id } = onlyHold();
      const clicks = await Promise.all([fixture.gate.approve(id), fixture.gate.approve(id)]);
      assert.deepEqual(clicks, [true, false]);
      assert.equal(fixture.carried.length, 1);
    });

    it('never runs it for an id that was not given out', async () => {
      await fixture.propose(fixture.command(RISKY));
      assert.equal(await fixture.gate.approve('1'), false);
      assert.equal(await fixture.gate.approve(onlyHold().actionId), false);
      assert.deepEqual(fixture.carried, []);
    });

    it('tells the task when it is denied, with the note', async () => {
      await fixture.propose(fixture.command(RISKY));
      assert.equal(fixture.gate.deny(onlyHold().id, 'open a pull request'), true);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'denied');
      assert.equal(settlement.note, 'open a pull request');
      assert.deepEqual(fixture.carried, []);
      assert.deepEqual(kinds(), ['action', 'held', 'settled denied by person']);
    });

    it('keeps the note that it is approved with, in the hold while it runs and in the ledger, and tells it', async () => {
      await fixture.propose(fixture.command(RISKY));
      let whileItRan: string | undefined;
      fixture.dials.beforeLook = () => {
        whileItRan = onlyHold().note;
      };
      assert.equal(await fixture.gate.approve(onlyHold().id, 'but never to release'), true);
      assert.equal(whileItRan, 'but never to release');
      const approved = fixture.entries.find(({ kind }) => kind === 'settled');
      assert.ok(approved?.kind === 'settled');
      assert.deepEqual([approved.as, approved.note], ['approved', 'but never to release']);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'done');
      assert.equal(settlement.note, 'but never to release');
    });

    it('gives no carrier the note as if it were an answer', async () => {
      await fixture.propose(fixture.command(RISKY));
      let answer: string | undefined = 'not asked';
      fixture.dials.act = (_action, carrying) => {
        answer = carrying.answer;
        return { ok: true, text: '', summary: '' };
      };
      await fixture.gate.approve(onlyHold().id, 'yes');
      assert.equal(answer, undefined);
    });

    it('tells the note too when it is stopped before it ran', async () => {
      await fixture.propose(fixture.command(RISKY));
      let release: () => void = () => undefined;
      const first = new Promise<void>((resolve) => {
        release = resolve;
      });
      fixture.dials.beforeLook = () => first;
      const running = fixture.propose(edit(fixture.path('a.txt'), null, 'a'));
      const approving = fixture.gate.approve(onlyHold().id, 'go ahead');
      fixture.gate.stopApproved('task');
      release();
      await Promise.all([running, approving]);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'expired');
      assert.equal(settlement.note, 'go ahead');
    });

    it('is not released by a change to auto mode', async () => {
      fixture.dials.mode = 'manual';
      assertHeld(await fixture.propose(edit(fixture.path('a.txt'), null, 'a')));
      fixture.dials.mode = 'auto';
      assert.equal(fixture.holds.waiting().length, 1);
      assert.deepEqual(fixture.carried, []);
    });

    it('expires with its task', async () => {
      await fixture.propose(fixture.command(RISKY));
      const { id } = onlyHold();
      fixture.gate.expire('another', 'over');
      assert.equal(fixture.holds.waiting().length, 1);
      fixture.gate.expire('task', 'over');
      assert.equal(await fixture.gate.approve(id), false);
      assert.equal(fixture.settlements[0]?.status, 'expired');
    });

    it('waits again when the approval can not be written down', async () => {
      await fixture.propose(fixture.command(RISKY));
      fixture.dials.refuse = (entry) => entry.kind === 'settled';
      await assert.rejects(fixture.gate.approve(onlyHold().id), /disk full/);
      assert.equal(onlyHold().status, 'waiting');
      assert.deepEqual(fixture.carried, []);
    });

    it('is not run again when only its outcome can not be written down', async () => {
      await fixture.propose(fixture.command(RISKY));
      fixture.dials.refuse = (entry) => entry.kind === 'outcome';
      await fixture.gate.approve(onlyHold().id);
      assert.equal(fixture.carried.length, 1);
      assert.deepEqual(fixture.holds.all(), []);
    });
  });

  describe('when what was approved has changed', () => {
    it('holds a command again when its environment is another', async () => {
      await fixture.propose(fixture.command(RISKY));
      fixture.dials.environment = { ...fixture.dials.environment, PATH: '/elsewhere' };
      await fixture.gate.approve(onlyHold().id);
      assert.deepEqual(fixture.carried, []);
      assert.equal(onlyHold().status, 'waiting');
      assert.deepEqual(onlyHold().changes, [
        'the environment changed',
        'the program bash (not found) changed',
        'the program git (not found) changed',
      ]);
      assert.equal(fixture.settlements[0]?.status, 'heldAgain');
      assert.equal(await fixture.gate.approve(onlyHold().id), true);
      assert.equal(fixture.carried.length, 1);
    });

    it('tells the note of an approval that came to nothing, and does not keep it for the next', async () => {
      await fixture.propose(fixture.command(RISKY));
      fixture.dials.environment = { PATH: '/elsewhere' };
      await fixture.gate.approve(onlyHold().id, 'as agreed');
      assert.equal(onlyHold().note, undefined);
      await fixture.gate.approve(onlyHold().id);
      assert.deepEqual(
        fixture.settlements.map((one) => [one.status, one.status === 'denied' ? '' : one.note]),
        [
          ['heldAgain', 'as agreed'],
          ['done', undefined],
        ],
      );
    });

    it('holds it again when it changes between the click and the last look', async () => {
      await fixture.propose(fixture.command(RISKY));
      fixture.dials.beforeLook = () => {
        fixture.dials.environment = { PATH: '/swapped' };
      };
      await fixture.gate.approve(onlyHold().id);
      assert.deepEqual(fixture.carried, []);
      assert.equal(onlyHold().status, 'waiting');
    });

    it('carries an edit over to the file as it is now, and holds it again to be seen', async () => {
      fixture.dials.mode = 'manual';
      const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''];
      writeFileSync(fixture.path('a.txt'), lines.join('\n'));
      await fixture.propose(edit(fixture.path('a.txt'), lines.join('\n'), lines.with(0, 'one').join('\n')));
      writeFileSync(fixture.path('a.txt'), lines.with(8, 'nine').join('\n'));
      await fixture.gate.approve(onlyHold().id);
      assert.deepEqual(fixture.carried, []);
      assert.deepEqual(onlyHold().changes, ['a.txt changed']);
      await fixture.gate.approve(onlyHold().id);
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), lines.with(0, 'one').with(8, 'nine').join('\n'));
    });

    it('never merges an edit with a change of the same lines: it waits again, and says what it would take back', async () => {
      fixture.dials.mode = 'manual';
      writeFileSync(fixture.path('a.txt'), 'one\n');
      await fixture.propose(edit(fixture.path('a.txt'), 'one\n', 'two\n'));
      writeFileSync(fixture.path('a.txt'), 'something else\n');
      fixture.dials.mode = 'auto';
      await fixture.gate.approve(onlyHold().id);
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), 'something else\n');
      assert.match(onlyHold().changes.join(), /^a\.txt has changed in the same lines, and this would take/);
      assert.deepEqual(onlyHold().action, edit(fixture.path('a.txt'), 'something else\n', 'two\n'));
      fixture.dials.mode = 'manual';
      await fixture.gate.approve(onlyHold().id);
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), 'two\n');
    });

    it('gives up an edit whose file is gone, and tells the task to look again', async () => {
      fixture.dials.mode = 'manual';
      writeFileSync(fixture.path('a.txt'), 'one\n');
      await fixture.propose(edit(fixture.path('a.txt'), 'one\n', 'two\n'));
      rmSync(fixture.path('a.txt'));
      await fixture.gate.approve(onlyHold().id);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'expired');
      assert.match(settlement.why, /Look again/);
    });

    it('runs it after all when it is plainly fine by now', async () => {
      fixture.dials.mode = 'manual';
      const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''];
      writeFileSync(fixture.path('a.txt'), lines.join('\n'));
      await fixture.propose(edit(fixture.path('a.txt'), lines.join('\n'), lines.with(0, 'one').join('\n')));
      writeFileSync(fixture.path('a.txt'), lines.with(8, 'nine').join('\n'));
      fixture.dials.mode = 'auto';
      await fixture.gate.approve(onlyHold().id);
      assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), lines.with(0, 'one').with(8, 'nine').join('\n'));
      assert.equal(fixture.settlements[0]?.status, 'done');
      assert.deepEqual(fixture.holds.all(), []);
    });

    describe('and its task is stopped while that is judged', () => {
      const stop = () => {
        fixture.gate.expire('task', 'The task was stopped.');
        fixture.gate.stopApproved('task');
      };
      const isJudged = ({ kind }: NewEntry) => kind === 'action';

      function assertExpired(): void {
        assert.deepEqual(fixture.holds.all(), []);
        assert.deepEqual(
          fixture.settlements.map(({ status }) => status),
          ['expired'],
        );
        assert.equal(kinds().at(-1), 'settled expired by chaperone');
        assert.deepEqual(fixture.carried, []);
      }

      it('does not wait again', async () => {
        await fixture.propose(fixture.command(RISKY));
        fixture.dials.environment = { PATH: '/elsewhere' };
        fixture.dials.record = (entry) => (isJudged(entry) ? stop() : undefined);
        assert.equal(await fixture.gate.approve(onlyHold().id), true);
        assertExpired();
      });

      it('does not wait again when it is plainly fine by now, but did not run', async () => {
        fixture.dials.mode = 'manual';
        writeFileSync(fixture.path('a.txt'), '1\n2\n3\n4\n5\n');
        await fixture.propose(edit(fixture.path('a.txt'), '1\n2\n3\n4\n5\n', 'one\n2\n3\n4\n5\n'));
        writeFileSync(fixture.path('a.txt'), '1\n2\n3\n4\nfive\n');
        fixture.dials.mode = 'auto';
        fixture.dials.record = (entry) => (isJudged(entry) ? stop() : undefined);
        await fixture.gate.approve(onlyHold().id);
        assertExpired();
        assert.equal(readFileSync(fixture.path('a.txt'), 'utf8'), '1\n2\n3\n4\nfive\n');
      });

      it('does not wait again when it can not be written down', async () => {
        await fixture.propose(fixture.command(RISKY));
        fixture.dials.environment = { PATH: '/elsewhere' };
        fixture.dials.refuse = (entry) => {
          if (isJudged(entry)) stop();
          return isJudged(entry);
        };
        await assert.rejects(fixture.gate.approve(onlyHold().id), /disk full/);
        assertExpired();
      });

      it('waits again when another task is stopped', async () => {
        await fixture.propose(fixture.command(RISKY));
        fixture.dials.environment = { PATH: '/elsewhere' };
        fixture.dials.record = (entry) => (isJudged(entry) ? fixture.gate.expire('another', 'over') : undefined);
        await fixture.gate.approve(onlyHold().id);
        assert.equal(onlyHold().status, 'waiting');
      });
    });
  });

  describe('with a judge', () => {
    const judgeable = () => fixture.command('some-unknown-program --now');

    it('runs what the judge allows, where the rule lets a judge settle', async () => {
      fixture.dials.judge = { review: async () => opinion('allow', 5, 'Asked for.') };
      const outcome = await fixture.propose(judgeable());
      assert.equal(outcome.status, 'done');
      assert.deepEqual(kinds(), ['action', 'reviewed', 'settled approved by judge', 'outcome']);
    });

    it('blocks what the judge blocks, with its reason', async () => {
      fixture.dials.judge = { review: async () => opinion('block', 95, 'Steals keys.') };
      const outcome = await fixture.propose(judgeable());
      assert.ok(outcome.status === 'blocked');
      assert.match(outcome.verdict.reason, /Steals keys/);
    });

    it('keeps the hold when the judge fails', async () => {
      fixture.dials.judge = { review: () => Promise.reject(new Error('529')) };
      assertHeld(await fixture.propose(judgeable()));
      assert.deepEqual(fixture.carried, []);
    });

    it('never asks it about what only a person may settle', async () => {
      let asked = 0;
      fixture.dials.judge = {
        review: async () => {
          asked += 1;
          return opinion('allow', 0, 'fine');
        },
      };
      fixture.dials.mode = 'manual';
      assertHeld(await fixture.propose(edit(fixture.path('a.txt'), null, 'a')));
      fixture.dials.mode = 'auto';
      assertHeld(await fixture.propose({ kind: 'question', question: 'Which?', options: [] }));
      assert.equal((await fixture.propose(fixture.command('rm -rf /'))).status, 'blocked');
      assert.equal(asked, 0);
    });

    it('holds what it allowed when the mode changed while it thought', async () => {
      fixture.dials.judge = {
        review: async () => {
          fixture.dials.mode = 'manual';
          return opinion('allow', 0, 'fine');
        },
      };
      assertHeld(await fixture.propose(judgeable()));
      assert.deepEqual(fixture.carried, []);
    });
  });

  describe('with a question', () => {
    it('gives the answer to the task, whenever it comes', async () => {
      fixture.dials.act = (_action, carrying) => ({ ok: true, text: carrying.answer ?? '', summary: 'answered' });
      assertHeld(await fixture.propose({ kind: 'question', question: 'Which?', options: ['a', 'b'] }));
      assert.equal(await fixture.gate.approve(onlyHold().id), false);
      assert.equal(await fixture.gate.answer(onlyHold().id, 'b'), true);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'done');
      assert.equal(settlement.result.text, 'b');
    });
  });

  describe('when the editor changes an edit on saving', () => {
    const saving = (path: (written: string) => string) => (action: Action, carrying: Carrying) => {
      assert.ok(action.kind === 'edit');
      const verdict = carrying.judgeFollowUp(edit(path(action.path), action.after, `${action.after}\n`));
      return { ok: verdict.decision === 'allow', text: '', summary: '' };
    };

    it('keeps that as an edit of its own', async () => {
      fixture.dials.act = saving((path) => path);
      const outcome = await fixture.propose(edit(fixture.path('a.txt'), null, 'a'));
      assert.ok(outcome.status === 'done' && outcome.result.ok);
      assert.deepEqual(kinds(), ['action', 'action', 'outcome', 'outcome']);
    });

    it('takes the approval of the edit for it', async () => {
      fixture.dials.mode = 'manual';
      fixture.dials.act = saving((path) => path);
      await fixture.propose(edit(fixture.path('a.txt'), null, 'a'));
      await fixture.gate.approve(onlyHold().id);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'done' && settlement.result.ok);
    });

    it('does not take it for another file', async () => {
      fixture.dials.mode = 'manual';
      fixture.dials.act = saving(() => fixture.path('b.txt'));
      await fixture.propose(edit(fixture.path('a.txt'), null, 'a'));
      await fixture.gate.approve(onlyHold().id);
      const [settlement] = fixture.settlements;
      assert.ok(settlement?.status === 'done' && !settlement.result.ok);
    });
  });
});
