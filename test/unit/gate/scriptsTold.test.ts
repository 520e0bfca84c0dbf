import assert from 'node:assert/strict';
import { sha256 } from '../../../src/action/digest';
import type { ChangedBy, Situation } from '../../../src/action/situation';
import { MISSING } from '../../../src/gate/evidence';
import { scriptsTold } from '../../../src/gate/scriptsTold';
import { caseOf, type Line } from '../../corpus/judging';

describe('scriptsTold', () => {
  const files = {
    'build.sh': 'make all\n',
    'own.sh': 'echo own\n',
    '.env': 'PASSWORD=hunter2\n',
    '/tmp/x.sh': 'x\n',
    '/srv/y.sh': 'y\n',
  };

  function told(paths: readonly string[], changed: Readonly<Record<string, ChangedBy>>, fingerprint?: string) {
    const line: Line = { command: 'true', files, changed, expect: 'allow', why: '' };
    const { situation, disk } = caseOf(line) satisfies { readonly situation: Situation };
    const prints = paths.map((path) => [path, fingerprint ?? sha256(disk.text(path, 1000) ?? '')] as const);
    return scriptsTold(new Map(prints), { situation, disk });
  }

  it('tells what the task wrote, and only the name of what it found', () => {
    assert.deepEqual(told(['/work/app/build.sh', '/work/app/own.sh'], { 'build.sh': 'task' }), [
      { path: '/work/app/build.sh', by: 'task', text: 'make all\n' },
      { path: '/work/app/own.sh', by: 'project' },
    ]);
  });

  it('tells no text that the verdict has not relied on', () => {
    const [script] = told(['/work/app/build.sh'], { 'build.sh': 'task' }, sha256('make some\n'));
    assert.deepEqual(script, { path: '/work/app/build.sh', by: 'task' });
  });

  it('leaves out what is not there', () => {
    assert.deepEqual(told(['/work/app/Makefile'], {}, MISSING), []);
  });

  it('tells no secrets and nothing from outside, however they are run', () => {
    assert.deepEqual(told(['/work/app/.env', '/srv/y.sh'], { '.env': 'person' }), [
      { path: '/work/app/.env', by: 'person' },
      { path: '/srv/y.sh', by: 'outside' },
    ]);
  });

  it('tells what stands in a temporary folder', () => {
    assert.deepEqual(told(['/tmp/x.sh'], {}), [{ path: '/tmp/x.sh', by: 'outside', text: 'x\n' }]);
  });
});
