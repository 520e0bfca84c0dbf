import assert from 'node:assert/strict';
import { judgeLine, type Line } from '../../../corpus/judging';

const judge = (line: Omit<Line, 'expect' | 'why'>) => judgeLine({ ...line, expect: 'ask', why: '' });

/** Files of shell of which each runs the next. */
function chain(length: number, last: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (let index = 0; index < length; index++)
    files[`s${index}.sh`] = index === length - 1 ? last : `bash s${index + 1}.sh\n`;
  return files;
}

const byTask = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(files).map((file) => [file, 'task' as const]));

describe('the bounds of looking through', () => {
  it('are deep enough for scripts that run scripts', () => {
    assert.equal(judge({ command: 'bash s0.sh', files: chain(8, 'rm -rf ~\n') }).decision, 'block');
  });

  it('end where scripts are nested deeper, and the task’s then ask, saying so', () => {
    const files = chain(10, 'ls\n');
    const verdict = judge({ command: 'bash s0.sh', files, changed: byTask(files) });
    assert.equal(verdict.decision, 'ask');
    assert.match(verdict.reason, /nested too deeply to look through/);
    assert.equal(judge({ command: 'bash s0.sh', files }).decision, 'allow');
  });

  it('end at long texts, and the task’s then ask, saying so', () => {
    const files = { 'x.sh': `${'echo a\n'.repeat(12_000)}` };
    const verdict = judge({ command: 'bash x.sh', files, changed: byTask(files) });
    assert.equal(verdict.decision, 'ask');
    assert.match(verdict.reason, /too long to look through/);
    assert.equal(judge({ command: 'bash x.sh', files }).decision, 'allow');
  });

  it('end at all texts together', () => {
    const files: Record<string, string> = { 'all.sh': '' };
    for (let index = 0; index < 12; index++) {
      files[`s${index}.sh`] = `# ${'long '.repeat(10_000)}\nls\n`;
      files['all.sh'] += `bash s${index}.sh\n`;
    }
    const verdict = judge({ command: 'bash all.sh', files, changed: byTask(files) });
    assert.equal(verdict.decision, 'ask');
    assert.match(verdict.reason, /(?:is too long|takes too many steps) to look through/);
  });

  it('are those of each way to a text, not of the first', () => {
    const files = { ...chain(9, 'rm -rf ~\n'), 'all.sh': 'bash s0.sh\nbash s6.sh\n' };
    assert.equal(judge({ command: 'bash all.sh', files }).decision, 'block');
    assert.equal(judge({ command: 'bash all.sh', files, changed: byTask(files) }).decision, 'block');
  });

  it('leave what was found before them', () => {
    const files = { ...chain(10, 'ls\n'), 's3.sh': 'rm -rf ~\nbash s4.sh\n' };
    assert.equal(judge({ command: 'bash s0.sh', files, changed: byTask(files) }).decision, 'block');
    assert.equal(judge({ command: 'bash s0.sh', files }).decision, 'block');
  });

  it('leave a script of the project that takes too many steps as it was, and what runs beside it not', () => {
    const files = {
      'x.sh': 'for a in {1..99}; do for b in {1..99}; do echo $a $b $((a * b)) | sed s/x/y/; done; done\n'.repeat(60),
    };
    assert.equal(judge({ command: 'bash x.sh', files }).decision, 'allow');
    assert.equal(judge({ command: 'bash x.sh; rm -rf ~', files }).decision, 'block');
    assert.equal(judge({ command: 'bash x.sh; frobnicate', files }).decision, 'ask');
  });

  it('end at files of code that load each other, and the task’s then ask', () => {
    const files: Record<string, string> = { 'x.js': '' };
    for (let index = 0; index < 80; index++) {
      files[`m${index}.js`] = 'module.exports = 1;\n';
      files['x.js'] += `require('./m${index}');\n`;
    }
    const verdict = judge({ command: 'node x.js', files, changed: byTask(files) });
    assert.equal(verdict.decision, 'ask');
    assert.match(verdict.reason, /more code than is looked through/);
    assert.equal(judge({ command: 'node x.js', files }).decision, 'allow');
  });

  it('end at cycles of every kind', () => {
    const manifests = {
      'package.json': JSON.stringify({ scripts: { test: 'npm run test', a: 'npm run b', b: 'bash a.sh' } }),
    };
    const files = { ...manifests, 'a.sh': 'npm run a\n', Makefile: 'a:\n\tnpm run b\n' };
    for (const command of ['npm test', 'npm run a', 'bash a.sh', 'make a'])
      assert.equal(judge({ command, files }).decision, 'allow', command);
    for (const command of ['npm test', 'npm run a', 'bash a.sh'])
      assert.equal(judge({ command, files, changed: byTask(files) }).decision, 'ask', command);
  });
});
