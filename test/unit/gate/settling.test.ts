import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { isLeftToJudge } from '../../../src/gate/settling';
import type { Judge, JudgeCase } from '../../../src/judge/judge';
import { choosePolicy } from '../../../src/policy/policyChoice';
import type { Policy, Rule } from '../../../src/policy/rule';
import type { Layer } from '../../../src/policy/verdict';
import { commandAction, judge } from '../../corpus/judging';
import { GateFixture } from '../../support/gateFixture';
import { opinion } from '../../support/opinions';

const OWN: Rule = {
  id: 'own.frobnicate',
  when: { programs: ['frobnicate'] },
  severity: 40,
  minimum: 'ask',
  settledBy: 'judge',
  reason: ', and we want to know.',
  matches: [],
  notMatches: [],
};

describe('what is left to a judge', () => {
  const isLeft = (command: string, policy: Policy = choosePolicy({}).policy) =>
    isLeftToJudge({ verdict: judge(commandAction(command), 'auto', policy) });

  it('is what analysis can not settle, where the rules say so', () => {
    assert.equal(isLeft('frobnicate --all'), true);
    assert.equal(isLeft('frobnicate && npm test'), true);
  });

  for (const [what, command] of [
    ['what is allowed', 'npm test'],
    ['what is blocked', 'rm -rf ~'],
    ['what only a person may settle', 'cat .env'],
    ['a line of which another part is for a person', 'frobnicate; cat .env'],
  ] as const) {
    it(`is not ${what}`, () => assert.equal(isLeft(command), false));
  }

  for (const layer of ['floor', 'admin', 'user', 'workspace'] as const satisfies readonly Layer[]) {
    it(`is never what a rule of the layer ${layer} asks about, even beside a stricter rule, whatever it says`, () => {
      const { policy } = choosePolicy({});
      const withOwn = { ...policy, layers: [...policy.layers, { layer, rules: [OWN] }] };
      assert.equal(isLeft('frobnicate --all', withOwn), false);
      assert.equal(isLeft('wget https://example.com/a && frobnicate', withOwn), false);
      assert.equal(isLeft('wget https://example.com/a', withOwn), true, 'others are not touched');
    });
  }

  it('is never what a rule asks about that the person has made stricter', () => {
    assert.equal(isLeft('frobnicate', choosePolicy({ severities: { 'run.unknown': 60 } }).policy), false);
  });
});

describe('a judge and its tasks', () => {
  let fixture: GateFixture;
  beforeEach(() => {
    fixture = new GateFixture();
  });
  afterEach(() => fixture.dispose());

  it('is never asked about what is not left to it', async () => {
    const asked: JudgeCase[] = [];
    fixture.dials.judge = {
      review: async (about) => {
        asked.push(about);
        return opinion('allow', 0, 'Fine.');
      },
    };
    for (const command of ['ls', 'cat .env', 'rm -rf ~', 'frobnicate; cat .env']) {
      await fixture.propose(fixture.command(command));
    }
    assert.deepEqual(asked, []);
  });

  it('lets nothing through once it is switched off, even if it was asked before', async () => {
    fixture.dials.judge = {
      review: async () => {
        fixture.dials.judge = undefined;
        return opinion('allow', 0, 'Fine.');
      },
    };
    assert.equal((await fixture.propose(fixture.command('frobnicate --all'))).status, 'held');
    assert.deepEqual(fixture.carried, []);
  });

  it('is told what a file says that the agent wrote and a command only reads', async () => {
    const asked: JudgeCase[] = [];
    fixture.dials.judge = {
      review: async (about) => {
        asked.push(about);
        return opinion('ask', 50, 'Unclear.');
      },
    };
    mkdirSync(fixture.root, { recursive: true });
    writeFileSync(fixture.path('old.sql'), 'select 1;\n');
    const path = fixture.path('new.sql');
    const after = 'drop table orders;\n';
    await fixture.propose({ kind: 'edit', path, before: null, after, beforeSha256: null });
    await fixture.propose(fixture.command('cat old.sql new.sql | psql shop'));
    assert.deepEqual(
      asked.map(({ scripts }) => scripts),
      [[{ path, by: 'task', text: after, isRead: true }]],
    );
  });

  it('is told what came of what waited for the person, in place of that it waits', async () => {
    const seen: string[][] = [];
    fixture.dials.judge = {
      review: async ({ recent }) => {
        seen.push(recent.map(({ label, came }) => `${came} ${label}`));
        return opinion('ask', 50, 'Unclear.');
      },
    };
    fixture.dials.act = () => ({ ok: true, text: '', summary: '' });
    await fixture.propose(fixture.command('frobnicate one'));
    await fixture.propose(fixture.command('frobnicate two'));
    const [one, two] = fixture.holds.waiting();
    await fixture.gate.approve(one?.id ?? '');
    fixture.gate.deny(two?.id ?? '');
    await fixture.propose(fixture.command('frobnicate three'));
    assert.deepEqual(seen, [[], ['held frobnicate one'], ['done frobnicate one', 'denied frobnicate two']]);
  });

  it('is told when a task is over, so that it forgets it', () => {
    const forgotten: string[] = [];
    const judge: Judge = {
      review: () => Promise.reject(new Error('not asked')),
      forget: (taskId) => forgotten.push(taskId),
    };
    fixture.dials.judge = judge;
    fixture.gate.expire('task', 'It is over.');
    assert.deepEqual(forgotten, ['task']);
  });
});
