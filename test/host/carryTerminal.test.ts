import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CommandAction } from '../../src/action/action';
import type { CarriedOut, Carrying } from '../../src/gate/carriers';
import { Commands } from '../../src/run/commands';
import { commandEnvironment } from '../../src/run/environment';
import { CommandTerminals } from '../../src/vscode/carry/terminal';
import { CarryFixture, eventually } from './carrySupport';

describe('a command', () => {
  let fixture: CarryFixture;
  let commands: Commands;
  let terminals: CommandTerminals;
  const errors: unknown[] = [];
  /** Those of the extension itself, from tests before. */
  let others: ReadonlySet<vscode.Terminal>;

  beforeEach(() => {
    others = new Set(vscode.window.terminals);
    fixture = new CarryFixture();
    commands = new Commands({ disk: fixture.disk, report: (error) => errors.push(error) });
    terminals = new CommandTerminals(commands.onDidStart);
  });
  afterEach(async () => {
    terminals.dispose();
    commands.dispose();
    await eventually(() => own().length === 0, 'the terminals are gone');
    await fixture.dispose();
    assert.deepEqual(errors.splice(0), []);
  });

  function carrying(actionId = 'action'): Carrying {
    const situation = fixture.situation();
    const environment = commandEnvironment(process.env, { ...situation, disk: fixture.disk });
    return { ...fixture.carrying(), actionId, situation: { ...situation, environment } };
  }

  async function run(command: string, options: Partial<CommandAction> = {}, actionId = 'action'): Promise<CarriedOut> {
    const action: CommandAction = {
      kind: 'command',
      command,
      cwd: fixture.root,
      timeoutMs: 30_000,
      background: false,
      ...options,
    };
    return terminals.tell(actionId, await commands.command(action, carrying(actionId)));
  }

  const own = () =>
    vscode.window.terminals.filter((terminal) => terminal.name.endsWith('Chaperone') && !others.has(terminal));

  /** The terminal of this name, with all that it is given to show. */
  async function watch(name: string): Promise<{ terminal: vscode.Terminal; shown: () => string }> {
    await eventually(() => own().some((terminal) => terminal.name === name), `a terminal ${name}`);
    const terminal = own().find((each) => each.name === name);
    assert.ok(terminal !== undefined && 'pty' in terminal.creationOptions);
    const { pty } = terminal.creationOptions;
    let text = '';
    fixture.until(
      pty.onDidWrite((written) => {
        text += written;
      }),
    );
    // As if it were looked at only now: it shows all that was printed before.
    pty.open(undefined);
    return { terminal, shown: () => text };
  }

  it('is shown with its folder, its output and its exit code, without taking the focus', async () => {
    const path = fixture.path('focus.txt');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'mine' }));
    const result = await run(`printf 'one\\ntwo\\n'; echo err >&2; touch '${path}'; exit 3`);
    const { shown } = await watch('Chaperone');
    assert.deepEqual([result.ok, result.exitCode], [false, 3]);
    assert.match(result.text, /one\ntwo\n/);
    assert.equal(existsSync(path), true);
    await eventually(() => shown().includes('[exit 3 in'), 'the exit code');
    assert.ok(shown().includes('one\r\ntwo\r\n'), shown());
    assert.ok(shown().includes("$ printf 'one\\ntwo\\n'; echo err >&2;"), shown());
    assert.match(shown(), /err\r\n/);
    assert.equal(vscode.window.activeTextEditor, editor);
  });

  it('is shown in one terminal after the other command, not in another', async () => {
    await run('echo first');
    await run('echo second');
    const { shown } = await watch('Chaperone');
    await eventually(() => shown().includes('second\r\n'), 'the second');
    assert.ok(shown().indexOf('first\r\n') < shown().indexOf('$ echo second'));
    assert.equal(own().length, 1);
  });

  it('is shown after the one that runs at the same time, unmixed', async () => {
    await Promise.all([run('echo a1; sleep 0.4; echo a2'), run('echo b1; sleep 0.1; echo b2', {}, 'other')]);
    const { shown } = await watch('Chaperone');
    await eventually(() => shown().includes('b2\r\n'), 'both');
    assert.match(shown(), /a1\r\na2\r\n[\s\S]*\$ echo b1[\s\S]*b1\r\nb2\r\n/);
  });

  it('can’t hide itself, wipe the screen or reach the clipboard', async () => {
    await run(`printf '\\033]52;c;cHduZWQ=\\007\\033]633;E;ls\\007\\033[2J\\033[31mred\\033[0m'; # \u202e hidden`);
    const { shown } = await watch('Chaperone');
    await eventually(() => shown().includes('[exit 0'), 'its end');
    assert.ok(shown().includes('\x1b[31mred\x1b[0m'));
    assert.ok(!shown().includes('\x1b]'));
    assert.ok(!shown().includes('\x1b[2J'));
    assert.ok(shown().includes('# \\u{202e} hidden'), shown());
  });

  function isGroup(pid: number): boolean {
    try {
      return process.kill(-pid, 0);
    } catch {
      return false;
    }
  }

  it('is stopped by closing its terminal, and the agent is told who did it', async () => {
    const mark = fixture.path('pid');
    const running = run(`echo $$ > '${mark}'; echo begun; sleep 60 & sleep 60`);
    await eventually(() => existsSync(mark) && readFileSync(mark, 'utf8') !== '', 'it runs');
    const { terminal, shown } = await watch('Chaperone');
    await eventually(() => shown().includes('begun'), 'its output');
    terminal.dispose();
    const result = await running;
    assert.equal(result.ok, false);
    assert.match(result.text, /^The person stopped this command/);
    assert.match(result.summary, /by the person$/);
    const pid = Number(readFileSync(mark, 'utf8'));
    await eventually(() => !isGroup(pid), 'nothing of it is left');
    assert.equal((await run('echo next', {}, 'next')).ok, true);
    await watch('Chaperone');
  });

  it('is stopped by Ctrl+C, which leaves the terminal', async () => {
    const running = run('echo begun; sleep 60');
    const { terminal, shown } = await watch('Chaperone');
    await eventually(() => shown().includes('begun'), 'its output');
    assert.ok('pty' in terminal.creationOptions);
    terminal.creationOptions.pty.handleInput?.('\x03');
    const result = await running;
    assert.match(result.text, /^The person stopped this command/);
    await eventually(() => shown().includes('[stopped after'), 'its end');
    assert.equal(own().length, 1);
  });

  it('is told as stopped, not as stopped by the person, at its time limit', async () => {
    const result = await run('echo begun; sleep 60', { timeoutMs: 300 });
    assert.equal(result.ok, false);
    assert.doesNotMatch(result.text, /person/);
    const { shown } = await watch('Chaperone');
    await eventually(() => shown().includes('time limit'), 'its end');
  });

  it('has a terminal of its own in the background, which stops it when closed', async () => {
    const started = await run('echo serving; sleep 60', { background: true });
    assert.equal(started.ok, true);
    const [{ id } = { id: '' }] = commands.running();
    const { terminal, shown } = await watch(`${id} Chaperone`);
    await eventually(() => shown().includes('serving'), 'its output');
    terminal.dispose();
    await eventually(() => commands.running().length === 0, 'its end');
    const read = await commands.readOutput({ kind: 'readOutput', commandId: id }, carrying('read'));
    assert.match(terminals.tell(id, read).text, /^The person stopped this command/);
  });

  it('shows what it printed before its terminal was looked at, and not all of a flood', async () => {
    const result = await run('for i in {1..60000}; do echo "line $i of many"; done; echo last');
    assert.equal(result.ok, true);
    const { terminal } = await watch('Chaperone');
    assert.ok('pty' in terminal.creationOptions);
    const { pty } = terminal.creationOptions;
    const late: string[] = [];
    fixture.until(pty.onDidWrite((text) => late.push(text)));
    pty.open(undefined);
    const [replay = ''] = late;
    assert.ok(replay.includes('last\r\n'));
    assert.ok(replay.length < 500_000, String(replay.length));
    assert.match(replay, /earlier output is not shown/);
  });

  it('is brought to the front on request, without the focus', async () => {
    assert.equal(terminals.reveal(), false);
    await run('echo shown');
    assert.equal(terminals.reveal(), true);
    await eventually(() => vscode.window.activeTerminal?.name === 'Chaperone', 'it is in front');
  });
});
