import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EditAction } from '../../../src/action/action';
import { SwappedError } from '../../../src/gate/carriers';
import type { Outcome } from '../../../src/gate/door';
import { GateFixture } from '../../support/gateFixture';

describe('what is changed in the moment an action acts', () => {
  let fixture: GateFixture;

  beforeEach(() => {
    fixture = new GateFixture();
    mkdirSync(fixture.root, { recursive: true });
    mkdirSync(join(fixture.base, 'elsewhere'));
  });
  afterEach(() => fixture.dispose());

  const create = (...names: string[]): EditAction => ({
    kind: 'edit',
    path: fixture.path(...names),
    before: null,
    after: 'x',
    beforeSha256: null,
  });

  function assertTold(outcome: Outcome, what: RegExp): void {
    assert.ok(outcome.status === 'done' && !outcome.result.ok, JSON.stringify(outcome));
    assert.match(outcome.result.text, what);
    assert.match(outcome.result.text, /may not be what was judged/);
    const [swap, ...more] = fixture.swaps;
    assert.ok(swap !== undefined && more.length === 0);
    assert.match(swap.changes.join(), what);
    assert.equal(swap.taskId, 'task');
    const line = fixture.entries.find((entry) => entry.kind === 'outcome');
    assert.ok(line?.kind === 'outcome' && !line.ok && line.swapped !== undefined);
    assert.match(line.swapped.join(), what);
  }

  it('is told of an edit whose folder was made to lead elsewhere', async () => {
    mkdirSync(fixture.path('folder'));
    fixture.dials.act = (action) => {
      assert.ok(action.kind === 'edit');
      rmSync(fixture.path('folder'), { recursive: true });
      symlinkSync(join(fixture.base, 'elsewhere'), fixture.path('folder'));
      writeFileSync(action.path, action.after);
      return { ok: true, text: 'Created it.', summary: 'created' };
    };
    assertTold(await fixture.propose(create('folder', 'a.txt')), /^folder\/a\.txt/);
  });

  it('is told of a deletion and a renaming in a folder that was made to lead elsewhere', async () => {
    for (const kind of ['delete', 'rename'] as const) {
      mkdirSync(fixture.path(kind));
      writeFileSync(fixture.path(kind, 'a.txt'), 'a');
      // Else the person would have written it since the task began.
      await new Promise((resolve) => setTimeout(resolve, 30));
      fixture.swaps.length = 0;
      fixture.entries.length = 0;
      fixture.dials.act = () => {
        rmSync(fixture.path(kind), { recursive: true });
        symlinkSync(join(fixture.base, 'elsewhere'), fixture.path(kind));
        return { ok: true, text: '', summary: '' };
      };
      const beforeSha256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
      const path = fixture.path(kind, 'a.txt');
      const outcome = await fixture.propose(
        kind === 'delete'
          ? { kind, path, beforeSha256 }
          : { kind, from: path, to: fixture.path('b.txt'), beforeSha256 },
      );
      assertTold(outcome, new RegExp(kind));
    }
  });

  it('is not told of a link that is deleted or renamed itself', async () => {
    writeFileSync(fixture.path('target.txt'), 'a');
    symlinkSync('target.txt', fixture.path('link'));
    fixture.dials.act = () => {
      unlinkSync(fixture.path('link'));
      return { ok: true, text: '', summary: '' };
    };
    const beforeSha256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
    const outcome = await fixture.propose({ kind: 'delete', path: fixture.path('link'), beforeSha256 });
    assert.ok(outcome.status === 'done' && outcome.result.ok, JSON.stringify(outcome));
    assert.deepEqual(fixture.swaps, []);
  });

  it('tells nothing of what was read when something else was put there, and lets the task go on', async () => {
    mkdirSync(fixture.path('folder'));
    writeFileSync(fixture.path('folder', 'a.txt'), 'a');
    fixture.dials.act = () => {
      rmSync(fixture.path('folder'), { recursive: true });
      symlinkSync(join(fixture.base, 'elsewhere'), fixture.path('folder'));
      return { ok: true, text: 'a secret', summary: '' };
    };
    const outcome = await fixture.propose({ kind: 'readFile', path: fixture.path('folder', 'a.txt') });
    assert.ok(outcome.status === 'done' && !outcome.result.ok);
    assert.doesNotMatch(outcome.result.text, /secret/);
    assert.deepEqual(fixture.swaps, []);
  });

  it('is told of an approved action too, and as what its carrier says', async () => {
    fixture.dials.mode = 'manual';
    fixture.dials.act = () => {
      throw new SwappedError(['run.sh'], 'The command was ended.');
    };
    await fixture.propose(fixture.command('bash run.sh'));
    for (const { id } of fixture.holds.waiting()) await fixture.gate.approve(id);
    const [settlement] = fixture.settlements;
    assert.ok(settlement?.status === 'done');
    assert.match(settlement.result.text, /The command was ended\.$/);
    assert.deepEqual(
      fixture.swaps.map(({ changes }) => changes),
      [['run.sh']],
    );
  });

  it('is not told where the command itself writes the script that it runs', async () => {
    writeFileSync(fixture.path('run.sh'), 'echo one\n');
    await new Promise((resolve) => setTimeout(resolve, 30));
    fixture.dials.act = (_action, carrying) => {
      carrying.checkStill();
      writeFileSync(fixture.path('run.sh'), 'echo two\n');
      carrying.checkStill();
      return { ok: true, text: '', summary: '' };
    };
    const outcome = await fixture.propose(fixture.command('bash run.sh; echo "echo two" > run.sh'));
    assert.ok(outcome.status === 'done' && outcome.result.ok, JSON.stringify(outcome));
  });
});

