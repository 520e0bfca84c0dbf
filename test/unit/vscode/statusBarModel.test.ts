import assert from 'node:assert/strict';
import type { JudgeHealth } from '../../../src/judge/health';
import { NO_TASK_SPEND } from '../../../src/model/spend';
import { contextKeys, latestSpend, statusBarState } from '../../../src/vscode/shellState';
import { type StatusBarState, statusBarModel } from '../../../src/vscode/statusBarModel';
import { hold, spend, t, task, taskRow } from './builders';

const since = new Date(2026, 0, 5, 10, 42).getTime();
const away: JudgeHealth = { state: 'away', why: 'rateLimited', message: '[x](command:evil)', since };

const idle: StatusBarState = {
  mode: 'auto',
  isWorking: false,
  queued: 0,
  paused: 0,
  waiting: 0,
  running: 0,
  hasTask: false,
  problems: [],
  judge: undefined,
  spent: undefined,
};

describe('the status bar', () => {
  const texts: readonly [string, Partial<StatusBarState>, string][] = [
    ['shows the mode alone when nothing goes on', {}, '$(shield) Auto'],
    ['shows that a task works', { isWorking: true }, '$(loading~spin) Auto · working'],
    ['shows how much is held', { waiting: 3 }, '$(shield) Auto · 3 held'],
    ['shows both', { isWorking: true, waiting: 1 }, '$(loading~spin) Auto · working · 1 held'],
    ['shows that the judge is away', { judge: away }, '$(shield) Auto · judge away'],
    [
      'shows it after what needs the person',
      { judge: away, isWorking: true, waiting: 2 },
      '$(loading~spin) Auto · working · 2 held · judge away',
    ],
    ['says nothing of a judge that is well', { judge: { state: 'well' } }, '$(shield) Auto'],
    ['shows that a task is paused', { paused: 1, waiting: 2 }, '$(shield) Auto · paused · 2 held'],
    ['counts those that are paused', { isWorking: true, paused: 2 }, '$(loading~spin) Auto · working · 2 paused'],
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

  it('tells since when and why the judge is away, what that means, and when it is asked again', () => {
    const judge: JudgeHealth = { ...away, retryAt: since + 5 * 60_000 };
    const { tooltip, accessibilityLabel, isWarning } = statusBarModel({ ...idle, judge }, t);
    assert.match(tooltip, /\*\*The judge has been away since .*42.*:\*\* it gets too many requests\./);
    assert.match(tooltip, /Unclear actions wait for you; what the rules decide goes on\. It is asked again from .*47/);
    assert.match(accessibilityLabel, /mode Auto · judge away\./);
    assert.equal(isWarning, false);
    assert.match(statusBarModel({ ...idle, judge: away }, t).tooltip, /asked again with the next unclear action\./);
    assert.doesNotMatch(tooltip, /evil/);
    assert.doesNotMatch(statusBarModel({ ...idle, judge: { state: 'well' } }, t).tooltip, /away/);
  });

  it('tells what the task has cost so far, and by whom', () => {
    const agent = spend({
      requests: 9,
      inputTokens: 1000,
      cacheReadTokens: 3000,
      outputTokens: 50,
      dollars: 0.1,
      took: 5000,
    });
    const judge = spend({ inputTokens: 100, outputTokens: 5, dollars: 0.02, took: 300 });
    const { tooltip } = statusBarModel(
      { ...idle, spent: { isWorking: true, by: { ...NO_TASK_SPEND, agent, judge } } },
      t,
    );
    assert.ok(
      tooltip.includes(
        [
          '**Cost so far:** $0.12',
          'Agent: 9 requests · 4,000 tokens in (75% cached), 50 out · $0.10 · 5.0 s',
          'Judge: 1 request · 100 tokens in (0% cached), 5 out · $0.020 · 300 ms',
        ].join('  \n'),
      ),
      tooltip,
    );
    assert.doesNotMatch(tooltip, /Probe/);
  });

  it('says when a price is unknown, and nothing of what cost nothing', () => {
    const agent = spend({ inputTokens: 10, unpriced: 1 });
    const tooltip = (by = NO_TASK_SPEND) => statusBarModel({ ...idle, spent: { isWorking: false, by } }, t).tooltip;
    assert.match(tooltip({ ...NO_TASK_SPEND, agent }), /\*\*Cost of the last task:\*\* price unknown/);
    assert.doesNotMatch(tooltip(), /Cost/);
  });

  it('counts the cost of the task that works, else of the latest, as it grows', () => {
    const agent = spend({ inputTokens: 10, dollars: 1 });
    const judge = spend({ inputTokens: 20, dollars: 2 });
    const log = {
      task: (id: string) => (id === 'b' ? undefined : taskRow({ task: id, spent: { ...NO_TASK_SPEND, judge } })),
    };
    const [a, b] = [task({ id: 'a', status: 'done', spent: agent }), task({ id: 'b', status: 'queued' })];
    assert.deepEqual(latestSpend(log, [a, b]), { isWorking: false, by: { ...NO_TASK_SPEND, agent, judge } });
    assert.deepEqual(latestSpend(log, [a, task({ id: 'b', spent: agent })]), {
      isWorking: true,
      by: { ...NO_TASK_SPEND, agent },
    });
    assert.equal(latestSpend(log, [b]), undefined);
  });

  it('leads from a paused task to the question how it goes on', () => {
    const model = statusBarModel({ ...idle, paused: 1, hasTask: true }, t);
    assert.ok(model.enabledCommands.includes('chaperone.continueTask'));
    assert.match(model.tooltip, /1 paused: what it tried was refused, and it needs you\./);
    assert.ok(!statusBarModel(idle, t).enabledCommands.includes('chaperone.continueTask'));
    const tasks = [task({ status: 'paused', pausing: { note: 'x' } }), task({ id: 'b', status: 'done' })];
    const state = { mode: 'auto', holds: [], tasks, hasKey: true, isReady: true, problems: [] } as const;
    assert.equal(statusBarState(state).paused, 1);
    assert.equal(contextKeys(state).hasPaused, true);
    assert.equal(contextKeys({ ...state, tasks: [] }).hasPaused, false);
  });

  it('says in words what a click does', () => {
    assert.match(statusBarModel(idle, t).accessibilityLabel, /mode Auto\. Activate to switch auto mode off\./);
    assert.match(statusBarModel({ ...idle, mode: 'plan' }, t).accessibilityLabel, /switch auto mode on\./);
    assert.match(
      statusBarModel({ ...idle, problems: ['x'] }, t).accessibilityLabel,
      /mode Auto\. Something is set wrong.*Activate/,
    );
  });

  it('counts from the holds and tasks themselves', () => {
    const holds = [hold({ number: 1 }), hold({ number: 2, status: 'running' }), hold({ number: 3 })];
    const tasks = [task({ status: 'working' }), task({ id: 'b', status: 'queued' })];
    const state = statusBarState({ mode: 'auto', holds, tasks, hasKey: true, isReady: true, problems: [] });
    assert.deepEqual(state, { ...idle, isWorking: true, queued: 1, waiting: 2, running: 1, hasTask: true });
  });
});
