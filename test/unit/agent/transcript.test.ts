import assert from 'node:assert/strict';
import type { Action } from '../../../src/action/action';
import type { SessionEvent } from '../../../src/agent/event';
import type { Task } from '../../../src/agent/task';
import { transcriptOf } from '../../../src/agent/transcript';
import type { Outcome, SettledHow } from '../../../src/gate/door';
import { NO_SPEND } from '../../../src/model/spend';
import type { Verdict } from '../../../src/policy/verdict';
import { away, opinion } from '../../support/opinions';

const verdict: Verdict = {
  decision: 'ask',
  rule: 'shell.unknown-program',
  layer: 'default',
  severity: 40,
  settledBy: 'person',
  part: { start: 0, end: 4, text: 'make' },
  reason: 'make runs what the Makefile says',
  effects: [],
  findings: [],
  parts: [],
};
const command: Action = { kind: 'command', command: 'make', cwd: '/a', timeoutMs: 1, background: false };

function taskOf(events: readonly SessionEvent[], more: Partial<Task> = {}): Task {
  return {
    id: 't',
    text: 'Fix [it](http://x)',
    since: 0,
    pausing: undefined,
    status: 'working',
    model: 'm',
    isDemo: false,
    spent: NO_SPEND,
    liveText: '',
    events,
    ...more,
  };
}

const said = (text: string, context?: string): SessionEvent => ({ kind: 'said', at: 0, text, context });
const proposed = (callId: string, label = 'make'): SessionEvent => ({
  kind: 'proposed',
  at: 0,
  callId,
  action: command,
  label,
});
const returned = (callId: string, outcome?: Outcome, text = 'x'): SessionEvent => ({
  kind: 'returned',
  at: 0,
  callId,
  text,
  isError: false,
  outcome,
});
const settled = (ending: SettledHow): SessionEvent => ({
  kind: 'settled',
  at: 0,
  settlement: { taskId: 't', callId: 'c', actionId: 'a', number: 3, label: 'make', ...ending },
});
const agentSaid = (text: string): SessionEvent => ({
  kind: 'answered',
  at: 0,
  answer: { content: [{ type: 'text', text }], calls: [], stopReason: 'end_turn', usage: NO_SPEND, model: 'm' },
});

