import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Entry, NewEntry } from '../../../src/ledger/entry';
import { Ledger, LedgerError } from '../../../src/ledger/ledger';
import { actionEntry, taskEntry } from './entries';

describe('Ledger', () => {
  let folder: string;
  let file: string;
  const opened: Ledger[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chaperone ledger ü\n'));
    file = join(folder, 'state', 'ledger.jsonl');
  });

  afterEach(() => {
    for (const ledger of opened.splice(0)) ledger.dispose();
    rmSync(folder, { recursive: true });
  });

  function open(host = 'h1'): Ledger {
    const ledger = Ledger.open(file, host);
    opened.push(ledger);
    return ledger;
  }

  it('has an entry in the file before append returns, with its time and its process', () => {
    const ledger = open();
    const before = Date.now();
    const entry = ledger.append(actionEntry('a1'));
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), entry);
    assert.equal(entry.host, 'h1');
    assert.ok(entry.at >= before && entry.at <= Date.now());
    assert.deepEqual(ledger.entries(), [entry]);
  });

  it('reads back what an earlier process wrote, in order, and goes on after it', () => {
    const first = open();
    const written: Entry[] = [first.append(taskEntry()), first.append(actionEntry('a1'))];
    first.dispose();
    const second = open('h2');
    written.push(second.append({ kind: 'mode', mode: 'plan' }));
    assert.deepEqual(second.entries(), written);
    assert.deepEqual(open('h3').entries(), written);
    assert.deepEqual(second.problems(), []);
  });

  it('keeps any text on one line', () => {
    const ledger = open();
    const written: Entry[] = [];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (label, part) => {
        const action = actionEntry('a', { label });
        written.push(ledger.append({ ...action, verdict: { ...action.verdict, part: `${part}\r\n\u2028` } }));
      }),
      { numRuns: 40 },
    );
    assert.deepEqual(open().entries(), written);
    assert.equal(readFileSync(file, 'utf8').split('\n').length, written.length + 1);
  });

  it('tells listeners after the entry is in the file', () => {
    const ledger = open();
    const seen: string[] = [];
    const listening = ledger.onDidAppend((entry) => {
      assert.ok(readFileSync(file, 'utf8').includes(entry.kind));
      seen.push(entry.kind);
    });
    ledger.append(taskEntry());
    listening.dispose();
    ledger.append({ kind: 'mode', mode: 'auto' });
    assert.deepEqual(seen, ['task']);
    assert.deepEqual(ledger.problems(), []);
  });

  it('does not let a failing listener look like a failed write', () => {
    const ledger = open();
    ledger.onDidAppend(() => {
      throw new Error('no view');
    });
    assert.equal(ledger.append(taskEntry()).kind, 'task');
    assert.match(ledger.problems()[0]?.why ?? '', /no view/);
  });

  it('skips lines it does not know or cannot read, tells which, and leaves the file as it is', () => {
    const ledger = open();
    ledger.append(taskEntry());
    ledger.dispose();
    const before = `${readFileSync(file, 'utf8')}not json\n{"kind":"later","at":1,"host":"h"}\n\n{"kind":"mode","at":1,"host":"h","mode":"yolo"}\n`;
    writeFileSync(file, before);
    const again = open();
    assert.deepEqual(
      again.entries().map(({ kind }) => kind),
      ['task'],
    );
    assert.deepEqual(
      again.problems().map(({ line }) => line),
      [2, 3, 5],
    );
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('accepts members that a later version added', () => {
    const ledger = open();
    ledger.dispose();
    writeFileSync(file, '{"kind":"mode","at":1,"host":"h","mode":"auto","why":"new"}\n');
    assert.deepEqual(open().entries(), [{ kind: 'mode', at: 1, host: 'h', mode: 'auto' }]);
  });

  it('starts a new line after a torn one', () => {
    const ledger = open();
    ledger.append(taskEntry());
    ledger.dispose();
    appendFileSync(file, '{"kind":"mode","at":17');
    const again = open();
    assert.deepEqual(
      again.problems().map(({ line }) => line),
      [2],
    );
    again.append({ kind: 'mode', mode: 'plan' });
    again.append({ kind: 'mode', mode: 'auto' });
    assert.deepEqual(
      open()
        .entries()
        .map(({ kind }) => kind),
      ['task', 'mode', 'mode'],
    );
    assert.equal(readFileSync(file, 'utf8').split('\n')[1], '{"kind":"mode","at":17');
  });

  it('keeps a last line that lacks its newline alone', () => {
    open().dispose();
    writeFileSync(file, '{"kind":"mode","at":1,"host":"h","mode":"auto"}');
    const ledger = open();
    ledger.append({ kind: 'mode', mode: 'plan' });
    assert.equal(open().entries().length, 2);
  });

  it('loses no entry that was torn anywhere: all lines before it are read, and it does not hide the next', () => {
    const ledger = open();
    ledger.append(taskEntry({ text: 'ü€😀' }));
    ledger.append(actionEntry('a1'));
    ledger.dispose();
    const whole = readFileSync(file);
    const firstEnd = whole.indexOf(0x0a) + 1;
    for (let length = firstEnd; length < whole.length; length += 7) {
      writeFileSync(file, whole.subarray(0, length));
      const torn = Ledger.open(file, 'h2');
      torn.append({ kind: 'mode', mode: 'plan' });
      torn.dispose();
      const back = Ledger.open(file, 'h3');
      back.dispose();
      assert.deepEqual([back.entries()[0]?.kind, back.entries().at(-1)?.kind], ['task', 'mode'], `torn at ${length}`);
    }
  });

  it('refuses an entry that it could not read back', () => {
    const ledger = open();
    const invalid: NewEntry = { kind: 'outcome', id: 'a', ok: true, summary: '', took: Number.NaN };
    assert.throws(() => ledger.append(invalid), isLedgerError('invalid'));
    assert.equal(readFileSync(file, 'utf8'), '');
  });

  it('throws when it is closed', () => {
    const closed = open();
    closed.dispose();
    assert.throws(() => closed.append(taskEntry()), isLedgerError('closed'));
  });

  if (process.platform !== 'win32') {
    it('throws when the disk takes only part of a line, and starts a new line when there is room again', () => {
      const script = writeScript(
        `const ledger = Ledger.open(${JSON.stringify(file)}, 'h');
       ledger.append({ kind: 'mode', mode: 'auto' });
       try { for (;;) ledger.append({ kind: 'mode', mode: 'plan' }); } catch (error) { console.log(error.name, error.code, ledger.entries().length); }`,
      );
      // The limit on file size stands in for a full disk: a write up to it is cut short, one after it fails.
      const shell = `ulimit -f 1; trap '' XFSZ; exec "${process.execPath}" --require tsx/cjs "$0"`;
      const said = execFileSync('bash', ['-c', shell, script], { encoding: 'utf8' });
      const ledger = open();
      assert.equal(said, `LedgerError unwritable ${ledger.entries().length}\n`);
      assert.equal(ledger.problems().length, 1);
      ledger.append(taskEntry());
      assert.equal(open().entries().at(-1)?.kind, 'task');
    });
  }

  it('refuses what is not a file', () => {
    assert.throws(() => Ledger.open(folder, 'h'), LedgerError);
    if (existsSync('/dev/zero')) assert.throws(() => Ledger.open('/dev/zero', 'h'), isLedgerError('unreadable'));
  });

  it('throws when its folder cannot be made', () => {
    writeFileSync(join(folder, 'state'), 'a file where the folder should be');
    assert.throws(() => open(), LedgerError);
  });

  it('writes on into a fresh file when somebody deleted the old one', () => {
    if (process.platform === 'win32') return;
    const ledger = open();
    ledger.append(taskEntry());
    unlinkSync(file);
    ledger.append({ kind: 'mode', mode: 'auto' });
    assert.deepEqual(
      open()
        .entries()
        .map(({ kind }) => kind),
      ['mode'],
    );
  });

  it('is readable by its owner alone', () => {
    if (process.platform === 'win32') return;
    open();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, 'state')).mode & 0o777, 0o700);
  });

  it('reads lines longer than the pieces it reads in', () => {
    const ledger = open();
    const label = 'x€'.repeat(900_000);
    ledger.append(actionEntry('a1', { label }));
    ledger.append(actionEntry('a2'));
    const [long, short] = open().entries();
    assert.ok(long?.kind === 'action' && short?.kind === 'action');
    assert.equal(long.label, label);
    assert.equal(short.id, 'a2');
  });

  it('loses nothing that append returned for when its process is killed', async () => {
    const script = writeScript(
      `const ledger = Ledger.open(${JSON.stringify(file)}, 'killed');
       for (let i = 0; ; i++) { ledger.append({ kind: 'mode', mode: 'auto' }); require('node:fs').writeSync(1, i + '\\n'); }`,
    );
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        told += chunk;
        if (told.length > 2000) child.kill('SIGKILL');
      });
      child.on('close', () => resolve());
    });
    const last = Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
    assert.ok(open().entries().length > last);
    assert.deepEqual(open().problems(), []);
  });

  it('never mixes the lines of two processes', () => {
    const script = writeScript(
      `const ledger = Ledger.open(${JSON.stringify(file)}, process.argv[2]);
       for (let i = 0; i < 300; i++) ledger.append({ kind: 'taskEnded', task: 'x'.repeat(5000), as: 'stopped', inputTokens: i, cachedTokens: 0, outputTokens: 0 });`,
    );
    const one = `"${process.execPath}" --require tsx/cjs "$0"`;
    execFileSync('bash', ['-c', `${one} a & ${one} b & wait`, script]);
    const ledger = open();
    assert.deepEqual(ledger.problems(), []);
    for (const host of ['a', 'b']) {
      const own = ledger.entries().filter((entry) => entry.host === host);
      assert.deepEqual(
        own.map((entry) => (entry.kind === 'taskEnded' ? entry.inputTokens : undefined)),
        Array.from({ length: 300 }, (_, i) => i),
      );
    }
  });

  /** A program beside the tests that uses the real ledger. */
  function writeScript(body: string): string {
    const script = join(folder, 'script.cjs');
    const root = join(__dirname, '../../..');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(
      script,
      `const { Ledger } = require(${JSON.stringify(join(root, 'src/ledger/ledger.ts'))});\n${body}`,
    );
    return script;
  }

  function isLedgerError(code: LedgerError['code']) {
    return (error: unknown) => error instanceof LedgerError && error.code === code;
  }
});
