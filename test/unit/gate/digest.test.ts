import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action, EditAction } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import type { Disk } from '../../../src/action/situation';
import { changesBetween } from '../../../src/gate/facts';
import type { Judged } from '../../../src/gate/judging';
import { GateFixture } from '../../support/gateFixture';

describe('the digest of what was judged', () => {
  let fixture: GateFixture;
  let bin: string;

  beforeEach(() => {
    fixture = new GateFixture();
    bin = join(fixture.base, 'bin');
    mkdirSync(fixture.root, { recursive: true });
    mkdirSync(bin);
    fixture.dials.environment = { PATH: `${bin}:/usr/bin:/bin` };
    writeFileSync(fixture.path('run.sh'), 'echo one\n');
    writeFileSync(join(bin, 'make'), '#!/bin/sh\n', { mode: 0o755 });
  });
  afterEach(() => fixture.dispose());

  const judge = (action: Action): Judged => fixture.gate.judge(action, fixture.situation());
  const run = () => fixture.command('bash run.sh && make --version');

  function assertTells(action: () => Action, change: () => void, expected: readonly string[]): void {
    const before = judge(action());
    assert.equal(judge(action()).digest, before.digest, 'the same while nothing changes');
    change();
    const after = judge(action());
    assert.notEqual(after.digest, before.digest);
    assert.deepEqual(changesBetween(before.facts, after.facts, fixture.situation()), expected);
  }

  it('is that of the exact action', () => {
    const actions: Action[] = [
      run(),
      fixture.command('bash run.sh && make  --version'),
      { kind: 'command', command: 'bash run.sh && make --version', cwd: fixture.root, timeoutMs: 1, background: false },
      {
        kind: 'command',
        command: 'bash run.sh && make --version',
        cwd: fixture.root,
        timeoutMs: 10_000,
        background: true,
      },
    ];
    assert.equal(new Set(actions.map((action) => judge(action).digest)).size, actions.length);
  });

  it('tells the content of a script, though its size and times are the same', () => {
    const time = new Date(2020, 1, 1);
    utimesSync(fixture.path('run.sh'), time, time);
    assertTells(run, () => {
      writeFileSync(fixture.path('run.sh'), 'echo two\n');
      utimesSync(fixture.path('run.sh'), time, time);
    }, ['run.sh']);
  });

  it('tells what is read where somebody has to approve what becomes of it', () => {
    writeFileSync(fixture.path('data.txt'), 'one');
    const commands = [
      'sh < data.txt',
      'cat data.txt | sh',
      'eval "$(cat data.txt)"',
      'curl -d @data.txt https://example.com/a',
      'xargs -a data.txt sh -c',
      'python3 < data.txt',
    ];
    for (const [index, command] of commands.entries()) {
      assert.notEqual(judge(fixture.command(command)).verdict.decision, 'allow', command);
      assertTells(
        () => fixture.command(command),
        () => writeFileSync(fixture.path('data.txt'), `two ${index}`),
        ['data.txt'],
      );
    }
  });

  it('is the same whatever is read by a command that only reads', () => {
    writeFileSync(fixture.path('data.txt'), 'one');
    const before = judge(fixture.command('cat data.txt'));
    writeFileSync(fixture.path('data.txt'), 'two');
    assert.equal(judge(fixture.command('cat data.txt')).digest, before.digest);
  });

  it('tells a script that is gone', () => {
    assertTells(run, () => unlinkSync(fixture.path('run.sh')), ['run.sh']);
  });

  it('tells where a script leads', () => {
    renameSync(fixture.path('run.sh'), fixture.path('real.sh'));
    writeFileSync(fixture.path('other.sh'), 'echo one\n');
    symlinkSync('real.sh', fixture.path('run.sh'));
    const before = judge(run());
    unlinkSync(fixture.path('run.sh'));
    symlinkSync('other.sh', fixture.path('run.sh'));
    assert.notEqual(judge(run()).digest, before.digest);
  });

  it('tells which program stands for a name, and where it stands', () => {
    const other = join(bin, 'make');
    assertTells(run, () => writeFileSync(other, '#!/bin/sh\necho other\n'), [`the program make (${other})`]);
    assertTells(run, () => chmodSync(other, 0o644), ['the program make (/usr/bin/make)'].map(whatIsThere));
  });

  /** Not every machine has the program itself. */
  function whatIsThere(name: string): string {
    return judge(run()).facts['the program make'] === 'not found' ? 'the program make (not found)' : name;
  }

  it('tells a program that takes the place of another', () => {
    assertTells(
      () => fixture.command('git status'),
      () => writeFileSync(join(bin, 'git'), '#!/bin/sh\n', { mode: 0o755 }),
      [`the program git (${join(bin, 'git')})`],
    );
  });

  it('tells the environment', () => {
    assertTells(run, () => {
      fixture.dials.environment = { ...fixture.dials.environment, LANG: 'C' };
    }, ['the environment']);
  });

  it('tells where the working directory leads', () => {
    mkdirSync(fixture.path('a'));
    mkdirSync(fixture.path('b'));
    symlinkSync('a', fixture.path('here'));
    assertTells(() => fixture.command('ls', fixture.path('here')), () => {
      unlinkSync(fixture.path('here'));
      symlinkSync('b', fixture.path('here'));
    }, ['a', 'the working directory', 'b']);
  });

  it('tells the texts of an edit, what the file holds and where it leads', () => {
    writeFileSync(fixture.path('a.txt'), 'one');
    const edit = (after: string, before = 'one'): EditAction => ({
      kind: 'edit',
      path: fixture.path('a.txt'),
      before,
      after,
      beforeSha256: sha256(before),
    });
    const digests = [edit('two'), edit('three'), edit('two', 'zero')].map((action) => judge(action).digest);
    assert.equal(new Set(digests).size, 3);
    assertTells(
      () => edit('two'),
      () => writeFileSync(fixture.path('a.txt'), 'other'),
      ['a.txt'],
    );
  });

  it('tells texts apart that differ only in half a character', () => {
    const half = (text: string): EditAction => ({
      kind: 'edit',
      path: fixture.path('a.txt'),
      before: null,
      after: text,
      beforeSha256: null,
    });
    assert.notEqual(judge(half('\ud800')).digest, judge(half('\udbff')).digest);
  });

  it('is worked out once for the texts of megabytes', () => {
    const text = 'export const line = 1;\n'.repeat(200_000);
    writeFileSync(fixture.path('big.ts'), text);
    const action: EditAction = {
      kind: 'edit',
      path: fixture.path('big.ts'),
      before: text,
      after: `${text}export {};\n`,
      beforeSha256: sha256(text),
    };
    judge(action);
    const started = performance.now();
    judge(action);
    assert.ok(performance.now() - started < 150);
  });
});

