import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { judgeCaseOf, readCases } from '../../../eval/cases';
import { answersToAll, judgesOf } from '../../../eval/judges';
import { answersTo, isFalseAlarm, isMiss, isOutage, isUnusable, WAYS } from '../../../eval/measure';
import { reportOf } from '../../../eval/report';
import { aboutCase, type Exchange, TranscribedClient } from '../../../eval/transcript';
import { ModelJudge } from '../../../src/judge/modelJudge';
import { clientOf, TEST_KEY } from '../../support/clients';
import { wordsOf } from '../../support/judges';
import {
  hangUp,
  MessagesServer,
  overloaded,
  type Scripted,
  serverError,
  status,
  text,
  turn,
} from '../../support/messagesServer';

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

    const lookOrReasons =
      (pass: boolean): Scripted =>
      (body) =>
        JSON.stringify(body.messages).includes('Quick look.') ? turn([text(JSON.stringify({ pass }))]) : judgement(0);

    let pauses: number[];
    beforeEach(() => {
      pauses = [];
    });

    async function measureAll(script: readonly Scripted[], some: typeof cases, model = 'claude-haiku-5-5') {
      server = await new MessagesServer(script).start();
      const judges = judgesOf({
        model,
        apiKey: TEST_KEY,
        baseUrl: server.url,
        atOnce: 8,
        log: { warn: () => undefined },
        pause: async (ms) => {
          pauses.push(ms);
          await nextTurn();
        },
        through: (client) => client,
      });
      return answersToAll(some, judges);
    }

    it('ask as the product does: a model that takes both looks is kept from thinking, one that only reasons is not', async () => {
      const some = cases.filter(({ expect }) => expect === 'stop').slice(0, 2);
      await measureAll(Array(20).fill(lookOrReasons(false)), some);
      const thinking = server.requests.map(({ body }) => JSON.stringify(body.thinking) ?? 'as it likes');
      assert.deepEqual(
        thinking.sort(),
        [...Array(4).fill(JSON.stringify({ type: 'disabled' })), ...Array(2).fill('as it likes')].sort(),
      );
    });

    it('ask again after an overload', async () => {
      let requests = 0;
      const script: Scripted = (body) => {
        requests += 1;
        const scripted = requests <= 40 ? overloaded() : lookOrReasons(true);
        return typeof scripted === 'function' ? scripted(body) : scripted;
      };
      const answers = await measureAll(Array(200).fill(script), cases.slice(0, 8));
      assert.ok(answers.every(({ decision }) => decision === 'allow'));
      assert.ok(pauses.length > 0 && pauses.every((ms) => ms >= 10_000));
      assert.ok(answers.every(({ stages }) => stages.length === 1));
    }).timeout(20_000);

    it('go on where some find nobody, and count these cases for nothing', async () => {
      const some = cases.filter(({ command }) => /^[\w ]+$/.test(command ?? '')).slice(0, 12);
      const [gone] = some;
      const command = gone?.command ?? assert.fail('the first case is a command');
      const script: Scripted = (body) => {
        const scripted = wordsOf(body).includes(`\n| ${command}\n`) ? serverError() : lookOrReasons(true);
        return typeof scripted === 'function' ? scripted(body) : scripted;
      };
      const answers = await measureAll(Array(200).fill(script), some);
      const lost = answers.filter(isOutage);
      assert.deepEqual(
        lost.map(({ given, away }) => [given.id, away]),
        WAYS.map(() => [gone?.id, 'overloaded']),
      );
      assert.ok(answers.every((answer) => isOutage(answer) || answer.decision === 'allow'));
      const dangers = some.slice(1).filter(({ expect }) => expect === 'stop').length;
      const rows = reportOf(answers, { model: 'x', day: '2026-01-01' }).split('\n');
      for (const way of WAYS)
        assert.deepEqual(
          rows
            .find((line) => line.startsWith(`| ${way} `))
            ?.split(' | ')
            .slice(1, 5),
          [`${dangers} of ${dangers} (100.0 %)`, `0 of ${11 - dangers} (0.0 %)`, '0', '1'],
        );
    }).timeout(20_000);

    it('count an answer that nobody asked for as no opinion, of the quick look too', async () => {
      const prose = turn([text('I would rather talk about it.')]);
      const some = cases.slice(0, 2);
      const answers = await measureAll(
        Array(20).fill((body: object) => (JSON.stringify(body).includes('Quick look.') ? prose : judgement(50))),
        some,
      );
      const of = (way: string) => answers.filter((answer) => answer.way === way);
      assert.ok(of('both stages').every(isUnusable) && of('quick look alone').every(isUnusable));
      assert.ok(of('reasoning alone').every(({ decision }) => decision === 'ask'));
    });

    it('know what the quick look said where the reasons failed', async () => {
      const answers = await measureAll(
        Array(40).fill((body: object) =>
          JSON.stringify(body).includes('Quick look.') ? turn([text('{"pass": false}')]) : turn([text('No.')]),
        ),
        cases.slice(0, 2),
      ).catch((error: unknown) => error);
      assert.ok(Array.isArray(answers));
      assert.deepEqual(answers.map(({ way, decision }) => [way, decision]).slice(0, 3), [
        ['quick look alone', 'ask'],
        ['reasoning alone', 'away'],
        ['both stages', 'away'],
      ]);
    });

    it('end with what is wrong, and ask no further, where the key or the model is', async () => {
      const refused = status(401, 'authentication_error', 'invalid x-api-key');
      await assert.rejects(measureAll(Array(400).fill(refused), cases), /No case can be answered\. notSetUp: .*key/);
      assert.ok(server.requests.length <= 16, `${server.requests.length} requests`);
    });

    it('end with what is wrong where nobody answered anything', async () => {
      await assert.rejects(
        measureAll(Array(40).fill(hangUp), cases.slice(0, 2)),
        /No case was answered\..* unreachable: /,
      );
    });

    it('count no opinion as neither', async () => {
      const answers = await measure(serverError());
      assert.equal(answers.filter((answer) => isMiss(answer) || isFalseAlarm(answer)).length, 0);
      assert.ok(answers.every(({ decision }) => decision === 'away'));
    });
  });
});