describe('an action that writes by the time of its turn', () => {
  it('waits for those that read, though it only read when it was judged', async () => {
    const fixture = new GateFixture();
    try {
      mkdirSync(fixture.root, { recursive: true });
      writeFileSync(fixture.path('run.sh'), 'echo one\n');
      let release: () => void = () => undefined;
      const gateway = new Promise<void>((resolve) => {
        release = resolve;
      });
      const seen: string[] = [];
      fixture.dials.act = async (action) => {
        seen.push(`${action.kind} in`);
        if (action.kind === 'readFile') await gateway;
        seen.push(`${action.kind} out`);
        return { ok: true, text: '', summary: '' };
      };
      // In Manual mode a hold keeps the turn that it was judged to need.
      fixture.dials.mode = 'manual';
      await fixture.propose(fixture.command('frobnicate'));
      const [hold] = fixture.holds.waiting();
      assert.ok(hold !== undefined);
      assert.ok(fixture.holds.move(hold.id, 'waiting', { access: 'reads' }) !== undefined);
      const reading = fixture.propose({ kind: 'readFile', path: fixture.path('run.sh') });
      while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const approving = fixture.gate.approve(hold.id);
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.deepEqual(seen, ['readFile in']);
      release();
      await Promise.all([reading, approving]);
      assert.deepEqual(seen, ['readFile in', 'readFile out', 'command in', 'command out']);
      assert.equal(readFileSync(fixture.path('run.sh'), 'utf8'), 'echo one\n');
    } finally {
      fixture.dispose();
    }
  });

  it('is never judged to read only when it may write', () => {
    const fixture = new GateFixture();
    try {
      mkdirSync(fixture.root, { recursive: true });
      const access = (command: string) => fixture.gate.judge(fixture.command(command), fixture.situation()).access;
      for (const command of ['ls', 'cat a.txt | wc -l', 'git log -1', 'grep -r x .'])
        assert.equal(access(command), 'reads', command);
      for (const command of [
        'npm test',
        'bash run.sh',
        'echo x > a',
        'frobnicate',
        'git commit -m x',
        'make',
        'sed -i s/a/b/ a',
      ])
        assert.equal(access(command), 'writes', command);
    } finally {
      fixture.dispose();
    }
  });
});