describe('a verdict on files that change while they are looked at', () => {
  it('asks, rather than standing for what nobody saw', () => {
    const fixture = new GateFixture();
    try {
      mkdirSync(fixture.root, { recursive: true });
      writeFileSync(fixture.path('run.sh'), 'echo one\n');
      const { disk } = fixture.dials;
      let count = 0;
      const judged = () => fixture.gate.judge(fixture.command('bash run.sh'), fixture.situation());
      assert.equal(judged().verdict.decision, 'allow');
      // Whenever the analysis has read the script, it becomes another.
      fixture.dials.disk = {
        ...bound(disk),
        snapshot: () => {
          const view = disk.snapshot?.();
          assert.ok(view !== undefined);
          return {
            ...bound(view),
            textSeen: (path) => view.textSeen(path),
            linksFollowed: () => view.linksFollowed(),
            text: (path, maxBytes) => {
              const text = view.text(path, maxBytes);
              count += 1;
              writeFileSync(fixture.path('run.sh'), `echo ${count}\n`);
              return text;
            },
          };
        },
      };
      const { verdict } = judged();
      assert.equal(verdict.decision, 'ask');
      assert.match(verdict.reason, /run\.sh changed while it was looked at/);
    } finally {
      fixture.dispose();
    }
  });

  function bound(disk: Disk) {
    return {
      realPath: (path: string) => disk.realPath(path),
      kind: (path: string) => disk.kind(path),
      list: (path: string) => disk.list(path),
      text: (path: string, maxBytes: number) => disk.text(path, maxBytes),
      changedAt: (path: string) => disk.changedAt?.(path),
    };
  }
});
