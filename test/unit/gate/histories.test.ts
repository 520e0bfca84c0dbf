import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { Action, EditAction } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import { Emitter } from '../../../src/action/emitter';
import { Histories } from '../../../src/gate/histories';
import { nodeEvidence } from '../../../src/run/nodeEvidence';
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

describe('what is known of how files came to be', () => {
  let fixture: GateFixture;
  let saved: Emitter<string>;
  let unsaved: string[];
  let uncommitted: Promise<readonly string[] | undefined>;
  let histories: Histories;
  let startedAt: number | undefined;

  beforeEach(() => {
    fixture = new GateFixture();
    mkdirSync(fixture.root, { recursive: true });
    saved = new Emitter();
    unsaved = [];
    startedAt = undefined;
    uncommitted = Promise.resolve([]);
    const world = { disk: fixture.dials.disk, unsaved: () => unsaved, uncommitted: () => uncommitted };
    histories = new Histories({ evidence: nodeEvidence, world, startedAt: () => startedAt });
    saved.event((path) => histories.note(path, 'person'));
  });
  afterEach(() => fixture.dispose());

  const history = (taskId = 'task') => {
    const { history: found } = histories.of(taskId);
    assert.ok(found !== undefined);
    return found;
  };
  const edit = (name: string, before: string | null, after: string): EditAction => ({
    kind: 'edit',
    path: fixture.path(name),
    before,
    after,
    beforeSha256: before === null ? null : sha256(before),
  });
  const carry = (action: Action, act: () => void, taskId = 'task') => {
    const judged = fixture.gate.judge(action, { ...fixture.situation(), ...histories.of(taskId) });
    const note = histories.watch(taskId, judged);
    act();
    note();
  };
  const write = (name: string, text: string) => () => writeFileSync(fixture.path(name), text);
  const later = () => new Promise((resolve) => setTimeout(resolve, 30));

  it('tells who has changed a file: the least trusted of them', () => {
    history();
    carry(edit('a.txt', null, 'a'), write('a.txt', 'a'));
    saved.fire(fixture.path('a.txt'));
    saved.fire(fixture.path('b.txt'));
    assert.deepEqual(history().changed, { [fixture.path('a.txt')]: 'task', [fixture.path('b.txt')]: 'person' });
  });

  it('says nothing of an action that changed nothing', () => {
    write('a.txt', 'a')();
    carry(edit('a.txt', 'a', 'b'), () => undefined);
    assert.deepEqual(history().changed, {});
  });

  it('tells what was downloaded, into a folder too, and what was made of it', () => {
    carry(fixture.command('curl -s -o get.sh https://example.com/get.sh'), write('get.sh', 'echo 1'));
    carry(fixture.command('git clone https://example.com/a/lib.git'), () => mkdirSync(fixture.path('lib')));
    assert.equal(history().changed[fixture.path('get.sh')], 'downloaded');
    assert.equal(history().changed[fixture.path('lib')], 'downloaded');
    carry(fixture.command('cp get.sh run.sh'), write('run.sh', 'echo 1'));
    assert.equal(history().changed[fixture.path('run.sh')], 'downloaded');
    carry(edit('get.sh', 'echo 1', 'echo 2'), write('get.sh', 'echo 2'));
    assert.equal(history().changed[fixture.path('get.sh')], 'downloaded', 'still its text');
    const rename = {
      kind: 'rename',
      from: fixture.path('get.sh'),
      to: fixture.path('b.sh'),
      beforeSha256: null,
    } as const;
    carry(rename, () => renameSync(fixture.path('get.sh'), fixture.path('b.sh')));
    assert.equal(history().changed[fixture.path('b.sh')], 'downloaded');
    carry(edit('get.sh', null, 'echo 3'), write('get.sh', 'echo 3'));
    assert.equal(history().changed[fixture.path('get.sh')], 'task', 'written anew');
  });

  it('is about what came after the start of each task, whichever task did it', async () => {
    history('first');
    carry(edit('a.txt', null, 'a'), write('a.txt', 'a'), 'first');
    await later();
    history('second');
    assert.deepEqual(history('second').changed, {});
    carry(edit('b.txt', null, 'b'), write('b.txt', 'b'), 'first');
    assert.deepEqual(history('second').changed, { [fixture.path('b.txt')]: 'task' });
    assert.equal(Object.keys(history('first').changed).length, 2);
  });

  it('begins when the task did, not with its first action', () => {
    startedAt = Date.now() - 60_000;
    assert.ok(history().startedAt <= startedAt && history().startedAt > startedAt - 1000);
  });

  it('tells whether commands ran that may have written anything', () => {
    assert.equal(history().hasRunCommands, false);
    carry(fixture.command('ls'), () => undefined);
    assert.equal(history().hasRunCommands, false);
    carry(fixture.command('npm test'), () => undefined);
    assert.equal(history().hasRunCommands, true);
  });

  it('keeps how long files were, and the text of those that git does not hold', async () => {
    uncommitted = Promise.resolve([fixture.path('notes.txt')]);
    history();
    await later();
    write('notes.txt', 'notes')();
    write('code.ts', 'code')();
    carry(edit('notes.txt', 'notes', 'no'), write('notes.txt', 'no'));
    carry(edit('notes.txt', 'no', ''), write('notes.txt', ''));
    carry(edit('code.ts', 'code', 'c'), write('code.ts', 'c'));
    assert.deepEqual(history().lengths, { [fixture.path('notes.txt')]: 5, [fixture.path('code.ts')]: 4 });
    assert.deepEqual(history().texts, { [fixture.path('notes.txt')]: 'notes' });
    assert.deepEqual(history().uncommitted, [fixture.path('notes.txt')]);
  });

  it('keeps what files said when the task began, but not what may have come in since', async () => {
    write('old.mk', 'old')();
    write('other.mk', 'other')();
    startedAt = Date.now() + 40;
    await new Promise((resolve) => setTimeout(resolve, 60));
    history();
    carry(edit('old.mk', 'old', 'new'), write('old.mk', 'new'));
    carry(edit('old.mk', 'new', 'newer'), write('old.mk', 'newer'));
    assert.deepEqual(history().starting, { [fixture.path('old.mk')]: 'old' });
    carry(fixture.command('npm test'), write('other.mk', 'of a command'));
    carry(edit('other.mk', 'of a command', 'mine'), write('other.mk', 'mine'));
    carry(edit('third.mk', null, 'third'), write('third.mk', 'third'));
    assert.deepEqual(history().starting, { [fixture.path('old.mk')]: 'old' });
  });

  it('keeps what a file said that a command is about to write', async () => {
    write('old.mk', 'old')();
    startedAt = Date.now() + 40;
    await new Promise((resolve) => setTimeout(resolve, 60));
    carry(fixture.command('echo x > old.mk'), write('old.mk', 'x'));
    assert.deepEqual(history().starting, { [fixture.path('old.mk')]: 'old' });
  });

  it('knows nothing of what git holds until git has answered', async () => {
    uncommitted = new Promise(() => undefined);
    assert.equal(history().uncommitted, undefined);
  });

  it('tells what is unsaved just now', () => {
    assert.deepEqual(history().unsaved, []);
    unsaved = [fixture.path('a.txt')];
    assert.deepEqual(history().unsaved, unsaved);
  });

  it('is a snapshot that no later action changes, and the same one while nothing happens', () => {
    write('a.txt', 'one')();
    const before = history();
    assert.equal(history(), before);
    const copy = structuredClone(before);
    carry(edit('a.txt', 'one', 'two'), write('a.txt', 'two'));
    assert.deepEqual(before, copy);
    assert.notDeepEqual(history(), copy);
  });

  it('makes a script that was downloaded wait, though a commit came in between', async () => {
    execFileSync('git', ['init', '-q'], { cwd: fixture.root });
    const signal = new AbortController().signal;
    const propose = (command: string) =>
      fixture.gate.propose(fixture.command(command), { taskId: 'task', callId: command, signal });
    fixture.dials.act = () => {
      write('get.sh', 'echo hi\n')();
      return { ok: true, text: '', summary: '' };
    };
    await propose('curl -s -o get.sh https://example.com/get.sh');
    for (const { id } of fixture.holds.waiting()) await fixture.gate.approve(id);
    assert.equal(fixture.carried.length, 1);
    fixture.dials.act = () => ({ ok: true, text: '', summary: '' });
    const committed = await propose('git add get.sh && git commit -m "Add a script"');
    assert.equal(committed.status, 'done', JSON.stringify(committed));
    const outcome = await propose('bash get.sh');
    assert.ok(outcome.status === 'held');
    assert.equal(outcome.verdict.rule, 'run.downloaded');
  });
});
