import assert from 'node:assert/strict';
import type { Action } from '../../../src/action/action';
import { type HeldNode, type HeldState, heldItem, heldNodes, problemsText } from '../../../src/vscode/heldModel';
import { command, hold, row, t, verdict } from './builders';

function state(changes: Partial<HeldState>): HeldState {
  return { roots: ['/work/shop'], holds: [], expired: [], taskText: (id) => `Text of ${id}`, ...changes };
}

function only(changes: Partial<HeldState>): HeldNode {
  const [node, ...others] = heldNodes(state(changes), t);
  assert.ok(node);
  assert.deepEqual(others, []);
  return node;
}

describe('the Held view', () => {
  it('tells of problems in a few words, so that what is held stays in sight', () => {
    assert.equal(problemsText([], t), '');
    assert.equal(problemsText(['A.', 'B.'], t), 'A.\nB.');
    assert.equal(problemsText(['A.', 'B.', 'C.'], t), 'A.\nB.\n1 more is set wrong.');
    assert.equal(problemsText(['A.', 'B.', 'C.', 'D.'], t), 'A.\nB.\n2 more are set wrong.');
  });

  it('lets the name of a setting go on in the next line', () => {
    assert.equal(problemsText(['Setting a.b is wrong.'], t), 'Setting a.\u200bb is wrong.');
  });

  it('says verbatim what would be done, and why it waits', () => {
    const { view } = only({ holds: [hold({ number: 3 })] });
    assert.equal(view.label, 'rm -rf data');
    assert.equal(view.description, '#3 · It deletes data, which git does not have.');
    assert.equal(
      view.accessibilityLabel,
      'Waiting for your decision: rm -rf data: It deletes data, which git does not have.',
    );
  });

  it('does not say twice what would be done', () => {
    const reason = '`rm -rf data` deletes data, which git does not have.';
    const part = { start: 0, end: 11, text: 'rm -rf data' };
    const viewOf = (action: Action) => only({ holds: [hold({ action, verdict: verdict({ reason, part }) })] }).view;
    const described = (action: Action) => viewOf(action).description;
    assert.equal(described(command('rm -rf data')), '#1 · deletes data, which git does not have.');
    assert.equal(
      viewOf(command('rm -rf data')).accessibilityLabel,
      'Waiting for your decision: rm -rf data: deletes data, which git does not have.',
    );
    assert.equal(described(command('ls; rm -rf data')), `#1 · ${reason}`);
    assert.equal(
      described({ kind: 'delete', path: '/work/shop/data', beforeSha256: null }),
      '#1 · deletes data, which git does not have.',
    );
  });

  it('shows what a command hides', () => {
    const { view } = only({ holds: [hold({ action: command(`ls${' '.repeat(200)}; rm x\u200b\n#\u202e`) })] });
    assert.equal(view.label, 'ls [200 spaces] ; rm x\\u{200b}\\n#\\u{202e}');
  });

  it('shows paths of the workspace as a person knows them', () => {
    const action = {
      kind: 'edit',
      path: '/work/shop/.vscode/tasks.json',
      before: null,
      after: '',
      beforeSha256: null,
    } as const;
    const { view } = only({ holds: [hold({ action })] });
    assert.equal(view.label, 'Create .vscode/tasks.json');
    assert.deepEqual(view.tags, ['hold', 'waiting', 'diff']);
  });

  it('offers no approval for what runs already, and none for what is over', () => {
    const running = only({ holds: [hold({ status: 'running' })] });
    assert.deepEqual(running.view.tags, ['hold', 'running']);
    const over = only({ expired: [row({ number: 4, state: 'waiting', label: 'rm -rf data' })] });
    assert.deepEqual(over.view.tags, ['hold', 'over']);
    assert.equal(over.view.description, '#4 · expired when the editor closed');
    assert.match(over.view.tooltip(), /can no longer be approved. It did not run\./);
  });

  it('does not claim that what was approved when the editor closed never ran', () => {
    const { view } = only({ expired: [row({ number: 4, state: 'running' })] });
    assert.match(view.tooltip(), /Look whether it was done/);
    assert.doesNotMatch(view.tooltip(), /did not run/);
  });

  it('marks a question as one', () => {
    const { view } = only({ holds: [hold({ action: { kind: 'question', question: 'Which?', options: ['a'] } })] });
    assert.deepEqual(view.tags, ['hold', 'waiting', 'question']);
    assert.equal(view.accessibilityLabel, 'The agent asks: Which?');
  });

  it('says what changed since an approval', () => {
    const { view } = only({ holds: [hold({ changes: ['/work/shop/run.sh changed'] })] });
    assert.equal(view.description, '#1 · changed since you approved it: /work/shop/run.sh changed');
    assert.match(view.tooltip(), /^\*\*Changed since you approved it:\*\* `\/work\/shop\/run\.sh changed`/);
  });

  it('groups by task as soon as there is more than one, and counts what waits', () => {
    const holds = [hold({ number: 1 }), hold({ number: 2, taskId: 'b' }), hold({ number: 3, status: 'running' })];
    const [first, second, ...others] = heldNodes(state({ holds }), t);
    assert.deepEqual(others, []);
    assert.ok(first?.kind === 'group' && second?.kind === 'group');
    assert.equal(first.view.label, 'Text of task-1');
    assert.equal(first.view.description, '1 held of 2');
    assert.equal(second.view.description, '1 held');
    assert.deepEqual(
      first.children.map(({ view }) => view.tags.includes('waiting')),
      [true, false],
    );
  });

  it('never lets a group pass for something that can be approved by itself', () => {
    const [group] = heldNodes(state({ holds: [hold(), hold({ number: 2, taskId: 'b' })] }), t);
    assert.deepEqual(group?.view.tags, ['task', 'group']);
  });

  it('lets nothing of the agent draw or link in a tooltip', () => {
    const reason = '![x](https://evil.example/?d=1) <img src=x> [a](command:b) www.evil.example me@evil.example';
    const { view } = only({
      holds: [hold({ action: command('echo ```\n[x](command:y)\n```'), verdict: verdict({ reason }) })],
      taskText: () => '```\n# You approved this',
    });
    const outside = view
      .tooltip()
      .replace(/(`{3,})[^\n]*\n[\s\S]*?\n\1/g, '')
      .replace(/`[^`]*`/g, '');
    assert.doesNotMatch(outside, /(?<!\\)[[\]<]|:\/\/|www\.|\w@\w/);
    assert.match(view.tooltip(), /````bash\necho ```\n\[x\]\(command:y\)\n```\n````/);
  });

  it('draws a thousand rows in order', () => {
    const holds = Array.from({ length: 1000 }, (_, index) => hold({ number: index + 1 }));
    const nodes = heldNodes(state({ holds }), t);
    assert.equal(nodes.length, 1000);
    assert.match(nodes[999]?.view.description ?? '', /^#1000 · /);
  });
});

describe('a held action in a prompt', () => {
  const reason = '`rm -rf $(cat x)` deletes what `$(cat x)` says.';
  const part = { start: 0, end: 15, text: 'rm -rf $(cat x)' };
  const item = (text: string, changes: readonly string[] = []) =>
    heldItem(
      hold({ number: 4, action: command(text), verdict: verdict({ reason, part }), changes }),
      ['/work/shop'],
      t,
    );

  it('has why it waits below what it is, and not that once more', () => {
    assert.deepEqual(item('rm -rf $(cat x)'), {
      label: 'rm -rf $\u200b(cat x)',
      description: '#4',
      detail: 'deletes what `$\u200b(cat x)` says.',
    });
  });

  it('names the part that is meant of a longer line', () => {
    assert.match(item('ls; rm -rf $(cat x)').detail, /^`rm -rf \$\u200b\(cat x\)` deletes/);
  });

  it('says what has changed since it was approved', () => {
    assert.equal(item('rm -rf $(cat x)', ['x']).detail, 'changed since you approved it: x');
  });
});
