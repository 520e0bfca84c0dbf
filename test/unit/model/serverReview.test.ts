import assert from 'node:assert/strict';
import type { ModelAnswer, ModelProgress, ReviewContext } from '../../../src/model/modelClient';
import { readReviews } from '../../../src/model/serverReview';
import { clientOf, requestOf } from '../../support/clients';
import { call, MessagesServer, reviewed, type Scripted, status, text, turn } from '../../support/messagesServer';

const CONTEXT: ReviewContext = {
  folder: '/work/app',
  environment: ['staging is a test server of ours'],
  pass: ['Restarting the staging server.'],
  stop: ['Changes of the database schema.'],
  never: ['Anything about billing.'],
};

describe('the review by the server', () => {
  let server: MessagesServer | undefined;
  let notes: string[];
  let told: ModelProgress[];

  beforeEach(() => {
    notes = [];
    told = [];
  });

  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  /** Asks so many times as the script has turns, with one client. */
  async function ask(script: readonly Scripted[], times = 1): Promise<readonly ModelAnswer[]> {
    server = await new MessagesServer(script).start();
    const client = clientOf(server.url, { onNoReviews: (why) => notes.push(why) });
    const answers: ModelAnswer[] = [];
    const signal = new AbortController().signal;
    for (let count = 0; count < times; count += 1) {
      answers.push(
        await client.answer(requestOf('Go', { review: CONTEXT }), { signal, onProgress: (one) => told.push(one) }),
      );
    }
    return answers;
  }

  const asked = () => (server?.requests ?? []).map(({ body }) => body.safeguards !== undefined);
  const betas = () => (server?.requests ?? []).map(({ headers }) => headers['anthropic-beta']);
  const run = (id: string) => call('run_command', { command: 'make' }, id);

  it('is asked for with header and field together, and nothing but the words of the person', async () => {
    await ask([turn([text('Hi.')])]);
    assert.deepEqual(betas(), ['dangerous-tool-use-2026-09-03']);
    assert.deepEqual(server?.requests[0]?.body.safeguards, [
      {
        type: 'dangerous_tool_use',
        classifier_context: {
          v: 1,
          permission_mode: 'auto',
          live_cwd: '/work/app',
          auto_mode: {
            environment: CONTEXT.environment,
            allow: CONTEXT.pass,
            soft_deny: CONTEXT.stop,
            hard_deny: CONTEXT.never,
          },
        },
      },
    ]);
  });

  it('is not asked for unless a request says so', async () => {
    server = await new MessagesServer([turn([run('a')], { reviews: reviewed({ a: FINE }) })]).start();
    const answer = await clientOf(server.url).answer(requestOf('Go'), {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    assert.deepEqual([asked(), betas()], [[false], [undefined]]);
    assert.equal(answer.reviews, undefined, 'what nobody asked for counts for nothing');
  });

  it('comes with the answer, and says that its calls await it', async () => {
    const reviews = reviewed({
      a: FINE,
      b: { type: 'evaluated', outcome: 'flagged', explanation: '[Data Exfiltration]', rule: 'billing' },
    });
    const [answer] = await ask([turn([run('a'), run('b')], { reviews })]);
    assert.deepEqual(Object.fromEntries(answer?.reviews ?? []), {
      a: { status: 'evaluated', isFlagged: false, explanation: undefined, rule: undefined },
      b: { status: 'evaluated', isFlagged: true, explanation: '[Data Exfiltration]', rule: 'billing' },
    });
    assert.deepEqual(
      told.flatMap((one) => (one.kind === 'call' ? [one.awaitsReview] : [])),
      [true, true],
    );
    assert.deepEqual(notes, []);
  });

  const FORBIDDEN = 'safeguards: Extra inputs are not permitted';
  const refusals: readonly [what: string, reply: Scripted][] = [
    ['the field', status(400, 'invalid_request_error', FORBIDDEN)],
    ['the field, as other servers do', status(422, 'invalid_request_error', 'body.safeguards: extra_forbidden')],
    [
      'the beta',
      status(400, 'invalid_request_error', 'Unexpected value(s) `dangerous-tool-use-2026-09-03` for `anthropic-beta`'),
    ],
  ];
  for (const [what, reply] of refusals) {
    it(`is left out for good when the server refuses ${what}, at once and with one word of it`, async () => {
      const answers = await ask([reply, turn([run('a')]), turn([run('b')])], 2);
      assert.deepEqual(asked(), [true, false, false]);
      assert.deepEqual(betas().slice(1), [undefined, undefined]);
      assert.deepEqual(
        answers.map(({ reviews }) => reviews),
        [undefined, undefined],
      );
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', /does not review calls: it refuses/);
      const calls = told.flatMap((one) => (one.kind === 'call' ? [one.awaitsReview] : []));
      assert.deepEqual(calls, [false, false], 'so that other judges need not wait');
      assert.equal(told.filter(({ kind }) => kind === 'retry').length, 0);
    });
  }

  it('is not what another refusal is about', async () => {
    await assert.rejects(ask([status(400, 'invalid_request_error', 'prompt is too long')]));
    assert.deepEqual(asked(), [true]);
    assert.deepEqual(notes, []);
  });

  for (const [what, reviews] of [
    ['nothing', undefined],
    ['an empty list', []],
  ] as const) {
    it(`is not asked for again when ${what} came back beside the calls of three answers in a row`, async () => {
      const without = turn([run('a')], { reviews });
      const answers = await ask([without, without, turn([text('Hi.')]), without, turn([run('b')])], 5);
      assert.deepEqual(asked(), [true, true, true, true, false]);
      assert.ok(answers.every(({ reviews: one }) => one === undefined || one.size === 0));
      assert.equal(notes.length, 1);
      assert.match(notes[0] ?? '', /drops it/);
    });
  }

  it('is asked for again after an answer without calls, which there was nothing to say of', async () => {
    await ask([turn([text('Hi.')]), turn([text('Bye.')])], 2);
    assert.deepEqual(asked(), [true, true]);
  });

  it('is not asked for again of a model that the server does not review', async () => {
    const reviews = [{ type: 'dangerous_tool_use', status: { type: 'unsupported' } }];
    const unsupported = turn([run('a')], { reviews });
    const [first] = await ask([unsupported, unsupported, unsupported, turn([run('b')])], 4);
    assert.deepEqual(first?.reviews?.get('a'), { status: 'unsupported' });
    assert.deepEqual(asked(), [true, true, true, false]);
    assert.match(notes.join(), /this model/);
  });

  it('is asked for as long as it comes for some of the calls', async () => {
    const mixed = turn([run('a'), run('b')], { reviews: reviewed({ a: FINE, b: { type: 'unsupported' } }) });
    const none = turn([run('a')], { reviews: reviewed({ a: { type: 'unsupported' } }) });
    await ask([mixed, mixed, mixed, none, none, mixed, none, turn([run('a')]), mixed], 9);
    assert.deepEqual(asked(), Array(9).fill(true));
    assert.deepEqual(notes, []);
  });

  it('is asked for again when it was away for once', async () => {
    const reviews = [{ type: 'dangerous_tool_use', status: { type: 'unavailable', reason: 'error' } }];
    const answers = await ask([turn([run('a')], { reviews }), turn([run('b')], { reviews: reviewed({ b: FINE }) })], 2);
    assert.deepEqual(asked(), [true, true]);
    assert.deepEqual(
      answers.map(({ reviews: one }) => [...(one?.values() ?? [])].map((review) => review.status)),
      [['unavailable'], ['evaluated']],
    );
  });

  it('of an attempt that broke counts for nothing', async () => {
    const broken = turn([run('a')], { reviews: reviewed({ a: FINE, b: FINE }), breaks: { after: 7, how: 'end' } });
    const [answer] = await ask([broken, turn([run('b')], { reviews: reviewed({ a: FINE }) })]);
    assert.deepEqual([...(answer?.reviews ?? [])], [['b', { status: 'unavailable' }]]);
  });
});

const FINE = { type: 'evaluated', outcome: 'not_flagged' };

describe('what a server says of calls', () => {
  const calls = [{ id: 'a', name: 'run_command', input: {} }];
  const of = (results: unknown) => readReviews(Array.isArray(results) ? results : [results], calls)?.get('a')?.status;
  const [whole] = reviewed({ a: FINE }) as [{ type: string; status: { type: string } }];

  const cases: readonly [title: string, results: unknown, status: string][] = [
    ['takes what was evaluated', [whole], 'evaluated'],
    ['passes over what it does not know beside it', [{}, { type: 'new_kind' }, 'x', whole], 'evaluated'],
    [
      'lets what it does not know grow',
      [{ ...whole, since: 3, status: { ...whole.status, region: 'x' } }],
      'evaluated',
    ],
    ['takes a skipped call for skipped', reviewed({ a: { type: 'skipped' } }), 'skipped'],
    [
      'takes one that timed out for unavailable',
      reviewed({ a: { type: 'unavailable', reason: 'timeout' } }),
      'unavailable',
    ],
    ['takes two opinions for none', [whole, whole], 'unavailable'],
    ['takes a call that it leaves out for unavailable', reviewed({ b: FINE }), 'unavailable'],
    ['takes an outcome it does not know for unavailable', reviewed({ a: { ...FINE, outcome: 'fine' } }), 'unavailable'],
    ['takes an outcome that is missing for unavailable', reviewed({ a: { type: 'evaluated' } }), 'unavailable'],
    ['takes a boolean for no outcome', reviewed({ a: { type: 'evaluated', outcome: true } }), 'unavailable'],
    ['takes a kind it does not know for unavailable', reviewed({ a: { type: 'approved' } }), 'unavailable'],
    ['takes null for unavailable', reviewed({ a: null as unknown as object }), 'unavailable'],
    ['takes a status it does not know for unavailable', [{ ...whole, status: { type: 'done' } }], 'unavailable'],
    ['takes a status of another shape for unavailable', [{ ...whole, status: 'available' }], 'unavailable'],
    [
      'takes a list of calls for unavailable',
      [{ ...whole, status: { type: 'available', tool_uses: [FINE] } }],
      'unavailable',
    ],
    ['takes prose for unavailable', 'All of it is fine.', 'unavailable'],
    ['takes a number for unavailable', 7, 'unavailable'],
  ];
  for (const [title, results, expected] of cases) it(title, () => assert.equal(of(results), expected));

  it('never takes what every object has for the review of a call', () => {
    for (const id of ['toString', '__proto__', 'constructor'])
      assert.equal(readReviews([whole], [{ id, name: 'x', input: {} }])?.get(id)?.status, 'unavailable');
    const inherited = JSON.parse(
      JSON.stringify(reviewed({})).replace('{}', `{"__proto__":${JSON.stringify({ a: FINE })}}`),
    );
    assert.equal(of(inherited), 'unavailable');
  });

  it('is of neither of two calls with the same id', () => {
    const twice = readReviews([whole], [...calls, ...calls]);
    assert.deepEqual([...(twice?.values() ?? [])], [{ status: 'unavailable' }]);
  });

  it('tells of no call that is not in the answer', () => {
    const [other] = reviewed({ a: FINE, z: FINE }) as [unknown];
    assert.deepEqual([...(readReviews([other], calls)?.keys() ?? [])], ['a']);
  });

  it('leaves out words that are none', () => {
    const [odd] = reviewed({ a: { ...FINE, outcome: 'flagged', explanation: { text: 'x' }, rule: null } }) as [unknown];
    assert.deepEqual(readReviews([odd], calls)?.get('a'), {
      status: 'evaluated',
      isFlagged: true,
      explanation: undefined,
      rule: undefined,
    });
  });
});
