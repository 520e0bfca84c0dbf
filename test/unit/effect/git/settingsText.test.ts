import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { settingsIn, shownName } from '../../../../src/effect/git/settingsText';

/** What git makes of the same text; undefined where it gives up. */
function asGit(text: string): readonly string[] | undefined {
  const { status, stdout } = spawnSync('git', ['config', '--file', '-', '--list', '-z'], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  return stdout
    .split('\0')
    .filter((each) => each !== '')
    .map((each) => (each.includes('\n') ? each.replace('\n', '=') : `${each}=true`));
}

const TEXTS = [
  '',
  '\n\n',
  '[core]\n\tfsmonitor = x\n',
  '[core]fsmonitor=x',
  '[core] fsmonitor = x\n[core]\n\tpager = y',
  '[CORE]\nFsMonitor = X\n',
  '\ufeff[core]\n\ta = b\n',
  '[core]\r\n\ta = b\r\n\tc\r\n',
  '[core]\n\ta\n\tb =\n\tc = \n',
  '[core]\n\ta = "b # c" ; d\n',
  '[core]\n\ta = b#c\n\td = e;f\n',
  '[core]\n\ta = "b\\\nc"\n\td = e\\\n  f\n',
  '[core]\n\ta = b\\\r\nc\n',
  '[core]\n\ta = \\"b\\" \\\\ \\t \\n\n',
  '[core]\n\ta = b"c"d" e"\n',
  '[core]\n\ta = "  b  "  \n',
  '[core]\n\ta = b   c\n',
  '[core]\n\ta-1 = b\n\ta_1 = c\n',
  '[core]\n\t1a = b\n',
  '[core]\n\ta = "b\n',
  '[core]\n\ta = b \\q\n',
  '[core\n\ta = b\n',
  '[core]]\n\ta = b\n',
  '[co re]\n\ta = b\n',
  '[core "x"]\n\ta = b\n',
  '[core "x.Y z"]\n\tA = b\n',
  '[core   "x"]\n\ta = b\n',
  '[core "x" ]\n\ta = b\n',
  '[core "x]"]\n\ta = b\n',
  '[core "x\\"y\\\\z\\w"]\n\ta = b\n',
  '[core ""]\n\ta = b\n',
  '[core.X]\n\ta = b\n',
  '[core.X "Y"]\n\ta = b\n',
  '[core\n"x"]\n\ta = b\n',
  '# c\n; d\n[core] # e\n\ta = b\n',
  '[core]\n\ta = b\n[]\n\tc = d\n',
  '[core]\n\ta = b\n = c\n',
  '[core]\n\ta b\n',
  '[core]\n\ta\t=\tb\n',
  '[core]\n\tä = b\n',
  '[core]\n\ta = é ✓\n',
  '[core]\n\ta = \x0bb\n',
  '[core] a = b [diff] c = d\n',
  '[a]\n\tb = "\\\n[core]"\n[core]\n\tc = d\n',
];

describe('settingsIn', () => {
  for (const text of TEXTS)
    it(`reads ${JSON.stringify(text)} as git does`, () => {
      const { settings, brokenAt } = settingsIn(text);
      const ours = brokenAt === undefined ? settings.map((each) => `${shownName(each)}=${each.value}`) : undefined;
      assert.deepEqual(ours, asGit(text));
    });

  it('says where git gives up, and keeps what stands before', () => {
    const { settings, brokenAt } = settingsIn('[core]\n\ta = b\n\tc = "d\n\te = f\n');
    assert.equal(brokenAt, 3);
    assert.deepEqual(
      settings.map(({ name }) => name),
      ['core.a'],
    );
  });

  it('takes no value with a character that ends it elsewhere', () => {
    assert.notEqual(settingsIn('[core]\n\ta = b\0c\n').brokenAt, undefined);
  });

  it('takes time in proportion to the length', () => {
    const long = `[branch "x"]\n\tremote = origin\n\tmerge = refs/heads/x\n`.repeat(15_000);
    const start = performance.now();
    assert.equal(settingsIn(long).settings.length, 30_000);
    assert.ok(performance.now() - start < 1000);
  });
});
