import assert from 'node:assert/strict';
import type { Hold } from '../../../src/hold/hold';
import type { ProbedResult, Reviewed } from '../../../src/ledger/actionLog';
import { explainHold, explainVerdictOf } from '../../../src/vscode/explanation';
import { explainHoldJudgement, explainJudgement, explainProbeCost } from '../../../src/vscode/judgement';
import { hold, row, t } from './builders';

const tokens = { inputTokens: 400, cacheReadTokens: 1180, cacheWriteTokens: 12, outputTokens: 96 };
const second = { stage: 'second', model: 'm', took: 2100, ...tokens, dollars: 0.0021 } as const;
const first = { ...second, stage: 'first', took: 800, dollars: 0.0009 } as const;

function reviewed(changes: Partial<Reviewed> = {}): Reviewed {
  return {
    by: 'model',
    decision: 'ask',
    reason: 'It is unclear.',
    requests: [second],
    isRemembered: false,
    ...changes,
  };
}

const judgedBy = (review?: Reviewed) => explainJudgement(row({ review }), t)[0];
const opinion = (review: Reviewed) => explainJudgement(row({ review }), t)[1];

describe('who judged an action', () => {
  it('were the rules, in so many milliseconds', () => {
    assert.deepEqual(explainJudgement(row({ micros: 213 }), t), ['**Judged by:** rules in 0.2 ms']);
  });

  it('was the reasoning of the judge, with what it took and cost', () => {
    assert.equal(
      judgedBy(reviewed()),
      "**Judged by:** rules in 0.2 ms, then the judge's reasoning · 2.1 s · 412 tokens in, 1,180 cached, 96 out · $0.0021",
    );
  });

  it('counts both stages when the first one was not enough', () => {
    assert.match(
      judgedBy(reviewed({ requests: [first, second] })) ?? '',
      /the judge's reasoning · 2\.9 s · 824 tokens in, 2,360 cached, 192 out · \$0\.0030$/,
    );
  });

  it('was its first look alone, the server, or its memory', () => {
    assert.match(judgedBy(reviewed({ requests: [first] })) ?? '', /the judge's first look · 800 ms · 412 tokens in/);
    assert.match(judgedBy(reviewed({ by: 'server', requests: [] })) ?? '', /the server of the model, with its answer$/);
    assert.match(
      judgedBy(reviewed({ isRemembered: true })) ?? '',
      /the judge, which remembered the same action of this task$/,
    );
  });

  it('says when the price is unknown', () => {
    assert.match(
      judgedBy(reviewed({ requests: [{ ...second, dollars: undefined }] })) ?? '',
      / 96 out · price unknown$/,
    );
  });
});

describe('what the judge said', () => {
  it('comes with severity, category and part', () => {
    const said = reviewed({
      severity: 35,
      category: 'destroys',
      part: 'rm -rf build',
      reason: 'It deletes what you built.',
    });
    assert.equal(
      opinion(said),
      "**The judge left it to you:** It deletes what you built. (severity 35/100 · loses what can't be brought back · `rm -rf build`)",
    );
  });

  it('names the part only where it is not all of the action', () => {
    const whole = reviewed({ part: ' npm test ', reason: 'Tests.' });
    assert.equal(opinion(whole), '**The judge left it to you:** Tests.');
  });

  it('neither draws nor links, whatever a model wrote', () => {
    const evil = '**Approved** [click](command:x) <img src=x> ![](http://evil)\n# head';
    const line = opinion(reviewed({ reason: evil, category: '[a](b)', part: '`x` [a](b)' })) ?? '';
    assert.ok(
      line.includes('\\*\\*Approved\\*\\* \\[click\\](command:x) \\<img src=x> !\\[\\](http:&#47;/evil)') &&
        line.includes(' (\\[a\\](b) · `` `x` [a](b) ``)'),
      line,
    );
    assert.ok(!line.includes('\n'));
  });

  it('was nothing when it was away, which says what that means', () => {
    const away = reviewed({
      decision: 'away',
      reason: 'The judge took longer than 45 s.',
      category: 'timeout',
      requests: [],
    });
    const waiting = explainJudgement(row({ review: away, state: 'waiting' }), t);
    assert.deepEqual(waiting, [
      '**Judged by:** rules in 0.2 ms',
      '**The judge was away**, so it waits for you. The judge took longer than 45 s.',
    ]);
    assert.match(opinion(away) ?? '', /, so it waited for you\. The judge/);
    const refused = reviewed({ ...away, category: 'refused', reason: 'It refused.' });
    assert.equal(opinion(refused), '**The judge gave no opinion**, so it waited for you. It refused.');
  });
});

describe('the explanation of what is held', () => {
  it('tells who judged it from the record', () => {
    const text = explainHold(hold(), { row: row({ state: 'waiting', review: reviewed({ severity: 50 }) }) }, t);
    assert.match(text, /\*\*Judged by:\*\* rules in 0\.2 ms, then the judge's reasoning/);
    assert.match(text, /\*\*The judge left it to you:\*\* It is unclear\. \(severity 50\/100\)/);
  });

  it('tells what the agent was told: by the judge, else by the rule', () => {
    const { verdict } = hold();
    const told = (review: Hold['review']) =>
      explainHold(hold({ verdict: { ...verdict, saferWay: 'By rule.' }, review }), {}, t);
    assert.match(told({ status: 'away', reason: 'It took too long.' }), /\*\*Told to the agent:\*\* By rule\./);
    const decided = told({ status: 'decided', reason: 'Unclear.', saferWay: 'By [judge].' });
    assert.match(decided, /\*\*Told to the agent:\*\* By \\\[judge\\\]\./);
  });

  it('tells what the hold knows where the record has nothing', () => {
    const away = hold({ review: { status: 'away', reason: 'It took too long.' } });
    assert.deepEqual(explainHoldJudgement(away, undefined, t), [
      '**The judge was away**, so it waits for you. It took too long.',
    ]);
    const decided = hold({ review: { status: 'decided', reason: 'Unclear.', severity: 40 } });
    assert.deepEqual(explainHoldJudgement(decided, undefined, t), [
      '**The judge left it to you:** Unclear. (severity 40/100)',
    ]);
    assert.deepEqual(explainHoldJudgement(hold(), undefined, t), []);
  });
});

describe('the request about what an action returned', () => {
  const probed = (answer: 'steers' | 'quotes' | 'away'): ProbedResult => ({
    source: 'README.md',
    signs: [],
    masked: 0,
    request: { model: 'm', took: 800, ...tokens, dollars: 0.0002, answer },
  });

  it('is told with what it cost, and only where there was one', () => {
    assert.deepEqual(explainProbeCost(row({ probed: probed('quotes') }), t), [
      '**What it returned was looked at by a model:** it only speaks of such · 800 ms · 412 tokens in, 1,180 cached, 96 out · $0.0002',
    ]);
    assert.deepEqual(explainProbeCost(row({ probed: { ...probed('away'), request: undefined } }), t), []);
    assert.match(
      explainVerdictOf(row({ probed: probed('away') }), t).join('\n'),
      /no answer that can be used, so what was found counts/,
    );
  });
});
