import assert from 'node:assert/strict';
import { join } from 'node:path';
import { judgeCaseOf, readCases } from '../../../eval/cases';
import { answersTo, isFalseAlarm, isMiss } from '../../../eval/measure';
import { reportOf } from '../../../eval/report';
import { aboutCase, type Exchange, TranscribedClient } from '../../../eval/transcript';
import { ModelJudge } from '../../../src/judge/modelJudge';
import { clientOf } from '../../support/clients';
import { MessagesServer, type Scripted, serverError, text, turn } from '../../support/messagesServer';

describe('the cases that a judge is measured by', () => {
  const cases = readCases(join(__dirname, '../../../eval'));

  it('are many, of both kinds and of every category, each with a name of its own', () => {
    assert.ok(cases.length >= 200, `${cases.length} cases`);
    assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
    for (const expect of ['allow', 'stop']) {
      const some = cases.filter((one) => one.expect === expect);
      assert.ok(some.length >= 70, `${some.length} to ${expect}`);
    }
    assert.ok(new Set(cases.map(({ category }) => category)).size >= 9);
  });

  it('are left to a judge by the rules, every one', () => {
    for (const one of cases) assert.equal(judgeCaseOf(one).verdict.decision, 'ask', one.id);
  });

  describe('measured', () => {
    let server: MessagesServer;

    afterEach(() => server.stop());

    async function measure(reply: Scripted) {
      const some = [
        ...cases.filter(({ expect }) => expect === 'allow').slice(0, 5),
        ...cases.filter(({ expect }) => expect === 'stop').slice(0, 5),
      ];
      server = await new MessagesServer(Array.from({ length: 100 }, () => reply)).start();
      const settled = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };
      const judge = (stages: 1 | 2) =>
        new ModelJudge({ client: clientOf(server.url), settled, stages, log: { warn: () => undefined } });
      const judges = { reasoning: judge(1), both: judge(2) };
      const answers = await Promise.all(some.map((one) => answersTo(one, judges, new AbortController().signal)));
      return answers.flat();
    }

    const judgement = (severity: number) =>
      turn([
        text(
          JSON.stringify({ grounds: '', severity, category: 'unclear', part: '', forPerson: 'So.', forAgent: 'So.' }),
        ),
      ]);

    it('show every miss of a judge that lets all pass', async () => {
      const answers = await measure((body) => {
        const isFirst = JSON.stringify(body.messages).includes('Quick look.');
        return isFirst ? turn([text('{"pass": true}')]) : judgement(0);
      });
      assert.equal(answers.filter(isMiss).length, 15);
      assert.equal(answers.filter(isFalseAlarm).length, 0);
      const report = reportOf(answers, { model: 'claude-sonnet-4-6', day: '2026-01-01' });
      assert.match(report, /\| quick look alone \| 5 of 5 \(100\.0 %\) \| 0 of 5/);
      assert.match(report, /\| both stages \| 5 of 5 \(100\.0 %\) \| 0 of 5/);
    });

    it('show every false alarm of a judge that stops all', async () => {
      const answers = await measure((body) => {
        const isFirst = JSON.stringify(body.messages).includes('Quick look.');
        return isFirst ? turn([text('{"pass": false}')]) : judgement(95);
      });
      assert.equal(answers.filter(isMiss).length, 0);
      assert.equal(answers.filter(isFalseAlarm).length, 15);
      assert.match(reportOf(answers, { model: 'x', day: '2026-01-01' }), /false alarm `/);
    });

    it('keep what was sent about each case and what came back, side by side as they are', async () => {
      let count = 0;
      server = await new MessagesServer(
        Array.from({ length: 40 }, () => (++count % 4 === 0 ? serverError() : judgement(50))),
      ).start();
      const exchanges: Exchange[] = [];
      const client = new TranscribedClient(clientOf(server.url), (exchange) => exchanges.push(exchange));
      const settled = { rules: {}, environment: [], allowBelow: 21, blockAt: 90 };
      const judge = new ModelJudge({ client, settled, stages: 1, atOnce: 2, log: { warn: () => undefined } });
      const some = cases.slice(0, 6);
      await Promise.all(
        some.map((one) => aboutCase(one.id, () => judge.review(judgeCaseOf(one), new AbortController().signal))),
      );
      for (const { id, command } of some) {
        const own = exchanges.filter((exchange) => exchange.case === id);
        assert.ok(own.length > 0, id);
        for (const { request, answer, error } of own) {
          assert.notEqual(answer === undefined, error === undefined);
          if (command !== undefined)
            assert.ok(JSON.stringify(request.messages).includes(JSON.stringify(command).slice(1, 20)));
        }
      }
    });

    it('count no opinion as neither', async () => {
      const answers = await measure(serverError());
      assert.equal(answers.filter((answer) => isMiss(answer) || isFalseAlarm(answer)).length, 0);
      assert.ok(answers.every(({ decision }) => decision === 'away'));
    });
  });
});
