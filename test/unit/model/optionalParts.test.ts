import assert from 'node:assert/strict';
import { ModelError } from '../../../src/model/modelClient';
import { leastThinking, MODELS } from '../../../src/model/models';
import { clientOf, hasty, requestOf } from '../../support/clients';
import {
  MessagesServer,
  overloaded,
  rateLimited,
  type Scripted,
  status,
  text,
  turn,
} from '../../support/messagesServer';

const schema = {
  type: 'object',
  properties: { pass: { type: 'boolean' } },
  required: ['pass'],
  additionalProperties: false,
} as const;
const request = requestOf('Hello', { outputSchema: schema });
const options = { signal: new AbortController().signal, onProgress: () => undefined };
const fine = turn([text('{"pass": true}')]);
const invalid = (message: string) => status(400, 'invalid_request_error', message);

describe('what not every endpoint understands', () => {
  let server: MessagesServer;

  afterEach(() => server.stop());

  async function serve(...script: Scripted[]) {
    server = await new MessagesServer(script).start();
    return server.url;
  }

  const sent = () =>
    server.requests.map(({ body: { output_config, thinking } }) =>
      [output_config === undefined ? '' : 'schema', thinking === undefined ? '' : 'thinking'].join(' ').trim(),
    );

  it('is a schema for the answer, sent as structured output', async () => {
    await clientOf(await serve(fine)).answer(request, options);
    assert.deepEqual(server.requests[0]?.body.output_config, { format: { type: 'json_schema', schema } });
  });

  it('is not sent where nobody asks for it', async () => {
    await clientOf(await serve(fine)).answer(requestOf('Hello'), options);
    assert.deepEqual(sent(), ['']);
  });

  for (const message of [
    'output_config: Extra inputs are not permitted',
    'output_config.format: structured outputs are not supported for this model',
    "output_config.format.schema: 'anyOf' is not supported",
    'Unknown parameter: response_format',
  ]) {
    it(`is left out, for good, by a client that was told “${message}”`, async () => {
      const client = clientOf(await serve(invalid(message), fine, fine));
      await client.answer(request, options);
      await client.answer(request, options);
      assert.deepEqual(sent(), ['schema', '', '']);
    });
  }

  it('is sent again by another client', async () => {
    const url = await serve(invalid('output_config: Extra inputs are not permitted'), fine, fine);
    await clientOf(url).answer(request, options);
    await clientOf(url).answer(request, options);
    assert.deepEqual(sent(), ['schema', '', 'schema']);
  });

  it('is a way of thinking, whatever else the refusal advises', async () => {
    const message =
      '"thinking.type.disabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
    const client = clientOf(await serve(invalid(message), fine, fine), { thinking: { type: 'disabled' } });
    await client.answer(request, options);
    await client.answer(request, options);
    assert.deepEqual(sent(), ['schema thinking', 'schema', 'schema']);
  });

  it('can be both, one after the other', async () => {
    const url = await serve(invalid('thinking: Extra inputs'), invalid('output_config: Extra inputs'), fine);
    await clientOf(url, { thinking: { type: 'disabled' } }).answer(request, options);
    assert.deepEqual(sent(), ['schema thinking', 'schema', '']);
  });

  it('is not what a refusal without it is about', async () => {
    const url = await serve(invalid('messages: wrong format'));
    await assert.rejects(clientOf(url).answer(requestOf('Hello'), options), ModelError);
    assert.deepEqual(sent(), ['']);
  });

  for (const [what, refusal] of [
    ['another mistake', invalid('max_tokens: must be positive')],
    ['a prompt that is too long', invalid('prompt is too long, whatever its format')],
    ['a key without rights', status(403, 'permission_error', 'no access to the format')],
    ['a model that is not there', status(404, 'not_found_error', 'no such output_config')],
  ] as const) {
    it(`is not left out because of ${what}`, async () => {
      const client = clientOf(await serve(refusal, fine));
      await assert.rejects(client.answer(request, options), ModelError);
      await client.answer(request, options);
      assert.deepEqual(sent(), ['schema', 'schema']);
    });
  }

  it('is not left out because a server is overloaded', async () => {
    await clientOf(await serve(overloaded(), fine)).answer(request, options);
    assert.deepEqual(sent(), ['schema', 'schema']);
  });
});

describe('a client that does not wait for long', () => {
  const hurried = hasty({ attempts: 2, longestAskedMs: 3_000, whenAskedForMore: 'giveUp' });
  let server: MessagesServer;

  afterEach(() => server.stop());

  it('gives up at once when the server asks for more patience, and says for how much', async () => {
    server = await new MessagesServer([rateLimited({ 'retry-after': '4' }), fine]).start();
    await assert.rejects(
      clientOf(server.url, { retry: hurried }).answer(request, options),
      (error) => error instanceof ModelError && error.code === 'rateLimited' && error.askedMs === 4_000,
    );
    assert.equal(server.requests.length, 1);
  });

  it('waits for as long as it may, and asks twice at most', async () => {
    const polite = rateLimited({ 'retry-after': '3' });
    server = await new MessagesServer([polite, polite, fine]).start();
    await assert.rejects(clientOf(server.url, { retry: hurried }).answer(request, options), ModelError);
    assert.equal(server.requests.length, 2);
  });
});

describe('leastThinking', () => {
  it('is what a model takes, also by its dated name, and nothing for one that always thinks or is not known', () => {
    assert.deepEqual(leastThinking('claude-sonnet-5-5'), { type: 'between_tools' });
    assert.deepEqual(leastThinking('claude-haiku-5-5-20261001'), { type: 'disabled' });
    assert.equal(leastThinking('claude-opus-5-5'), undefined);
    assert.equal(leastThinking('claude-haiku-4-5'), undefined);
    assert.equal(leastThinking('my-own-model'), undefined);
  });

  it('never gives a model a budget, since newer ones refuse it', () => {
    for (const { id } of MODELS) assert.notEqual(leastThinking(id)?.type, 'enabled', id);
  });
});
