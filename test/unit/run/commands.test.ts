import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandAction } from '../../../src/action/action';
import { type CarriedOut, ChangedError, SwappedError } from '../../../src/gate/carriers';
import { Commands } from '../../../src/run/commands';
import { NodeDisk } from '../../../src/run/nodeDisk';
import type { CommandExit, RunningCommand } from '../../../src/run/runningCommand';
import { CarryingFixture } from './carrying';

// Processes are found and ended in other ways on Windows.
if (process.platform !== 'win32') {
  describe('Commands', () => {
    let folder: string;
    let commands: Commands;
    let started: RunningCommand[];
    let reported: unknown[];
    const created: Commands[] = [];

    beforeEach(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone run ü\n')));
      started = [];
      reported = [];
      commands = create();
    });

    afterEach(() => {
      for (const each of created.splice(0)) each.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    function create(times: ConstructorParameters<typeof Commands>[0]['times'] = {}): Commands {
      const quick = { killMs: 150, graceMs: 150, firstLookMs: 50, patienceMs: 150, ...times };
      const fresh = new Commands({ disk: new NodeDisk(), report: (error) => reported.push(error), times: quick });
      fresh.onDidStart((command) => started.push(command));
      created.push(fresh);
      return fresh;
    }

    function action(command: string, more: Partial<CommandAction> = {}): CommandAction {
      return { kind: 'command', command, cwd: folder, timeoutMs: 20_000, background: false, ...more };
    }

    function fixture(parts: ConstructorParameters<typeof CarryingFixture>[0] = {}): CarryingFixture {
      return new CarryingFixture({ actionId: randomUUID(), ...parts });
    }

    const run = (command: string, more: Partial<CommandAction> = {}, fix = fixture()): Promise<CarriedOut> =>
      commands.command(action(command, more), fix.carrying);
    const background = (command: string) => run(command, { background: true });
    const read = (commandId: string) => commands.readOutput({ kind: 'readOutput', commandId }, fixture().carrying);
    const stop = (commandId: string) => commands.stopCommand({ kind: 'stopCommand', commandId }, fixture().carrying);

    /** Waits for a process to write its id into a file. */
    async function pidIn(name: string): Promise<number> {
      const file = join(folder, name);
      await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
      return Number(readFileSync(file, 'utf8'));
    }

    /** Runs a command that writes the id of one of its processes, and stops it then. */
    async function stopOnceStarted(command: string): Promise<number> {
      const fix = fixture();
      const running = run(command, {}, fix);
      const pid = await pidIn('pid');
      assert.equal(isAlive(pid), true);
      fix.controller.abort();
      await running;
      return pid;
    }

    describe('running one', () => {
      it('returns output and exit code', async () => {
        const result = await run('echo out; echo err >&2; exit 3');
        assert.equal(result.ok, false);
        assert.equal(result.exitCode, 3);
        assert.match(result.text, /^Exit code 3 after /);
        assert.match(result.text, /^out$/m);
        assert.match(result.text, /^err$/m);
        assert.match(result.summary, /^exit 3 in \d/);
      });

      it('says when there was no output', async () => {
        const result = await run('true');
        assert.equal(result.ok, true);
        assert.match(result.text, /^Exit code 0 after .*\nNo output\.$/);
      });

      it('tells by which signal it ended', async () => {
        const result = await run('kill -SEGV $$');
        assert.deepEqual([result.ok, result.exitCode], [false, undefined]);
        assert.match(result.text, /SIGSEGV/);
      });

      it('runs the command byte for byte', async () => {
        const command = `printf '%s|' "$0" 'a  b' "\\\\n" '*' $'\\x41' "ü😀" ; cat <<'E'\n line $HOME \\\nE\n# done \\`;
        const result = await run(command);
        assert.match(result.text, /\|a {2}b\|\\n\|\*\|A\|ü😀\| line \$HOME \\$/m);
      });

      it('takes a command that starts with a dash or a plus for a command', async () => {
        assert.match((await run('-x')).text, /-x: command not found/);
        assert.match((await run('+x')).text, /\+x: command not found/);
        assert.match((await run('--help')).text, /--help: command not found/);
      });

      it('runs in the folder that was judged, links resolved', async () => {
        mkdirSync(join(folder, 'real place\n'));
        symlinkSync('real place\n', join(folder, 'link'));
        const result = await run('pwd; pwd -P', { cwd: join(folder, 'link') });
        assert.ok(result.text.includes(`${folder}/real place\n\n${folder}/real place\n`));
      });

      it('refuses a folder that is none', async () => {
        const result = await run('true', { cwd: join(folder, 'none') });
        assert.equal(result.ok, false);
        assert.match(result.text, /is not a folder/);
        assert.deepEqual(started, []);
      });

      it('has the environment of the situation and a marker, no more', async () => {
        const fix = fixture({ environment: { PATH: process.env.PATH ?? '', ONLY: 'this one' } });
        const { text } = await run('env -0 | tr "\\n\\0" " \\n" | sort', {}, fix);
        const names = text
          .split('\n')
          .slice(1)
          .map((line) => line.split('=')[0]);
        // The last three are the shell's own.
        assert.deepEqual(
          names.filter((name) => name !== ''),
          ['CHAPERONE_ACTION', 'ONLY', 'PATH', 'PWD', 'SHLVL', '_'],
        );
      });

      it('reads no start-up files', async () => {
        const result = await run('echo $-; shopt login_shell; set -o | grep posix');
        assert.match(result.text, /^hBc$/m);
        assert.match(result.text, /login_shell\s+off/);
      });

      it('has nothing to read and no terminal to ask on', async () => {
        assert.match((await run('cat; echo "read: $?"; read x; echo "asked: $?"')).text, /read: 0\nasked: 1/);
        assert.match((await run('cat < /dev/tty')).text, /\/dev\/tty/);
      });

      it('refuses clearly where there is no bash', async () => {
        const disk = new NodeDisk();
        const without = new Commands({
          disk,
          report: (error) => assert.fail(String(error)),
          findBash: () => ({ kind: 'missing', why: 'No bash.' }),
        });
        const result = await without.command(action('true'), fixture().carrying);
        assert.deepEqual(result, { ok: false, text: 'No bash.', summary: 'No bash.' });
      });

      it('refuses a command longer than the system takes', async () => {
        const result = await run(`: ${'x'.repeat(140_000)}`);
        assert.equal(result.ok, false);
        assert.match(result.text, /script file/);
        assert.equal((await run(`: ${'x'.repeat(120_000)}`)).ok, true);
      });

      it('tells when it could not be started', async () => {
        const result = await run('echo a\0b');
        assert.equal(result.ok, false);
        assert.match(result.text, /could not be started/);
      });

      it('decodes characters that come in pieces', async () => {
        const { text } = await run(
          String.raw`printf '\xf0\x9f'; sleep 0.1; printf '\x98\x80 \xe2'; sleep 0.1; printf '\x82\xac \xff'`,
        );
        assert.match(text, /😀 € \ufffd/);
      });

      it('leaves out what only a terminal could show', async () => {
        const { text } = await run(String.raw`printf '\e[31mred\e[0m \e]0;title\a\n10%%\r50%%\r100%%\nend\r\n\a'`);
        assert.match(text, /\nred \n100%\nend\n$/);
      });
    });

    describe('the last look', () => {
      it('comes right before the start, and is followed by the record of the process', async () => {
        const fix = fixture();
        const order: string[] = [];
        fix.onLook = () => order.push(`look, ${started.length} started`);
        fix.onStart = () => order.push(`recorded, ${started.length} told`);
        const before = Date.now();
        await run('true', {}, fix);
        assert.deepEqual(order, ['look, 0 started', 'recorded, 0 told']);
        const [process] = fix.started;
        assert.ok(process !== undefined && process.pid > 0 && process.startedAt >= before);
      });

      it('keeps the command from running when something changed', async () => {
        const fix = fixture();
        fix.onLook = () => {
          throw new ChangedError(['x']);
        };
        await assert.rejects(run(`touch ${JSON.stringify('ran')}`, {}, fix), ChangedError);
        assert.equal(existsSync(join(folder, 'ran')), false);
      });

      it('ends the command at once when it cannot be recorded', async () => {
        const fix = fixture();
        fix.onStart = () => {
          throw new Error('disk full');
        };
        await assert.rejects(run('sleep 0.1; touch ran', {}, fix), /disk full/);
        await pause(250);
        assert.equal(existsSync(join(folder, 'ran')), false);
        assert.deepEqual(started, []);
      });
    });

    describe('the look after the start', () => {
      it('ends a command at once when what it runs by is no longer what it was', async () => {
        const fix = fixture();
        fix.onLookAfter = () => {
          throw new SwappedError(['run.sh']);
        };
        await assert.rejects(run('sleep 30; touch never', {}, fix), (error) => {
          assert.ok(error instanceof SwappedError);
          assert.deepEqual([error.changes, error.fate], [['run.sh'], 'The command was ended.']);
          return true;
        });
        const [process] = fix.started;
        assert.ok(process !== undefined);
        await until(() => !isAlive(process.pid));
        assert.equal(existsSync(join(folder, 'never')), false);
      });

      it('comes again when it is over, and tells what came of it', async () => {
        const fix = fixture();
        let looks = 0;
        fix.onLookAfter = () => {
          looks += 1;
          if (looks === 2) throw new SwappedError(['run.sh']);
        };
        await assert.rejects(run('echo what it printed', {}, fix), (error) => {
          assert.ok(error instanceof SwappedError);
          assert.match(error.fate ?? '', /what it printed/);
          return true;
        });
      });

      it('comes again shortly after the start of one in the background, which is ended then', async () => {
        const fix = fixture();
        let looks = 0;
        fix.onLookAfter = () => {
          looks += 1;
          if (looks === 2) throw new SwappedError(['run.sh']);
        };
        await assert.rejects(run('sleep 30', { background: true }, fix), SwappedError);
        const [process] = fix.started;
        assert.ok(process !== undefined);
        await until(() => !isAlive(process.pid));
      });
    });

    describe('long output', () => {
      it('shows its beginning and its end, and gives the rest page by page', async () => {
        const fix = fixture();
        const result = await run('seq 1 20000', {}, fix);
        assert.ok(result.text.length < 31_000);
        assert.match(result.text, /\n1\n2\n3\n/);
        assert.match(result.text, /\n19999\n20000\n/);
        assert.match(result.text, /\[… \d+ characters left out …\]/);
        const id = /read_output with (c\d+)/.exec(result.text)?.[1] ?? '';
        let whole = result.text.slice(result.text.indexOf('\n') + 1, result.text.indexOf('[…'));
        for (let page = await read(id); ; page = await read(id)) {
          assert.ok(page.text.length < 31_000);
          const lines = page.text.split('\n').slice(1);
          whole += lines
            .filter((line) => /^\d+$/.test(line))
            .map((line) => `${line}\n`)
            .join('');
          if (!page.text.includes('more characters')) break;
        }
        assert.ok(whole === fix.kept[0]);
        assert.equal(whole.length, 108_894);
      });

      it('keeps the whole for the person', async () => {
        const fix = fixture();
        await run('echo a; echo b >&2; echo c', {}, fix);
        assert.equal(fix.kept.length, 1);
        assert.equal([...(fix.kept[0] ?? '')].sort().join(''), '\n\n\nabc');
      });

      it('keeps no more than a bound, and says so', async () => {
        const fix = fixture();
        const result = await run('head -c 12000000 /dev/zero | tr "\\0" x; echo end', {}, fix);
        assert.ok(result.text.includes('xxxend\n'));
        assert.ok(result.text.includes('more characters were too many to keep'));
        const kept = fix.kept[0] ?? '';
        assert.ok(kept.length > 10_000_000 && kept.length < 11_000_000);
        assert.ok(/x\n\[\d+ characters were not kept\]\nx+end\n$/.test(kept));
      });

      it('lets a command that floods be stopped', async () => {
        const result = await run('yes', { timeoutMs: 600 });
        assert.match(result.text, /time limit/);
      });
    });

    describe('stopping', () => {
      it('happens at its time limit', async () => {
        const result = await run('echo begun; sleep 60', { timeoutMs: 300 });
        assert.equal(result.ok, false);
        assert.match(result.text, /^Stopped after .*, its time limit/);
        assert.match(result.text, /begun/);
        assert.match(result.summary, /^timed out after/);
      });

      it('happens when the task is stopped', async () => {
        const fix = fixture();
        const running = run('echo begun; echo $$ > pid; sleep 60', {}, fix);
        const pid = await pidIn('pid');
        fix.controller.abort();
        assert.match((await running).text, /^Stopped after .*\nbegun\n/);
        assert.equal(isAlive(pid), false);
      });

      it('asks before it forces', async () => {
        const script = 'trap "touch tidy; exit" TERM; echo $$ > pid; while :; do sleep 0.01; done';
        await stopOnceStarted(script);
        assert.equal(existsSync(join(folder, 'tidy')), true);
      });

      it('forces what does not end', async () => {
        const pid = await stopOnceStarted('trap "" TERM; echo $$ > pid; while :; do sleep 0.05; done');
        assert.equal(isAlive(pid), false);
      });

      const ways: readonly [how: string, command: string][] = [
        ['children', 'sleep 60 & echo $! > pid; wait'],
        ['grandchildren', `bash -c 'bash -c "sleep 60 & echo \\$! > pid; wait"; true'; true`],
        ['those in a session of their own', 'setsid sleep 60 & echo $! > pid; wait'],
        ['those that ignore being asked', '(trap "" TERM; echo $BASHPID > pid; while :; do sleep 0.05; done) & wait'],
        ['those that are suspended', 'sleep 60 & echo $! > pid; kill -STOP $!; wait'],
        ['those in a pipeline', 'sleep 60 | (echo $BASHPID > pid; cat)'],
      ];
      for (const [how, command] of ways) {
        it(`ends ${how} too`, async () => {
          const pid = await stopOnceStarted(command);
          assert.equal(isAlive(pid), false);
        });
      }

      if (process.platform === 'linux') {
        it('ends those that went off on their own too', async () => {
          const pid = await stopOnceStarted('(setsid bash -c "echo \\$\\$ > pid; sleep 60" &) ; sleep 60');
          assert.equal(isAlive(pid), false);
        });
      }

      it('spares processes of other commands', async () => {
        const other = background('echo $$ > other; sleep 60');
        await run('sleep 60', { timeoutMs: 300 });
        assert.equal(isAlive(await pidIn('other')), true);
        await other;
      });

      it('happens at once when the extension goes', async () => {
        await background('trap "" TERM; echo $$ > a; setsid sleep 60 & echo $! > b; wait');
        const pids = [await pidIn('a'), await pidIn('b')];
        commands.dispose();
        await until(() => !pids.some(isAlive));
        assert.match((await run('touch ran')).text, /closing/);
        assert.equal(existsSync(join(folder, 'ran')), false);
      });

      it('ends what a task left, and leaves what others have', async () => {
        await commands.command(action('echo $$ > a; sleep 60', { background: true }), fixture().carrying);
        const other = fixture({ taskId: 'task 2' });
        await commands.command(action('echo $$ > b; sleep 60', { background: true }), other.carrying);
        const [a, b] = [await pidIn('a'), await pidIn('b')];
        commands.stopTask('task 1');
        await until(() => !isAlive(a));
        assert.equal(isAlive(b), true);
      });
    });

    describe('processes left behind', () => {
      it('do not keep the command from ending, and can be read and stopped', async () => {
        const result = await run('(echo $BASHPID > pid; sleep 0.6; echo later; exec sleep 60) & echo now');
        assert.equal(result.ok, true);
        assert.match(result.text, /^Exit code 0 after .* Something it started still runs: stop_command with c1/);
        assert.match(result.text, /\nnow\n/);
        const pid = await pidIn('pid');
        await until(async () => (await read('c1')).text.includes('later'));
        assert.equal((await stop('c1')).text, 'c1 is stopped.');
        assert.equal(isAlive(pid), false);
      });

      it('are noticed when they hold no output', async () => {
        const result = await run('sleep 60 > /dev/null 2>&1 & echo $! > pid');
        assert.match(result.text, /still runs/);
        await stop('c1');
        assert.equal(isAlive(await pidIn('pid')), false);
      });

      if (process.platform === 'linux') {
        it('end with the extension, even when nothing links them to their command', async () => {
          await run('(setsid bash -c "echo \\$\\$ > pid; exec sleep 60" > /dev/null 2>&1 &)');
          const pid = await pidIn('pid');
          assert.equal(isAlive(pid), true);
          commands.dispose();
          await until(() => !isAlive(pid));
        });

        it('are found and ended by another editor when theirs was killed, and nothing else is', async () => {
          const [actionId, otherId] = [randomUUID(), randomUUID()];
          const orphan = run('echo $$ > pid; (setsid sleep 60 &); sleep 60', {}, fixture({ actionId }));
          const other = run('echo $$ > other; sleep 60', {}, fixture({ actionId: otherId }));
          const [pid, spared] = [await pidIn('pid'), await pidIn('other')];
          const successor = create();
          assert.deepEqual([...successor.endOrphans((id) => id === actionId)], [actionId]);
          await until(() => !isAlive(pid));
          assert.equal(isAlive(spared), true);
          // Never `() => true`: it would end what the editors of this machine run.
          assert.deepEqual([...commands.endOrphans((id) => id === otherId)], []);
          commands.dispose();
          await Promise.all([orphan, other]);
        });
      }
    });

    describe('in the background', () => {
      it('returns at once with an id, and what it printed so far', async () => {
        commands = create({ firstLookMs: 300 });
        const result = await background('echo ready; sleep 60');
        assert.equal(result.ok, true);
        assert.match(result.text, /^Runs in the background as c1\..*\nready\n/);
        assert.equal(commands.running().length, 1);
      });

      it('tells at once what failed at once', async () => {
        commands = create({ firstLookMs: 10_000 });
        const result = await background('echo no port; exit 1');
        assert.equal(result.ok, false);
        assert.match(result.text, /^Exit code 1 after .*\nno port\n/);
        assert.deepEqual(commands.running(), []);
      });

      it('shows what is new since the last look, then how it ended', async () => {
        commands = create({ firstLookMs: 300 });
        await background(
          'echo one; until [ -e go ]; do sleep 0.02; done; echo two; until [ -e end ]; do sleep 0.02; done; echo three; exit 4',
        );
        assert.match((await read('c1')).text, /^c1 still runs, for .*\nNo new output\.$/);
        await run('touch go');
        assert.match((await read('c1')).text, /^c1 still runs.*\ntwo\n$/);
        await run('touch end');
        await until(() => started[0]?.exit() !== undefined);
        const last = await read('c1');
        assert.match(last.text, /^c1: Exit code 4 after .*\nthree\n$/);
        assert.equal(last.exitCode, 4);
        assert.match((await read('c1')).text, /There is no command c1/);
      });

      it('stops at its time limit', async () => {
        await run('echo on; sleep 60', { background: true, timeoutMs: 400 });
        await until(() => started[0]?.exit() !== undefined);
        assert.match((await read('c1')).text, /time limit/);
      });

      it('goes on when the signal of its proposal is aborted later', async () => {
        const fix = fixture();
        await run('sleep 60', { background: true }, fix);
        fix.controller.abort();
        await pause(100);
        assert.equal(commands.running().length, 1);
      });

      it('keeps its output when it ends', async () => {
        const fix = fixture();
        await run('echo a; sleep 0.4; echo b', { background: true }, fix);
        await until(() => fix.kept.length > 0);
        assert.deepEqual(fix.kept, ['a\nb\n']);
      });

      it('stops when told, with what it last printed', async () => {
        await background('echo $$ > pid; trap "echo bye; exit" TERM; while :; do sleep 0.05; done');
        assert.match((await stop('c1')).text, /^c1 is stopped\.\nIts last output:\n[\s\S]*bye\n$/);
        assert.equal(isAlive(await pidIn('pid')), false);
      });

      it('can be looked at once more after it was stopped', async () => {
        await background('sleep 60');
        await stop('c1');
        assert.match((await stop('c1')).text, /c1: Stopped after|There is no command c1/);
      });

      it('is not there for another task', async () => {
        await background('sleep 60');
        const other = fixture({ taskId: 'task 2' }).carrying;
        const seen = await commands.readOutput({ kind: 'readOutput', commandId: 'c1' }, other);
        const stopped = await commands.stopCommand({ kind: 'stopCommand', commandId: 'c1' }, other);
        assert.match(seen.text, /There is no command c1\. None runs/);
        assert.match(stopped.text, /There is no command c1\. None runs/);
        assert.match((await read('c9')).text, /There is no command c9\. There are: c1\./);
        assert.equal(commands.running().length, 1);
      });
    });

    describe('for the terminal', () => {
      it('is told of each command before it prints, and of all its output and its end', async () => {
        const told: string[] = [];
        const exits: CommandExit[] = [];
        commands.onDidStart((command) => {
          assert.equal(command.output(), '');
          command.onDidOutput((text) => told.push(text));
          command.onDidExit((exit) => exits.push(exit));
        });
        await run('echo a; sleep 0.2; echo b; exit 2');
        assert.equal(told.join(''), 'a\nb\n');
        const [command] = started;
        assert.ok(command !== undefined);
        assert.deepEqual(
          [command.id, command.command, command.cwd, command.isBackground, command.taskId],
          ['c1', 'echo a; sleep 0.2; echo b; exit 2', folder, false, 'task 1'],
        );
        assert.deepEqual([exits[0]?.why, exits[0]?.code, exits.length], ['exited', 2, 1]);
        assert.equal(command.output(), 'a\nb\n');
      });

      it('can stop a command', async () => {
        commands.onDidStart((command) => void setTimeout(() => command.stop(), 100));
        assert.match((await run('sleep 60')).text, /^Stopped after/);
      });

      it('cannot break a command', async () => {
        commands.onDidStart((command) => {
          command.onDidOutput(() => {
            throw new Error('no terminal');
          });
          throw new Error('no view');
        });
        assert.match((await run('echo a')).text, /\na\n/);
        assert.equal(reported.length, 2);
      });
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  // A process that has ended stays listed until its parent has asked how.
  return !/\) Z /.test(readIfThere(`/proc/${pid}/stat`));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ') Z ';
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
