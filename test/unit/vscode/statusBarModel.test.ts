import assert from 'node:assert/strict';
import { statusBarState } from '../../../src/vscode/shellState';
import { type StatusBarState, statusBarModel } from '../../../src/vscode/statusBarModel';
import { hold, t, task } from './builders';

const idle: StatusBarState = {
  mode: 'auto',
  isWorking: false,
  queued: 0,
  waiting: 0,
  running: 0,
  hasTask: false,
  problems: [],
};

describe('the status bar', () => {
  const texts: readonly [string, Partial<StatusBarState>, string][] = [
    ['shows the mode alone when nothing goes on', {}, '$(shield) Auto'],
    ['shows that a task works', { isWorking: true }, '$(loading~spin) Auto · working'],
    ['shows how much is held', { waiting: 3 }, '$(shield) Auto · 3 held'],
    ['shows both', { isWorking: true, waiting: 1 }, '$(loading~spin) Auto · working · 1 held'],
    ['shows Manual at a glance', { mode: 'manual', waiting: 1 }, '$(person) Manual · 1 held'],
    ['shows Plan at a glance', { mode: 'plan' }, '$(eye) Plan'],
  ];
  for (const [title, state, text] of texts) {
    it(title, () => assert.equal(statusBarModel({ ...idle, ...state }, t).text, text));
  }

  it('links in its tooltip only to what makes sense now, and lets nothing else be called', () => {
    const model = statusBarModel({ ...idle, waiting: 2, hasTask: true, isWorking: true }, t);
    const linked = [...model.tooltip.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
    assert.deepEqual(linked, [...model.enabledCommands]);
    assert.ok(linked.includes('chaperone.showHeld') && linked.includes('chaperone.stopTask'));
    assert.ok(!linked.includes('chaperone.startTask'));
    assert.match(model.tooltip, /2 waiting for your decision/);
  });

  it('offers no link that loosens', () => {
    for (const mode of ['auto', 'manual', 'plan'] as const) {
      const { enabledCommands } = statusBarModel({ ...idle, mode, waiting: 1, hasTask: true }, t);
      assert.deepEqual(
        enabledCommands.filter((command) => /approve|toggleAuto/.test(command)),
        [],
      );
    }
  });

  it('warns only when something is set wrong', () => {
    assert.equal(statusBarModel({ ...idle, waiting: 9, isWorking: true }, t).isWarning, false);
    assert.equal(statusBarModel({ ...idle, problems: ['bad'] }, t).isWarning, true);
  });

  it('says in words what a click does', () => {
    assert.match(statusBarModel(idle, t).accessibilityLabel, /mode Auto\. Activate to switch auto mode off\./);
    assert.match(statusBarModel({ ...idle, mode: 'plan' }, t).accessibilityLabel, /switch auto mode on\./);
  });

  it('counts from the holds and tasks themselves', () => {
    const holds = [hold({ number: 1 }), hold({ number: 2, status: 'running' }), hold({ number: 3 })];
    const tasks = [task({ status: 'working' }), task({ id: 'b', status: 'queued' })];
    const state = statusBarState({ mode: 'auto', holds, tasks, hasKey: true, isReady: true, problems: [] });
    assert.deepEqual(state, { ...idle, isWorking: true, queued: 1, waiting: 2, running: 1, hasTask: true });
  });
});
