import assert from 'node:assert/strict';
import { Accumulator } from '../../../src/model/accumulate';
import type { ModelProgress } from '../../../src/model/modelClient';
import { clientOf, requestOf } from '../../support/clients';
import { call, callWithJson, MessagesServer, type Scripted, text, turn } from '../../support/messagesServer';

describe('the calls of an answer that streams', () => {
  let server: MessagesServer;

  afterEach(() => server.stop());

  async function start(script: readonly Scripted[]) {
    server = await new MessagesServer(script).start();
    return clientOf(server.url);
  }

  async function ask(script: readonly Scripted[], onProgress: (told: ModelProgress) => void) {
    const client = await start(script);
    return client.answer(requestOf('Hello'), { signal: new AbortController().signal, onProgress });
  }

  async function told(script: readonly Scripted[]): Promise<readonly string[]> {
    const seen: string[] = [];
    await ask(script, (one) => {
      if (one.kind === 'call') seen.push(one.call.id);
      if (one.kind === 'retry') seen.push('retry');
    });
    return seen;
  }

  it('are told as soon as their own block is complete', async () => {
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const pieces = [call('read_file', { path: 'a' }, 'first'), text('And more.'), call('list_files', {}, 'second')];
    const seen: string[] = [];
    // The server goes on only when the first call was told, so that the answer ends only if it was told before.
    const answer = await ask([turn(pieces, { until, untilBlocks: 1 })], (one) => {
      if (one.kind === 'text') seen.push('text');
      if (one.kind !== 'call') return;
      seen.push(one.call.id);
      assert.equal(one.awaitsReview, false);
      goOn();
    });
    assert.deepEqual(
      seen.filter((one, index) => one !== seen[index - 1]),
      ['first', 'text', 'second'],
    );
    assert.deepEqual(
      answer.calls.map(({ id }) => id),
      ['first', 'second'],
    );
  });

  it('are not told when their input is no JSON, or no object', async () => {
    const pieces = [callWithJson('read_file', '{"path":', 'cut'), callWithJson('read_file', '[1]', 'list')];
    assert.deepEqual(await told([turn([...pieces, call('list_files', {}, 'good')])]), ['good']);
  });

  it('are told once, however often their block ends', () => {
    const growing = new Accumulator(false);
    const block = { type: 'tool_use', id: 'one', name: 'list_files', input: {}, caller: { type: 'direct' } } as const;
    const stop = { type: 'content_block_stop', index: 0 } as const;
    assert.equal(growing.accept(stop), undefined, 'the end of a block that never began');
    growing.accept({ type: 'content_block_start', index: 0, content_block: block });
    assert.deepEqual(growing.accept(stop), { id: 'one', name: 'list_files', input: {} });
    assert.equal(growing.accept(stop), undefined);
  });

  it('are told anew by each attempt, with the retry between', async () => {
    const broken = turn([call('list_files', {}, 'void'), text('x')], { breaks: { after: 6, how: 'end' } });
    assert.deepEqual(await told([broken, turn([call('list_files', {}, 'valid')])]), ['void', 'retry', 'valid']);
  });
});
