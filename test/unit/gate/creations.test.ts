import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Action } from '../../../src/action/action';
import { GateFixture } from '../../support/gateFixture';

describe('what a task has made', () => {
  let fixture: GateFixture;

  beforeEach(() => {
    fixture = new GateFixture();
    mkdirSync(fixture.root, { recursive: true });
  });
  afterEach(() => fixture.dispose());

  const create = (name: string): Action => ({
    kind: 'edit',
    path: fixture.path(name),
    before: null,
    after: 'text of the task',
    beforeSha256: null,
  });
  const statusOf = async (command: string, taskId = 'task') => {
    const signal = new AbortController().signal;
    const callId = `${taskId} ${command}`;
    return (await fixture.gate.propose(fixture.command(command), { taskId, callId, signal })).status;
  };

  it('may be deleted by it', async () => {
    await fixture.propose(create('scratch.js'));
    assert.equal(await statusOf('rm scratch.js'), 'done');
  });

  it('may be deleted where a command of it made the file', async () => {
    fixture.dials.act = () => {
      writeFileSync(fixture.path('notes.txt'), 'x');
      return { ok: true, text: '', summary: '' };
    };
    await statusOf('echo x > notes.txt');
    assert.equal(await statusOf('rm notes.txt'), 'done');
  });

  it('is not what was there before, though the task has changed it', async () => {
    writeFileSync(fixture.path('old.js'), 'before');
    fixture.dials.act = () => {
      writeFileSync(fixture.path('old.js'), 'x');
      return { ok: true, text: '', summary: '' };
    };
    await statusOf('echo x > old.js');
    assert.equal(await statusOf('rm old.js'), 'held');
  });

  it('is the person’s again once somebody else has changed it', async () => {
    await fixture.propose(create('scratch.js'));
    writeFileSync(fixture.path('scratch.js'), 'and a thought of mine');
    assert.equal(await statusOf('rm scratch.js'), 'held');
  });

  it('stays its own when it changes it once more', async () => {
    await fixture.propose(create('scratch.js'));
    fixture.dials.act = () => {
      writeFileSync(fixture.path('scratch.js'), 'x');
      return { ok: true, text: '', summary: '' };
    };
    await statusOf('echo x >> scratch.js');
    assert.equal(await statusOf('rm scratch.js'), 'done');
  });

  it('belongs to no other task', async () => {
    await fixture.propose(create('scratch.js'));
    assert.equal(await statusOf('rm scratch.js', 'another task'), 'held');
  });

  it('is no folder', async () => {
    fixture.dials.act = () => {
      mkdirSync(fixture.path('things'), { recursive: true });
      return { ok: true, text: '', summary: '' };
    };
    await statusOf('mkdir things');
    assert.equal(await statusOf('rm -rf things'), 'held');
  });

  it('is nothing that was only proposed', async () => {
    fixture.dials.mode = 'manual';
    await fixture.propose(create('scratch.js'));
    fixture.dials.mode = 'auto';
    writeFileSync(fixture.path('scratch.js'), 'mine');
    assert.equal(await statusOf('rm scratch.js'), 'held');
  });
});