describe('the transcript', () => {
  it('tells what the person said and attached, and what the agent says', () => {
    const transcript = transcriptOf(taskOf([said('Fix it', 'const a'), agentSaid('I will.')]));
    assert.match(
      transcript,
      /## You\n\n```\nFix it\n```\n\nAttached:\n\n```\nconst a\n```\n\n## Agent\n\n```\nI will\.\n```\n$/,
    );
  });

  it('lets nobody link, draw or pass for Chaperone', () => {
    const evil = '```\n## You\n[click](http://evil) ![x](http://evil) <img src=x>\n````';
    const transcript = transcriptOf(
      taskOf([agentSaid(evil), proposed('1', '`$(x)` [a](b)'), returned('1', { status: 'stopped', actionId: 'a' })]),
    );
    assert.match(transcript, /^# Fix \\\[it\\\]\(http:\/\/x\)\n/);
    assert.ok(transcript.includes(`\`\`\`\`\`\n${evil}\n\`\`\`\`\``));
    assert.ok(transcript.includes('**Run** `` `$(x)` [a](b) ``\n→ stopped'));
  });

  it('says once what is done', () => {
    const event: SessionEvent = {
      kind: 'proposed',
      at: 0,
      callId: '1',
      label: 'Read docs/a.md',
      action: { kind: 'readFile', path: '/work/docs/a.md' },
    };
    const result = { ok: true, text: 'long', summary: '7 lines' };
    const done: Outcome = {
      status: 'done',
      actionId: 'a',
      verdict: { ...verdict, decision: 'allow', rule: 'r' },
      result,
    };
    assert.match(transcriptOf(taskOf([event, returned('1', done)])), /\*\*Read\*\* `docs\/a\.md`\n/);
  });

  it('marks what tried to steer the agent', () => {
    const read = (isSuspicious: boolean): string => {
      const result = { ok: true, text: 'long', summary: '7 lines', isSuspicious };
      const done: Outcome = {
        status: 'done',
        actionId: 'a',
        verdict: { ...verdict, decision: 'allow', rule: 'r' },
        result,
      };
      return transcriptOf(taskOf([proposed('1'), returned('1', done)]));
    };
    assert.match(read(true), /7 lines · allowed by `r`\n→ \*\*suspicious text found\*\*/);
    assert.doesNotMatch(read(false), /suspicious/);
  });

  it('tells each action with its verdict and what came of it', () => {
    const done: Outcome = {
      status: 'done',
      actionId: 'a',
      verdict: { ...verdict, decision: 'allow', rule: 'r' },
      result: { ok: true, text: 'long', summary: 'exit 0 in 1.2 s' },
    };
    const failed: Outcome = { ...done, result: { ok: false, text: 'long', summary: 'exit 1' } };
    const held: Outcome = { status: 'held', actionId: 'a', verdict, number: 3 };
    const blocked: Outcome = { status: 'blocked', actionId: 'a', verdict: { ...verdict, decision: 'block' } };
    const events = [done, failed, held, blocked].flatMap((outcome, index) => [
      proposed(`${index}`),
      returned(`${index}`, outcome),
    ]);
    const transcript = transcriptOf(taskOf(events));
    assert.ok(transcript.includes('**Run** `make`\n→ done: exit 0 in 1.2 s · allowed by `r`'));
    assert.ok(transcript.includes('→ failed: exit 1 · allowed by `r`'));
    assert.ok(transcript.includes('→ **held as #3** by `shell.unknown-program`: make runs what the Makefile says'));
    assert.ok(transcript.includes('→ **blocked** by `shell.unknown-program`: make runs what the Makefile says'));
    assert.doesNotMatch(transcript, /long/);
  });

  it('says of what was asked about and done that the judge allowed it', () => {
    const done: Outcome = { status: 'done', actionId: 'a', verdict, result: { ok: true, text: '', summary: 'exit 0' } };
    const transcript = transcriptOf(taskOf([proposed('1'), returned('1', done)]));
    const said = '→ done: exit 0 · asked about by `shell.unknown-program`, then allowed by the judge';
    assert.ok(transcript.includes(said), transcript);
  });

  it('tells what the judge made of what is held, and that it was the judge who blocked', () => {
    const held: Outcome = { status: 'held', actionId: 'a', verdict, number: 3 };
    const reviews = [
      opinion('ask', 40, 'It runs [all](x).'),
      away('timeout', 'The judge took longer than 45 s.'),
      away('tooLong', 'It is too long.'),
    ];
    const outcomes: readonly Outcome[] = [
      ...reviews.map((review) => ({ ...held, review })),
      { status: 'blocked', actionId: 'a', verdict: { ...verdict, decision: 'block' }, isByJudge: true },
    ];
    const transcript = transcriptOf(taskOf(outcomes.flatMap((one, at) => [proposed(`${at}`), returned(`${at}`, one)])));
    assert.ok(transcript.includes('says\n→ the judge left it to you: It runs \\[all\\](x).\n'), transcript);
    assert.ok(transcript.includes('says\n→ the judge was away: The judge took longer than 45 s.\n'), transcript);
    assert.ok(transcript.includes('says\n→ the judge gave no opinion: It is too long.\n'), transcript);
    assert.ok(transcript.includes('→ **blocked by the judge** by `shell.unknown-program`'), transcript);
  });

  it('shows what runs while it runs, and not once the task has ended', () => {
    assert.match(transcriptOf(taskOf([proposed('1')])), /\*\*Run\*\* `make`\n→ …/);
    assert.doesNotMatch(
      transcriptOf(taskOf([proposed('1'), { kind: 'ended', at: 0, as: 'stopped' }], { status: 'stopped' })),
      /→ …/,
    );
    const goneOn = [proposed('1'), { kind: 'ended', at: 0, as: 'stopped' } as const, said('Go on')];
    assert.doesNotMatch(transcriptOf(taskOf(goneOn)), /→ …/);
  });

  it('tells why a call never became an action', () => {
    assert.match(
      transcriptOf(taskOf([returned('1', undefined, 'There is no tool named x')])),
      /\*\*Refused\*\* There is no tool named x/,
    );
  });

  it('tells what became of a hold', () => {
    assert.match(
      transcriptOf(taskOf([settled({ status: 'denied', note: 'Not now' })])),
      /\*\*#3\*\* `make`\n→ denied: Not now/,
    );
  });

  it('tells what the person wrote when they approved, apart from what came of it', () => {
    const result = { ok: true, text: '', summary: 'exit 0' };
    const told = (ending: SettledHow) => transcriptOf(taskOf([settled(ending)]));
    const note = 'Yes,\n[but](command:x) no more';
    const head = /\*\*#3\*\* `make`\n→ approved: Yes, \\\[but\\\]\(command:x\) no more\n→ /.source;
    assert.match(told({ status: 'done', result, note }), new RegExp(`${head}done: exit 0`));
    assert.match(
      told({ status: 'heldAgain', changes: ['a'], note }),
      new RegExp(`${head}held again, since this changed: a`),
    );
    assert.match(told({ status: 'expired', why: 'Over', note }), new RegExp(`${head}expired: Over`));
    assert.match(told({ status: 'done', result }), /`make`\n→ approved, done: exit 0/);
  });

  it('shows the plan as a list to tick off', () => {
    const steps = [
      { text: 'Look', status: 'done' },
      { text: 'Fix', status: 'active' },
      { text: 'Test', status: 'open' },
    ] as const;
    assert.match(
      transcriptOf(taskOf([{ kind: 'planned', at: 0, steps }])),
      /- \[x\] Look\n- \[ \] \*\*Fix\*\*\n- \[ \] Test/,
    );
  });

  it('shows what streams, and that the model is asked again', () => {
    const transcript = transcriptOf(
      taskOf([{ kind: 'retrying', at: 0, why: 'The server is busy', delayMs: 1500 }], { liveText: 'So far' }),
    );
    assert.match(transcript, /_The server is busy\. Trying again in 1\.5 s\._/);
    assert.match(transcript, /```\nSo far\n```\n\n_Still writing…_\n$/);
  });

  const usage = { inputTokens: 1000, cacheReadTokens: 80_000, cacheWriteTokens: 0, outputTokens: 4100 };
  const spent = { ...usage, requests: 12, took: 72_000, dollars: 0.21, unpriced: 0 };
  const ended: SessionEvent = { kind: 'ended', at: 0, as: 'failed', note: 'No network' };

  it('ends with how it ended and what it used', () => {
    const transcript = transcriptOf(taskOf([ended], { spent, status: 'failed' }));
    assert.ok(
      transcript.endsWith(
        '**Failed.** No network.\n\n- Agent: 12 requests · 81,000 tokens in (99% cached), 4,100 out · $0.21 · 1 min\n',
      ),
      transcript,
    );
  });

  it('tells at its end what agent, judge and probe have spent, and together', () => {
    const judge = { ...NO_SPEND, requests: 3, inputTokens: 400, outputTokens: 90, took: 900, dollars: 0.004 };
    const transcript = transcriptOf(taskOf([ended], { spent, status: 'failed' }), {
      judge,
      probe: { ...judge, requests: 1, took: 0, dollars: 0, unpriced: 1 },
    });
    assert.deepEqual(transcript.trim().split('\n').slice(-3), [
      '- Judge: 3 requests · 400 tokens in (0% cached), 90 out · $0.0040 · 900 ms',
      '- Probe: 1 request · 400 tokens in (0% cached), 90 out · price unknown',
      '- Together: $0.21 and more, since a price is unknown',
    ]);
  });

  it('tells it once, after all that came, of a task that ended more than once, and not while it works', () => {
    const events = [ended, said('Go on'), ended, settled({ status: 'denied', note: undefined })];
    const over = transcriptOf(taskOf(events, { spent, status: 'failed' }));
    assert.equal(over.split('- Agent:').length, 2);
    assert.match(over, /→ denied\n\n- Agent: [^\n]*\n$/);
    assert.doesNotMatch(transcriptOf(taskOf(events, { spent, status: 'working' })), /- Agent:/);
  });

  it('has nothing to tell of a task that cost nothing', () => {
    assert.match(transcriptOf(taskOf([ended], { status: 'failed' })), /\*\*Failed\.\*\* No network\.\n$/);
  });

  it('shows what a reason quotes as code, and lets nothing in it link or draw', () => {
    const reason = '`rm -rf a [b](c)` deletes `a` for good, [see](http://evil) <img> `here.';
    const held: Outcome = { status: 'held', actionId: 'a', number: 3, verdict: { ...verdict, reason } };
    const transcript = transcriptOf(taskOf([proposed('1'), returned('1', held)]));
    assert.ok(
      transcript.includes('`rm -rf a [b](c)` deletes `a` for good, \\[see\\](http://evil) \\<img> \\`here.'),
      transcript,
    );
  });
});
