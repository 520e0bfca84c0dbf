import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isLiveHost, ownHost } from '../../../src/run/hostProcess';

describe('the process that wrote a line', () => {
  it('is there when it is this one', () => assert.equal(isLiveHost(ownHost()), true));

  it('is not there when it only had the same id as this one', () => {
    assert.equal(isLiveHost(`${process.pid}-12345`), false);
  });

  it('is there as long as it runs, and gone when it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(performance.timeOrigin); setInterval(() => {}, 1000)']);
    const [said] = await once(child.stdout, 'data');
    const host = `${child.pid}-${Math.round(Number(String(said)))}`;
    assert.equal(isLiveHost(host), true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(isLiveHost(host), false);
  });

  // Only Linux tells when another process started without starting a program.
  (process.platform === 'linux' ? it : xit)('is not there when another process has its id by now', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
    await once(child.stdout, 'data');
    assert.equal(isLiveHost(`${child.pid}-1000000000000`), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  for (const name of ['', 'x', '-1-5', '0-5', '1.5-2', 'NaN-NaN']) {
    it(`is not there when its name is ${JSON.stringify(name)}`, () => assert.equal(isLiveHost(name), false));
  }
});
