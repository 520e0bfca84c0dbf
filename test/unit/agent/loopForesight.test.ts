import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { call, callWithJson, overloaded, type Piece, type Scripted, text, turn } from '../../support/messagesServer';
import { allows, aWait, forbids, SupervisedAgent, until } from '../../support/supervisedAgent';

describe('Calls of an answer that streams', () => {
  let supervised: SupervisedAgent;

  afterEach(async () => {
    assert.deepEqual([supervised.agent.bugs, supervised.gate.errors], [[], []]);
    await supervised.stop();
  });

  async function start(script: readonly Scripted[], judgements: readonly Scripted[]) {
    supervised = await SupervisedAgent.start(script, judgements);
    return supervised;
  }

  const run = (command: string, id?: string): Piece => call('run_command', { command }, id);
  const done = turn([text('All done.')]);
  const unused = () => supervised.gate.entries.filter((entry) => entry.kind === 'unused');
  /** Of what was proposed. */
  const kinds = () => supervised.gate.entries.map(({ kind }) => kind).filter((kind) => kind !== 'unused');
  /** No action may have left a trace that nobody proposed. */
  const untouched = () => assert.deepEqual([supervised.ran, kinds(), supervised.gate.holds.all()], [[], [], []]);

  it('are judged before the answer has ended, and carried out after it', async () => {
    const rest = aWait();
    const pieces = [run('unknown-one', 'a'), text('And now the rest.')];
    const { agent } = await start([turn(pieces, { until: rest.opened, untilBlocks: 1 }), done], [allows]);
    const ended = agent.run('Go');
    // Only its request to the judge lets the agent's answer go on.
    await until(() => supervised.judgeServer.requests.length === 1);
    untouched();
    rest.open();
    assert.equal((await ended).status, 'done');
    assert.deepEqual(supervised.ran, ['unknown-one']);
    assert.equal(supervised.judgeServer.requests.length, 1, 'and are asked about once');
    assert.deepEqual(kinds(), ['action', 'reviewed', 'settled', 'outcome']);
    assert.deepEqual(agent.resultsLast(1), [{ id: 'a', text: 'done', isError: false }]);
  });

  it('are judged beside one another', async () => {
    const second = aWait();
    const [first, other] = [aWait(), aWait()];
    const { agent } = await start(
      [turn([run('unknown-one'), run('unknown-two'), text('x')], { until: second.opened, untilBlocks: 2 }), done],
      [turn([text('allow')], { until: first.opened }), turn([text('allow')], { until: other.opened })],
    );
    const ended = agent.run('Go');
    await until(() => supervised.judgeServer.requests.length === 2);
    untouched();
    second.open();
    other.open();
    first.open();
    await ended;
    assert.deepEqual([...supervised.ran].sort(), ['unknown-one', 'unknown-two']);
    assert.equal(supervised.judgeServer.requests.length, 2);
  });

  it('are refused as if they had been judged later', async () => {
    const { agent } = await start([turn([run('unknown-one', 'a')]), done], [forbids]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, []);
    assert.match(agent.resultsLast(1)[0]?.text ?? '', /^Blocked: .*Not asked for\./);
  });

  it('lead to nothing when the stream breaks each time, which is told with what it cost', async () => {
    const rest = aWait();
    const breaks = { after: 9, how: 'end' } as const;
    const broken = turn([run('unknown-one'), text('And')], { breaks, until: rest.opened, untilBlocks: 1 });
    const { agent } = await start(Array(10).fill(broken), [allows]);
    const ended = agent.run('Go');
    await until(() => supervised.judgeServer.requests.length === 1 && supervised.judgeServer.open === 0);
    rest.open();
    const task = await ended;
    assert.equal(task.status, 'failed');
    untouched();
    await until(() => supervised.gate.debugged.length > 0);
    assert.match(supervised.gate.debugged.join('\n'), /begun ahead was not needed: .*read 100 tokens, wrote 20/);
    assert.deepEqual(
      unused().map(({ task, requests }) => [task, requests.map(({ outputTokens }) => outputTokens)]),
      [[task.id, [20]]],
    );
  });

  it('are those of the attempt that came to its end', async () => {
    const broken = turn([run('unknown-one'), text('And')], { breaks: { after: 9, how: 'end' } });
    const { agent } = await start([broken, turn([run('unknown-two')]), done], [allows, allows]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, ['unknown-two']);
  });

  it('use the judgement of a void attempt when the next one makes the same call', async () => {
    const broken = turn([run('unknown-one', 'void'), text('And')], { breaks: { after: 9, how: 'end' } });
    const { agent } = await start([broken, turn([run('unknown-one', 'valid')]), done], [allows]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, ['unknown-one']);
    assert.equal(supervised.judgeServer.requests.length, 1);
  });

  for (const stopReason of ['refusal', 'model_context_window_exceeded']) {
    it(`lead to nothing when the answer ends with ${stopReason}, and end the judge's request`, async () => {
      const [rest, never] = [aWait(), aWait()];
      const { agent } = await start(
        [turn([run('unknown-one'), text('No.')], { stopReason, until: rest.opened, untilBlocks: 1 })],
        [turn([text('allow')], { until: never.opened })],
      );
      const ended = agent.run('Go');
      await until(() => supervised.judgeServer.requests.length === 1);
      rest.open();
      assert.equal((await ended).status, 'failed');
      untouched();
      await until(() => supervised.judgeServer.open === 0);
      never.open();
    });
  }

  it("end the judge's request when the person stops the task", async () => {
    const [rest, never] = [aWait(), aWait()];
    const { agent } = await start(
      [turn([run('unknown-one'), text('x')], { until: rest.opened, untilBlocks: 1 })],
      [turn([text('allow')], { until: never.opened })],
    );
    const task = agent.tasks.start('Go');
    await until(() => supervised.judgeServer.requests.length === 1);
    agent.tasks.stop(task.id);
    await agent.ended(task);
    await until(() => supervised.judgeServer.open === 0);
    assert.equal(task.status, 'stopped');
    untouched();
    rest.open();
    never.open();
  });

  it('that were cut off in their input are neither judged nor made', async () => {
    const cut = turn([run('unknown-one'), callWithJson('run_command', '{"command": "unknown-two --fo')], {
      stopReason: 'max_tokens',
    });
    const { agent } = await start([cut, done], [allows]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, ['unknown-one']);
    assert.equal(supervised.judged.length, 1);
  });

  it('that end early with whole input, but in an answer that was cut off there, are not made', async () => {
    const cut = turn([callWithJson('list_files', '')], { stopReason: 'max_tokens' });
    const { agent } = await start([cut, done], []);
    await agent.run('Go');
    assert.deepEqual(supervised.gate.carried, []);
  });

  it('that are made from a file which a call before may change are judged when their turn comes', async () => {
    const rest = aWait();
    const edit = (old_text: string, new_text: string) => call('edit_file', { path: 'a.sh', old_text, new_text });
    const { agent } = await start(
      [turn([edit('one', 'two'), edit('two', 'three'), text('x')], { until: rest.opened, untilBlocks: 2 }), done],
      [],
    );
    writeFileSync(supervised.gate.path('a.sh'), 'echo one\n');
    const looked: string[] = [];
    const { gate } = supervised.gate;
    const foresee = gate.foresee.bind(gate);
    gate.foresee = (action, proposal) => {
      looked.push(action.kind === 'edit' ? action.after : action.kind);
      foresee(action, proposal);
    };
    const ended = agent.run('Go');
    await until(() => looked.length > 0);
    rest.open();
    assert.equal((await ended).status, 'done');
    assert.deepEqual(looked, ['echo two\n']);
    assert.deepEqual(
      supervised.gate.carried.map((action) => (action.kind === 'edit' ? action.after : action.kind)),
      ['echo two\n', 'echo three\n'],
    );
  });

  const write = (path: string, content = '#!/bin/sh\nsome-unknown-program\n'): Piece =>
    call('write_file', { path, content });
  const written = () => supervised.gate.carried.flatMap((action) => (action.kind === 'edit' ? [action.path] : []));

  for (const isStreaming of [true, false]) {
    const when = isStreaming ? 'while the answer streams' : 'when the answer came all at once';
    it(`that edit files of their own are judged beside one another ${when}`, async () => {
      const [rest, all] = [aWait(), aWait()];
      const names = ['a.sh', 'b.sh', 'c.sh', 'd.sh'];
      const delivery = isStreaming ? { until: rest.opened, untilBlocks: 4 } : {};
      const { agent, judgeServer } = await start(
        [turn([...names.map((name) => write(name)), text('x')], delivery), done],
        names.map(() => turn([text('allow')], { until: all.opened })),
      );
      const ended = agent.run('Go');
      await until(() => judgeServer.requests.length === 4);
      assert.equal(supervised.gate.entries.length > 0, !isStreaming);
      assert.deepEqual(written(), []);
      rest.open();
      all.open();
      assert.equal((await ended).status, 'done');
      assert.equal(judgeServer.requests.length, 4, 'and are asked about once');
      assert.equal(agent.resultsLast(1).filter(({ isError }) => !isError).length, 4);
      for (const name of names) assert.equal(existsSync(supervised.gate.path(name)), true);
    });
  }

  it('do not wait for an edit of another file that a judge is still looking at', async () => {
    const slow = aWait();
    const { agent } = await start(
      [turn([write('a.sh'), write('b.txt', 'plain\n')]), done],
      [turn([text('allow')], { until: slow.opened })],
    );
    const ended = agent.run('Go');
    await until(() => supervised.judgeServer.requests.length === 1 && existsSync(supervised.gate.path('b.txt')));
    assert.equal(existsSync(supervised.gate.path('a.sh')), false);
    slow.open();
    assert.equal((await ended).status, 'done');
    assert.equal(existsSync(supervised.gate.path('a.sh')), true);
  });

  const inOrder: readonly [what: string, calls: readonly Piece[], then: Readonly<Record<string, string | null>>][] = [
    [
      'the file that a call before creates',
      [write('a.sh'), call('edit_file', { path: 'a.sh', old_text: 'some', new_text: 'another' })],
      { 'a.sh': '#!/bin/sh\nanother-unknown-program\n' },
    ],
    [
      'the file that a call before moves there',
      [
        write('a.sh'),
        call('rename_file', { from: 'a.sh', to: 'b.sh' }),
        call('edit_file', { path: './b.sh', old_text: 'some', new_text: 'another' }),
      ],
      { 'a.sh': null, 'b.sh': '#!/bin/sh\nanother-unknown-program\n' },
    ],
    [
      'the file that a call before deletes',
      [write('a.sh'), call('delete_file', { path: 'a.sh' }), write('a.sh', 'plain\n')],
      { 'a.sh': 'plain\n' },
    ],
    [
      'what a command before may have written',
      [run('unknown-one'), write('a.sh'), call('edit_file', { path: 'a.sh', old_text: 'some', new_text: 'another' })],
      { 'a.sh': '#!/bin/sh\nanother-unknown-program\n' },
    ],
  ];
  for (const [what, calls, then] of inOrder) {
    it(`that edit ${what} wait for it`, async () => {
      const { agent } = await start([turn(calls), done], Array(10).fill(allows));
      const task = await agent.run('Go');
      assert.deepEqual([task.status, agent.resultsLast(1).filter(({ isError }) => isError)], ['done', []]);
      for (const [name, content] of Object.entries(then)) {
        const path = supervised.gate.path(name);
        assert.equal(existsSync(path) ? readFileSync(path, 'utf8') : null, content);
      }
    });
  }

  it('that are no longer what was judged, by what a call beside them wrote, are judged again as they are then', async () => {
    const slow = aWait();
    const scripts = { scripts: { postinstall: 'sh seed.sh' } };
    const { agent } = await start(
      [turn([write('package.json', JSON.stringify(scripts)), write('seed.sh', 'echo plain\n')]), done],
      [turn([text('allow')], { until: slow.opened }), allows, allows],
    );
    const ended = agent.run('Go');
    await until(() => supervised.judgeServer.requests.length === 1 && existsSync(supervised.gate.path('seed.sh')));
    slow.open();
    assert.equal((await ended).status, 'done');
    assert.deepEqual(
      agent.resultsLast(1).filter(({ text: said }) => said.startsWith('Held')),
      [],
    );
    assert.equal(existsSync(supervised.gate.path('package.json')), true);
    assert.equal(supervised.judgeServer.requests.length, 2, 'the judge knows of the script now');
  });

  it('that cannot be made are told of once, when the answer is there', async () => {
    const pieces = [call('run_command', { commandline: 'x' }, 'a'), call('format_disk', {}, 'b'), run('unknown-one')];
    const { agent } = await start([turn(pieces), done], [allows]);
    const task = await agent.run('Go');
    assert.equal(task.events.filter(({ kind }) => kind === 'returned').length, 3);
    assert.deepEqual(supervised.ran, ['unknown-one']);
  });

  it('wait for the person when the judge can not be reached', async () => {
    const { agent } = await start([turn([run('unknown-one', 'a')]), done], Array(10).fill(overloaded()));
    await agent.run('Go');
    assert.match(agent.resultsLast(1)[0]?.text ?? '', /^Held as #1/);
    assert.deepEqual(supervised.ran, []);
    supervised.gate.errors.length = 0;
  });
});
