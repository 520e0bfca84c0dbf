import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { ChangedError } from '../../../src/gate/carriers';
import { fetchUrlCarrier } from '../../../src/run/fetchUrl';
import { CarryingFixture } from './carrying';

describe('fetching', () => {
  const servers: Server[] = [];
  const asked: IncomingMessage[] = [];

  afterEach(async () => {
    asked.length = 0;
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    return `http://127.0.0.1:${address.port}`;
  }

  const page = (
    type: string | undefined,
    body: string | Uint8Array,
    more: Record<string, string> = {},
  ): RequestListener => {
    const headers = type === undefined ? more : { 'content-type': type, ...more };
    return (_, response) => response.writeHead(200, headers).end(body);
  };
  const get = (url: string, fix = new CarryingFixture(), parts = {}) =>
    fetchUrlCarrier(parts)({ kind: 'fetch', url }, fix.carrying);

  it('gets text', async () => {
    const url = await serve(page('text/plain; charset=utf-8', 'grüße\nb\n'));
    const result = await get(`${url}/a?b#c`);
    assert.equal(result.ok, true);
    assert.match(
      result.text,
      /^200 OK, text\/plain; charset=utf-8, 0\.0 kB, http:\/\/127\.0\.0\.1:\d+\/a\?b#c\ngrüße\nb\n$/,
    );
    assert.equal(result.summary, '200 OK, 0.0 kB');
  });

  it('only gets, without cookies or credentials', async () => {
    const url = await serve(page('text/plain', 'x', { 'set-cookie': 'a=b' }));
    await get(url);
    await get(url);
    const [, second] = asked;
    assert.equal(second?.method, 'GET');
    for (const name of ['cookie', 'authorization', 'referer']) assert.equal(second?.headers[name], undefined);
  });

  it('makes a web page readable', async () => {
    const url = await serve(page('text/html', '<h1>Hi</h1><p>See <a href="b">this</a></p><script>x()</script>'));
    assert.match((await get(`${url}/a/`)).text, /\n# Hi\n\nSee this \(http:\/\/127\.0\.0\.1:\d+\/a\/b\)$/);
  });

  it('gives JSON as it is', async () => {
    const url = await serve(page('application/vnd.api+json', '{"a": "<b>"}'));
    assert.ok((await get(url)).text.endsWith('\n{"a": "<b>"}'));
  });

  it('returns what a failing server says', async () => {
    const url = await serve((_, response) =>
      response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page'),
    );
    const result = await get(url);
    assert.equal(result.ok, false);
    assert.match(result.text, /^404 Not Found[\s\S]*\nno such page$/);
  });

  it('follows redirects within the site', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/b') response.writeHead(200, { 'content-type': 'text/plain' }).end('there');
      else response.writeHead(302, { location: '/b' }).end();
    });
    const result = await get(`${url}/a`);
    assert.match(result.text, /:\d+\/b\nthere$/);
  });

  it('tells where a redirect to another site leads, and asks nothing there', async () => {
    const other = await serve(page('text/plain', 'never'));
    const url = await serve((_, response) => response.writeHead(301, { location: `${other}/x` }).end());
    const result = await get(url);
    assert.equal(result.ok, false);
    assert.ok(result.text.includes(`leads to another site: ${other}/x.`));
    assert.equal(asked.length, 1);
  });

  it('takes another scheme or another host for another site', async () => {
    for (const location of [
      'https://127.0.0.1/x',
      '//localhost/x',
      'http://127.0.0.1:1/x',
      'http:\\\\evil.example\\x',
    ]) {
      const url = await serve((_, response) => response.writeHead(302, { location }).end());
      assert.match((await get(url)).text, /leads to another site/, location);
    }
  });

  it('follows no redirect to what is no address of the web', async () => {
    for (const location of ['file:///etc/passwd', 'data:text/plain,x', 'http://user:pass@127.0.0.1/', 'http://[']) {
      const url = await serve((_, response) => response.writeHead(302, { location }).end());
      const result = await get(url);
      assert.equal(result.ok, false, location);
      assert.equal(asked.length, 1);
      asked.length = 0;
    }
  });

  it('gives up on a circle', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    assert.match((await get(url)).text, /more than 5 times/);
  });

  it('refuses addresses that are none, and those with a password', async () => {
    for (const url of [
      'nonsense',
      'file:///etc/passwd',
      'ftp://x.org/',
      'http://user:pass@127.0.0.1:1/',
      'http://user@127.0.0.1:1/',
    ]) {
      assert.equal((await get(url)).ok, false, url);
    }
  });

  it('refuses what is no text, and says what it is', async () => {
    const image = await get(await serve(page('image/png', Buffer.from([0x89, 0x50]))));
    assert.equal(image.ok, false);
    assert.match(image.text, /is no text, but image\/png\. A command such as curl/);
    const unnamed = await get(await serve(page(undefined, Buffer.from([0, 1, 2]))));
    assert.match(unnamed.text, /is no text \(of no known type\)/);
    const lying = await get(await serve(page('text/plain', Buffer.from([0, 1, 2]))));
    assert.match(lying.text, /is no text/);
  });

  it('reads text that is not called so', async () => {
    assert.match((await get(await serve(page(undefined, 'plain')))).text, /\nplain$/);
    assert.match((await get(await serve(page('application/octet-stream', 'plain')))).text, /\nplain$/);
    assert.match((await get(await serve(page('text/plain', '')))).text, /\n\[It is empty\.\]$/);
  });

  it('reads other encodings by their name, or by what the page says', async () => {
    const latin = Buffer.from('<meta charset="iso-8859-1">für', 'latin1');
    assert.match((await get(await serve(page('text/html', latin)))).text, /\nfür$/);
    assert.match(
      (await get(await serve(page('text/plain; charset=shift_jis', Buffer.from([0x82, 0xa0]))))).text,
      /\nあ$/,
    );
    assert.match(
      (await get(await serve(page('text/plain; charset=nonsense', Buffer.from([0x61, 0xe9]))))).text,
      /\na\ufffd$/,
    );
  });

  it('reads no more than it may, and says so', async () => {
    const long = await get(await serve(page('text/plain', 'x'.repeat(60_000))));
    assert.match(long.text, /x\n\[The rest is left out: 10000 more characters\.\]$/);
    const bomb = gzipSync(Buffer.alloc(3_000_000, 'x'));
    const packed = await serve(page('text/plain', bomb, { 'content-encoding': 'gzip' }));
    const cut = await get(packed, new CarryingFixture(), { maxBytes: 1000 });
    assert.match(cut.text, /x\n\[The rest is left out: it is longer than 1000 bytes\.\]$/);
    assert.ok(cut.text.length < 1200);
  });

  it('waits no longer than it may, for the first word or the last', async () => {
    const silent = await serve(() => undefined);
    assert.match((await get(silent, new CarryingFixture(), { timeoutMs: 100 })).text, /took longer than 0\.1 s/);
    const slow = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).write('a'));
    assert.match((await get(slow, new CarryingFixture(), { timeoutMs: 100 })).text, /took longer than 0\.1 s/);
  });

  it('says why nobody answered', async () => {
    const url = await serve(page('text/plain', 'x'));
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const result = await get(url);
    assert.equal(result.ok, false);
    assert.match(result.text, /could not be fetched: .*ECONNREFUSED/);
    const broken = await serve((request) => request.socket.destroy());
    assert.match((await get(broken)).text, /could not be fetched: .{4}/);
  });

  it('stops when the task is stopped', async () => {
    const fix = new CarryingFixture();
    const url = await serve(() => fix.controller.abort(new Error('stopped')));
    await assert.rejects(get(url, fix), /stopped/);
  });

  it('asks nobody when something changed since it was judged', async () => {
    const url = await serve(page('text/plain', 'x'));
    const fix = new CarryingFixture();
    fix.onLook = () => {
      throw new ChangedError(['x']);
    };
    await assert.rejects(get(url, fix), ChangedError);
    assert.equal(asked.length, 0);
  });
});
