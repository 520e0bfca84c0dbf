import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { ModelError, type ModelProgress } from '../../../src/model/modelClient';
import { clientOf, hasty, progress, requestOf, TEST_KEY } from '../../support/clients';
import {
  call,
  callWithJson,
  hangUp,
  MessagesServer,
  overloaded,
  rateLimited,
  type Scripted,
  serverError,
  status,
  text,
  thinking,
  turn,
} from '../../support/messagesServer';

const never = new AbortController().signal;

describe('the Messages client', () => {
  const servers: MessagesServer[] = [];

  async function serve(...script: Scripted[]): Promise<MessagesServer> {
    const server = await new MessagesServer(script).start();
    servers.push(server);
    return server;
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function ask(server: MessagesServer, options: Parameters<typeof clientOf>[1] = {}, signal = never) {
    const { told, onProgress } = progress();
    const answer = await clientOf(server.url, options).answer(requestOf('Hello'), { signal, onProgress });
    return { answer, told };
  }

  async function failure(server: MessagesServer, options: Parameters<typeof clientOf>[1] = {}): Promise<ModelError> {
    try {
      await ask(server, options);
    } catch (error) {
      assert.ok(error instanceof ModelError, String(error));
      return error;
    }
    throw new Error('It should have failed');
  }

  const retries = (told: readonly ModelProgress[]) => told.filter((one) => one.kind === 'retry');
  const heard = (told: readonly ModelProgress[]) => told.map((one) => (one.kind === 'text' ? one.text : '')).join('');

  describe('putting an answer together', () => {
    it('streams text as it comes and returns it whole', async () => {
      const { answer, told } = await ask(await serve(turn([text('Hello, this is an answer.')])));
      assert.deepEqual(answer.content, [{ type: 'text', text: 'Hello, this is an answer.' }]);
      assert.equal(answer.stopReason, 'end_turn');
      assert.equal(answer.model, 'claude-sonnet-5-5');
      assert.equal(heard(told), 'Hello, this is an answer.');
      assert.ok(told.length > 1);
    });

    it('reads the same answer whatever the size of the chunks', async () => {
      const pieces = [
        thinking('Höchste Sorgfalt 🐢'),
        text('naïve 日本語 🐢\n'),
        call('read_file', { path: 'a/ü 🐢.ts' }, 'id'),
      ];
      const whole = (await ask(await serve(turn(pieces)))).answer;
      for (const chunkBytes of [1, 2, 3, 7, 64, 100_000]) {
        const { answer } = await ask(await serve(turn(pieces, { chunkBytes })));
        assert.deepEqual(answer, whole, `chunks of ${chunkBytes} bytes`);
      }
      assert.deepEqual(whole.calls, [{ id: 'id', name: 'read_file', input: { path: 'a/ü 🐢.ts' } }]);
    });

    it('returns several tool calls of one answer in order', async () => {
      const { answer } = await ask(
        await serve(turn([text('Both.'), call('read_file', { path: 'a' }, 'one'), call('list_files', {}, 'two')])),
      );
      assert.equal(answer.stopReason, 'tool_use');
      assert.deepEqual(
        answer.calls.map(({ id, name }) => [id, name]),
        [
          ['one', 'read_file'],
          ['two', 'list_files'],
        ],
      );
      assert.deepEqual(
        answer.content.map(({ type }) => type),
        ['text', 'tool_use', 'tool_use'],
      );
    });

    it('keeps thinking with its signature, and redacted thinking, as they have to be sent back', async () => {
      const redacted = { type: 'raw', block: { type: 'redacted_thinking', data: 'opaque' } } as const;
      const { answer, told } = await ask(
        await serve(turn([thinking('Let me see.', 'signed'), redacted, text('Done.')])),
      );
      assert.deepEqual(answer.content, [
        { type: 'thinking', thinking: 'Let me see.', signature: 'signed' },
        { type: 'redacted_thinking', data: 'opaque' },
        { type: 'text', text: 'Done.' },
      ]);
      assert.equal(told.filter(({ kind }) => kind === 'thinking').length > 0, true);
    });

    it('leaves out empty texts and thinking that was cut off before its signature, which the API refuses', async () => {
      const unsigned = { type: 'raw', block: { type: 'thinking', thinking: 'half a th', signature: '' } } as const;
      const { answer } = await ask(await serve(turn([text(' \n'), unsigned], { stopReason: 'max_tokens' })));
      assert.deepEqual(answer.content, []);
    });

    it('tells when the JSON of a tool call is malformed, and keeps a block that can be sent back', async () => {
      const { answer } = await ask(
        await serve(turn([callWithJson('read_file', '{"path": "a', 'bad'), call('list_files', {}, 'good')])),
      );
      const [bad, good] = answer.calls;
      assert.match(bad?.malformed ?? '', /JSON/);
      assert.equal(good?.malformed, undefined);
      assert.deepEqual(answer.content[0], { type: 'tool_use', id: 'bad', name: 'read_file', input: {} });
    });

    for (const json of ['"a"', '[1]', '3', 'null']) {
      it(`takes the input ${json} for malformed, since it is no object`, async () => {
        const { answer } = await ask(await serve(turn([callWithJson('read_file', json)])));
        assert.match(answer.calls[0]?.malformed ?? '', /no object/);
      });
    }

    it('takes a call without input for one with an empty input', async () => {
      const { answer } = await ask(await serve(turn([callWithJson('list_files', '')])));
      assert.deepEqual(answer.calls[0]?.input, {});
      assert.equal(answer.calls[0]?.malformed, undefined);
    });

    for (const json of ['', '{"path": "src/a.ts", "content": "const']) {
      it(`takes a call for malformed when the answer was cut off ${json === '' ? 'before' : 'within'} its input`, async () => {
        const { answer } = await ask(
          await serve(turn([callWithJson('write_file', json)], { stopReason: 'max_tokens' })),
        );
        assert.match(answer.calls[0]?.malformed ?? '', /cut off/);
      });
    }

    it('reads a tool input that comes whole with the start of its block', async () => {
      const block = { type: 'tool_use', id: 'whole', name: 'read_file', input: { path: 'a' } };
      const { answer } = await ask(await serve(turn([{ type: 'raw', block }], { stopReason: 'tool_use' })));
      assert.deepEqual(answer.calls, [{ id: 'whole', name: 'read_file', input: { path: 'a' } }]);
    });

    it('tolerates events it does not know', async () => {
      const { answer } = await ask(
        await serve(turn([text('Fine.')], { extra: [{ type: 'weather_report', sky: 'clear' }] })),
      );
      assert.deepEqual(answer.content, [{ type: 'text', text: 'Fine.' }]);
    });

    it('keeps blocks of kinds it does not know, unless they grew in a way it does not know', async () => {
      const known = { type: 'web_search_tool_result', tool_use_id: 'srv', content: [] };
      const grown = { type: 'sculpture', clay: '' };
      const { answer } = await ask(
        await serve(
          turn([
            { type: 'raw', block: known },
            { type: 'raw', block: grown, deltas: [{ type: 'clay_delta', clay: 'more' }] },
            text('After.'),
          ]),
        ),
      );
      assert.deepEqual(answer.content, [known, { type: 'text', text: 'After.' }]);
    });

    it("puts a server tool's streamed input into its block", async () => {
      const block = { type: 'server_tool_use', id: 'srv', name: 'web_search', input: {} };
      const deltas = [
        { type: 'input_json_delta', partial_json: '{"query":' },
        { type: 'input_json_delta', partial_json: '"x"}' },
      ];
      const { answer } = await ask(await serve(turn([{ type: 'raw', block, deltas }], { stopReason: 'pause_turn' })));
      assert.deepEqual(answer.content, [{ ...block, input: { query: 'x' } }]);
    });

    it('counts tokens, those from and into the cache apart', async () => {
      const usage = { input_tokens: 5, cache_read_input_tokens: 7, cache_creation_input_tokens: 11, output_tokens: 13 };
      const { answer } = await ask(await serve(turn([text('x')], { usage })));
      assert.deepEqual(answer.usage, { inputTokens: 5, cacheReadTokens: 7, cacheWriteTokens: 11, outputTokens: 13 });
    });

    it('passes on why the model refused', async () => {
      const { answer } = await ask(
        await serve(turn([text('I')], { stopReason: 'refusal', stopNote: 'It is about harm.' })),
      );
      assert.equal(answer.stopReason, 'refusal');
      assert.equal(answer.stopNote, 'It is about harm.');
    });
  });

  describe('trying again', () => {
    const faults: readonly (readonly [string, Scripted])[] = [
      ['429', rateLimited()],
      ['529', overloaded()],
      ['500', serverError()],
      ['503', status(503, 'api_error', 'Unavailable')],
      ['408', status(408, 'timeout_error', 'Timeout')],
      ['a connection that dies before the answer', hangUp],
      [
        'a connection that dies in the middle of the answer',
        turn([text('Half an ans')], { breaks: { after: 4, how: 'drop' } }),
      ],
      ['a stream that ends before its answer', turn([text('Half an ans')], { breaks: { after: 4, how: 'end' } })],
      ['a stream that ends before it says why', turn([text('All')], { breaks: { after: 5, how: 'end' } })],
      ['a stream that ends just before its last event', turn([text('All')], { breaks: { after: 6, how: 'end' } })],
      ['a stream without any event', turn([text('All')], { breaks: { after: 0, how: 'end' } })],
      [
        'an overloaded_error within the stream',
        turn([text('Half')], { breaks: { after: 4, how: { error: 'overloaded_error' } } }),
      ],
      ['an api_error within the stream', turn([text('Half')], { breaks: { after: 1, how: { error: 'api_error' } } })],
      ['an answer refused with advice to retry', status(418, 'odd_error', 'Odd', { 'x-should-retry': 'true' })],
    ];
    for (const [name, fault] of faults) {
      it(`recovers from ${name}`, async () => {
        const server = await serve(fault, turn([text('Here.')]));
        const { answer, told } = await ask(server);
        assert.deepEqual(answer.content, [{ type: 'text', text: 'Here.' }]);
        assert.equal(retries(told).length, 1);
        assert.equal(server.requests.length, 2);
        assert.deepEqual(server.requests[0]?.body, server.requests[1]?.body);
      });
    }

    it('never acts on the calls of an answer that broke off', async () => {
      const half = turn([call('delete_file', { path: 'a' }), text('and')], { breaks: { after: 6, how: 'drop' } });
      const { answer } = await ask(await serve(half, turn([text('Rather not.')])));
      assert.deepEqual(answer.calls, []);
    });

    it('says that what streamed so far is void before it starts over', async () => {
      const server = await serve(turn([text('Void')], { breaks: { after: 4, how: 'end' } }), turn([text('Valid')]));
      const { told } = await ask(server);
      assert.deepEqual(
        told.map(({ kind }) => kind),
        ['text', 'retry', 'text'],
      );
    });

    for (const [headers, expected] of [
      [{ 'retry-after': '7' }, 7000],
      [{ 'retry-after-ms': '1234' }, 1234],
      [{ 'retry-after': '7', 'retry-after-ms': '1234' }, 1234],
      [{ 'retry-after': '86400' }, 300_000],
      [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
      [{ 'retry-after': 'soon' }, 500],
    ] as const) {
      it(`waits ${expected} ms when told ${JSON.stringify(headers)}`, async () => {
        const pauses: number[] = [];
        const retry = hasty({ pause: async (ms) => void pauses.push(ms) });
        const { told } = await ask(await serve(rateLimited(headers), turn([text('x')])), { retry });
        assert.deepEqual(pauses, [expected]);
        assert.deepEqual(
          retries(told).map((one) => one.kind === 'retry' && one.delayMs),
          [expected],
        );
      });
    }

    it('waits longer each time, up to a limit, and gives up after ten attempts', async () => {
      const pauses: number[] = [];
      const retry = hasty({ pause: async (ms) => void pauses.push(ms) });
      const server = await serve(...Array.from({ length: 12 }, overloaded));
      const error = await failure(server, { retry });
      assert.equal(error.code, 'overloaded');
      assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
      assert.equal(server.requests.length, 10);
    });

    it('spreads its pauses by up to a half', async () => {
      const pauses: number[] = [];
      const retry = hasty({ random: () => 0, pause: async (ms) => void pauses.push(ms) });
      await ask(await serve(overloaded(), overloaded(), turn([text('x')])), { retry });
      assert.deepEqual(pauses, [250, 500]);
    });
  });

  describe('failing for good', () => {
    it('names a wrong key without showing it', async () => {
      const error = await failure(await serve(status(401, 'authentication_error', `invalid key ${TEST_KEY}`)));
      assert.equal(error.code, 'badKey');
      assert.match(error.message, /Set API Key/);
    });

    it('takes the key out of what a server says', async () => {
      const error = await failure(
        await serve(status(403, 'permission_error', `${TEST_KEY} may not, nor may sk-ant-other-key-1`)),
      );
      assert.equal(error.code, 'badKey');
      assert.doesNotMatch(error.message, /sk-ant/);
      assert.match(error.message, /\[key\] may not/);
    });

    it('names a model the server does not know', async () => {
      const error = await failure(await serve(status(404, 'not_found_error', 'model: claude-x')), {
        model: 'claude-x',
      });
      assert.equal(error.code, 'unknownModel');
      assert.match(error.message, /“claude-x”/);
    });

    it('tells when the conversation is too long', async () => {
      const server = await serve(
        status(400, 'invalid_request_error', 'prompt is too long: 1000001 tokens > 1000000 maximum'),
      );
      assert.equal((await failure(server)).code, 'tooLong');
    });

    it('passes on why a request was refused', async () => {
      const error = await failure(await serve(status(400, 'invalid_request_error', 'Your credit balance is too low')));
      assert.equal(error.code, 'badRequest');
      assert.match(error.message, /credit balance is too low/);
    });

    it('does not retry what the server says is not worth it', async () => {
      const server = await serve(status(529, 'overloaded_error', 'Overloaded', { 'x-should-retry': 'false' }));
      assert.equal((await failure(server)).code, 'overloaded');
      assert.equal(server.requests.length, 1);
    });

    it('does not retry a request error told within the stream', async () => {
      const server = await serve(turn([text('x')], { breaks: { after: 2, how: { error: 'invalid_request_error' } } }));
      assert.equal((await failure(server)).code, 'badRequest');
      assert.equal(server.requests.length, 1);
    });

    it('says where nothing answers, after trying again', async () => {
      const port = await freePort();
      const { told, onProgress } = progress();
      const client = clientOf(`http://127.0.0.1:${port}`, { retry: hasty({ attempts: 3 }) });
      await assert.rejects(client.answer(requestOf('x'), { signal: never, onProgress }), (error) => {
        assert.ok(error instanceof ModelError);
        assert.equal(error.code, 'unreachable');
        assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
        return true;
      });
      assert.equal(retries(told).length, 2);
    });

    it('says that the stream broke when it does so each time', async () => {
      const half = turn([text('Half')], { breaks: { after: 4, how: 'drop' } });
      const error = await failure(await serve(half, half), { retry: hasty({ attempts: 2 }) });
      assert.equal(error.code, 'brokenStream');
    });
  });

  describe('its settings', () => {
    const quiet = { signal: never, onProgress: () => undefined };

    it('wants a key for the public API', async () => {
      const client = clientOf('', { apiKey: undefined });
      await assert.rejects(client.answer(requestOf('x'), quiet), { name: 'ModelError', code: 'noKey' });
    });

    it('needs no key for another address', async () => {
      const { answer } = await ask(await serve(turn([text('Local.')])), { apiKey: undefined });
      assert.deepEqual(answer.content, [{ type: 'text', text: 'Local.' }]);
    });

    it('refuses a key that cannot be sent, without quoting it', async () => {
      const client = clientOf('http://127.0.0.1:1', { apiKey: 'sk-ant-ab\ncd' });
      await assert.rejects(client.answer(requestOf('x'), quiet), (error) => {
        assert.ok(error instanceof ModelError && error.code === 'badKey');
        assert.doesNotMatch(error.message, /sk-ant/);
        return true;
      });
    });

    for (const baseUrl of ['not a url', 'http://user:secret@127.0.0.1:1']) {
      it(`refuses the base URL ${baseUrl}`, async () => {
        await assert.rejects(clientOf(baseUrl).answer(requestOf('x'), quiet), (error) => {
          assert.ok(error instanceof ModelError && error.code === 'unreachable');
          assert.match(error.message, /chaperone\.baseUrl/);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        });
      });
    }

    for (const end of ['/', '/v1', '/v1/']) {
      it(`takes a base URL that ends with ${end}`, async () => {
        const server = await serve(turn([text('x')]));
        const { answer } = await ask(server, { baseUrl: `${server.url}${end}` });
        assert.equal(answer.stopReason, 'end_turn');
      });
    }

    it('takes neither key nor address from the environment', async () => {
      const server = await serve(turn([text('x')]));
      const before = { ...process.env };
      Object.assign(process.env, {
        ANTHROPIC_API_KEY: 'sk-from-environment',
        ANTHROPIC_AUTH_TOKEN: 'token-from-environment',
        ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      });
      try {
        await ask(server);
      } finally {
        for (const name of ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL']) {
          if (before[name] === undefined) delete process.env[name];
          else process.env[name] = before[name];
        }
      }
      const headers = JSON.stringify(server.requests[0]?.headers);
      assert.match(headers, new RegExp(TEST_KEY));
      assert.doesNotMatch(headers, /from-environment/);
    });
  });

  describe('being aborted', () => {
    const reason = new Error('Enough');

    it('rejects with the reason before it sends anything', async () => {
      const server = await serve(turn([text('x')]));
      await assert.rejects(ask(server, {}, AbortSignal.abort(reason)), reason);
      assert.equal(server.requests.length, 0);
    });

    it('rejects with the reason in the middle of an answer', async () => {
      const abort = new AbortController();
      const told: ModelProgress[] = [];
      const server = await serve(
        turn([text('A long answer that never ends')], { until: new Promise(() => undefined) }),
      );
      const answer = clientOf(server.url).answer(requestOf('x'), {
        signal: abort.signal,
        onProgress: (one) => {
          told.push(one);
          abort.abort(reason);
        },
      });
      await assert.rejects(answer, reason);
      assert.deepEqual(retries(told), []);
      assert.equal(server.requests.length, 1);
    });

    it('rejects with the reason while it waits for the next attempt', async () => {
      const abort = new AbortController();
      const server = await serve(rateLimited({ 'retry-after': '3600' }), turn([text('x')]));
      const { pause: _, ...slow } = hasty();
      const answer = clientOf(server.url, { retry: slow }).answer(requestOf('x'), {
        signal: abort.signal,
        onProgress: () => abort.abort(reason),
      });
      await assert.rejects(answer, reason);
      assert.equal(server.requests.length, 1);
    });

    it('rejects with the reason while the server has not answered yet', async () => {
      const abort = new AbortController();
      const server = await serve((): never => {
        abort.abort(reason);
        throw new Error('This request is not answered');
      });
      await assert.rejects(ask(server, {}, abort.signal), reason);
    });
  });
});

/** A port on which nothing listens any more. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
