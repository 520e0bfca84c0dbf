import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Task } from '../../src/agent/task';
import { COMMANDS } from '../../src/vscode/contributions';
import { call, MessagesServer, type Scripted, status, text, turn } from '../support/messagesServer';
import { toldTo } from '../support/toldTo';
import { eventually, setGlobally, Thread } from './thread';

describe('a task in the extension host', () => {
  let thread: Thread;
  afterEach(() => thread.dispose());

  const rows = (task: Task) => thread.engine.actionLog.rows().filter((row) => row.task === task.id);
  const told = (request: number) => toldTo(thread.server.requests[request]?.body);

  it('edits and runs, and the agent reads output and exit code', async () => {
    thread = await Thread.open([
      turn([call('write_file', { path: 'thread/say.js', content: "console.log('out'); process.exit(3);\n" })]),
      turn([call('run_command', { command: 'node say.js', cwd: 'thread' })]),
      turn([text('It exits with 3.')]),
    ]);
    const task = await thread.run();
    assert.equal(task.status, 'done');
    assert.match(told(2), /out/);
    assert.match(told(2), /exit(ed with)?( code)? 3/i);
    assert.deepEqual(
      rows(task).map(({ kind, state, exitCode }) => [kind, state, exitCode]),
      [
        ['edit', 'done', undefined],
        ['command', 'failed', 3],
      ],
    );
  });

  it('puts every call on record, reads and bad ones that became actions included', async () => {
    thread = await Thread.open([
      turn([
        call('read_file', { path: 'thread/a.txt' }),
        call('list_files', { path: 'thread' }),
        call('search_text', { path: 'thread', pattern: 'x' }),
        call('get_diagnostics', {}),
        call('update_plan', { steps: [{ text: 'Look', status: 'active' }] }),
        call('read_file', { path: 'thread/missing.txt' }),
      ]),
      turn([text('Looked.')]),
    ]);
    writeFileSync(thread.path('a.txt'), 'x\n');
    const task = await thread.run();
    assert.deepEqual(
      rows(task)
        .map(({ kind }) => kind)
        .sort(),
      ['diagnostics', 'listFiles', 'plan', 'readFile', 'readFile', 'searchText'],
    );
    for (const row of rows(task)) assert.ok(row.state === 'done' || row.state === 'failed', row.label);
  });

  it('stops in the middle of a command, and the command with it', async () => {
    thread = await Thread.open([
      turn([call('run_command', { command: 'touch started; sleep 60; touch ended', cwd: 'thread' })]),
    ]);
    const task = thread.start();
    await eventually(() => existsSync(thread.path('started')), 'the start of the command');
    const pid = rows(task).find(({ kind }) => kind === 'command')?.pid;
    assert.ok(pid);
    await vscode.commands.executeCommand(COMMANDS.stopTask);
    await thread.ended(task);
    assert.equal(task.status, 'stopped');
    await eventually(() => !isRunning(pid), 'the end of the process');
    assert.equal(existsSync(thread.path('ended')), false);
  });

  it('changes nothing in Plan', async () => {
    thread = await Thread.open(
      [
        turn([
          call('write_file', { path: 'thread/a.txt', content: 'x\n' }),
          call('run_command', { command: 'touch b.txt', cwd: 'thread' }),
        ]),
        turn([text('I only looked.')]),
      ],
      'plan',
    );
    await thread.run();
    assert.equal(existsSync(thread.path('a.txt')) || existsSync(thread.path('b.txt')), false);
  });

  it('holds every change in Manual, and a change of mode counts from the next verdict on', async () => {
    const write = (name: string) => call('write_file', { path: `thread/${name}`, content: 'x\n' });
    thread = await Thread.open([turn([write('one.txt')]), turn([text('Held.')])], 'manual');
    const task = await thread.run();
    assert.equal(thread.hold('one.txt').status, 'waiting');
    await thread.parts.mode.set('auto');
    thread.server.script(turn([write('two.txt')]), turn([text('Done.')]));
    thread.engine.tasks.send('Another one');
    await thread.ended(task);
    assert.equal(existsSync(thread.path('two.txt')), true);
    assert.equal(existsSync(thread.path('one.txt')), false);
  });

  it('hears what the person says while it works, at its next step', async () => {
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    thread = await Thread.open([
      turn([call('list_files', { path: 'thread' })], { until }),
      turn([text('As you say.')]),
    ]);
    const task = thread.start();
    await eventually(() => thread.server.requests.length === 1, 'the first request');
    thread.engine.tasks.send('Use tabs, please');
    goOn();
    await thread.ended(task);
    assert.match(told(1), /Use tabs, please/);
  });

  it('lets a second task wait its turn', async () => {
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    thread = await Thread.open([turn([text('First.')], { until }), turn([text('Second.')])]);
    const first = thread.start('The first');
    const second = thread.start('The second');
    await eventually(() => thread.server.requests.length === 1, 'the first request');
    assert.deepEqual([first.status, second.status], ['working', 'queued']);
    goOn();
    await thread.ended(second);
    assert.deepEqual([first.status, second.status], ['done', 'done']);
  });

  const failures: readonly [string, Scripted, string, RegExp][] = [
    [
      'a wrong key',
      status(401, 'authentication_error', 'invalid x-api-key'),
      'badKey',
      /refused the API key \(401\)\. Set another one with/,
    ],
    [
      'an unknown model',
      status(404, 'not_found_error', 'model: nope'),
      'unknownModel',
      /doesn't know the model “claude[^”]*” \(404\)\. Choose another in the setting chaperone\.model/,
    ],
  ];
  for (const [title, reply, code, words] of failures) {
    it(`fails at ${title} with words a person understands`, async () => {
      thread = await Thread.open([reply]);
      const task = await thread.run();
      assert.equal(task.status, 'failed');
      assert.equal(thread.engine.lastModelFailure(), code);
      const ended = task.events.findLast((event) => event.kind === 'ended');
      assert.match(ended?.note ?? '', words);
    });
  }

  it('shows its transcript from the first second, and as it goes', async () => {
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    thread = await Thread.open([turn([text('I begin and I end.')], { until })]);
    const task = thread.start('Show me');
    await vscode.commands.executeCommand(COMMANDS.showTranscript);
    const shown = () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.includes(task.id))?.document.getText();
    await eventually(() => shown()?.includes('Show me') === true, 'what the person said');
    await eventually(() => shown()?.includes('I begi') === true, 'what the agent begins to say');
    goOn();
    await eventually(() => shown()?.includes('I begin and I end.') === true, 'what the agent said');
    await eventually(() => shown()?.includes('Finished') === true, 'the end');
  });
});

describe('a wrong address', () => {
  it('fails without sending anything anywhere else', async () => {
    const thread = await Thread.open([]);
    const other = await new MessagesServer([turn([text('Wrong place.')])]).start();
    try {
      await setGlobally('chaperone.baseUrl', 'locahost:8080');
      const task = await thread.run();
      assert.equal(task.status, 'failed');
      assert.match(task.events.findLast((event) => event.kind === 'ended')?.note ?? '', /chaperone\.baseUrl/);
      assert.equal(thread.server.requests.length + other.requests.length, 0);
    } finally {
      await other.stop();
      await thread.dispose();
    }
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
