import assert from 'node:assert/strict';
import { type ProcessInfo, parsePs, treeOf } from '../../../src/run/processTree';

const info = (pid: number, ppid: number, pgid = pid, sid: number | undefined = pgid): ProcessInfo => ({
  pid,
  ppid,
  pgid,
  sid,
  started: `at ${pid}`,
});
const root = { pid: 10, marker: 'A=1' };
const pidsOf = (
  processes: readonly ProcessInfo[],
  { known = new Map<number, string>(), marked = [] as readonly number[] } = {},
) =>
  treeOf(root, processes, known, (pid) => marked.includes(pid))
    .map(({ pid }) => pid)
    .sort((a, b) => a - b);

describe('treeOf', () => {
  it('finds children and theirs, whatever group they moved to', () => {
    assert.deepEqual(pidsOf([info(1, 0), info(10, 1), info(11, 10), info(12, 11), info(13, 12, 10)]), [10, 11, 12, 13]);
  });

  it('finds members of the group and the session whose parents have ended', () => {
    assert.deepEqual(pidsOf([info(1, 0), info(20, 1, 10), info(21, 1, 21, 10), info(22, 21)]), [20, 21, 22]);
  });

  it('finds what went off on its own by its marker, with its children', () => {
    assert.deepEqual(pidsOf([info(1, 0), info(30, 1), info(31, 30)], { marked: [30] }), [30, 31]);
  });

  it('finds what was seen before, unless another process has its id now', () => {
    const processes = [info(1, 0), info(40, 1), info(41, 1)];
    const known = new Map([
      [40, 'at 40'],
      [41, 'at another time'],
    ]);
    assert.deepEqual(pidsOf(processes, { known }), [40]);
  });

  it('finds nothing of others', () => {
    assert.deepEqual(pidsOf([info(1, 0), info(2, 1), info(100, 2), info(101, 2, 100)]), []);
  });

  it('is not confused by a circle', () => {
    assert.deepEqual(pidsOf([info(10, 11), info(11, 10)]), [10, 11]);
  });
});

describe('parsePs', () => {
  it('reads what macOS prints, leaving out processes that have ended', () => {
    const lines = [
      '    1     0     1 Ss   Thu Nov 19 08:00:00 2026    ',
      '  512     1   512 S+   Fri Nov 20 11:01:02 2026',
      '  513   512   512 Z    Fri Nov 20 11:01:03 2026',
      '',
    ];
    assert.deepEqual(parsePs(lines.join('\n')), [
      { pid: 1, ppid: 0, pgid: 1, sid: undefined, started: 'Thu Nov 19 08:00:00 2026' },
      { pid: 512, ppid: 1, pgid: 512, sid: undefined, started: 'Fri Nov 20 11:01:02 2026' },
    ]);
  });

  it('reads nothing from anything else', () => {
    assert.deepEqual(parsePs('ps: illegal option'), []);
  });
});
