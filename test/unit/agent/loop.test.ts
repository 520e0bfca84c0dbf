import assert from 'node:assert/strict';
import type { TasksParts } from '../../../src/agent/tasks';
import { AgentFixture } from '../../support/agentFixture';
import type { MessagesBody } from '../../support/messagesRules';
import { call, callWithJson, type Scripted, text, thinking, turn } from '../../support/messagesServer';

describe('the loop', () => {
  let agent: AgentFixture | undefined;

  async function start(
    script: readonly Scripted[],
    files: Record<string, string> = {},
    parts: Partial<TasksParts> = {},
  ) {
    agent = await AgentFixture.start(script, files, parts);
    return agent;
  }

  afterEach(async () => {
    assert.deepEqual(agent?.bugs ?? [], []);
    await agent?.stop();
    agent = undefined;
  });

  const done = turn([text('All done.')]);
  const ending = (task: { readonly events: readonly { readonly kind: string }[] }) => task.events.at(-1);

  it('carries a tool call to the door and its result back to the model', async () => {
    const { run, door, resultsLast } = bound(
      await start([turn([call('read_file', { path: 'a.ts' }, 'read')]), done], { '/work/app/a.ts': 'const a = 1;' }),
    );
    const task = await run('Read it');
    assert.equal(task.status, 'done');
    assert.deepEqual(door.proposed[0]?.action, {
      kind: 'readFile',
      path: '/work/app/a.ts',
      startLine: undefined,
      endLine: undefined,
    });
    assert.deepEqual(resultsLast(1), [{ id: 'read', text: 'const a = 1;', isError: false }]);
  });

  it('runs the calls of one answer beside each other and returns all results in one message, in order', async () => {
    const { run, door, resultsLast } = bound(
      await start([
        turn([
          call('read_file', { path: 'a' }, 'a'),
          call('read_file', { path: 'b' }, 'b'),
          call('read_file', { path: 'c' }, 'c'),
        ]),
        done,
      ]),
    );
    let running = 0;
    let most = 0;
    door.carry = async (action) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return { ok: true, text: action.kind === 'readFile' ? action.path : '', summary: '' };
    };
    await run('Read them');
    assert.equal(most, 3);
    assert.deepEqual(
      resultsLast(1).map(({ id, text: result }) => [id, result]),
      [
        ['a', '/work/app/a'],
        ['b', '/work/app/b'],
        ['c', '/work/app/c'],
      ],
    );
  });

  it('makes a second edit of a file in one answer from what the first one left', async () => {
    const edit = (old_text: string, new_text: string) => call('edit_file', { path: 'a.ts', old_text, new_text });
    const { run, door } = bound(
      await start([turn([edit('one', 'two'), edit('two', 'three')]), done], { '/work/app/a.ts': 'one' }),
    );
    door.carry = async (action) => {
      await new Promise(setImmediate);
      return door.carryOut(action);
    };
    await run('Count');
    assert.equal(door.files.get('/work/app/a.ts'), 'three');
  });

  it('proposes a command after the edit that stands before it in the answer', async () => {
    const { run, door } = bound(
      await start([
        turn([call('write_file', { path: 'a.ts', content: 'x' }), call('run_command', { command: 'npm test' })]),
        done,
      ]),
    );
    await run('Write and test');
    assert.deepEqual(
      door.proposed.map(({ action }) => action.kind),
      ['edit', 'command'],
    );
  });

  it('returns from a held call at once and goes on', async () => {
    const fixture = await start(
      [turn([call('run_command', { command: 'rm -rf build' }, 'rm'), call('read_file', { path: 'a' }, 'read')]), done],
      { '/work/app/a': 'A' },
    );
    const { run, door, resultsLast } = bound(fixture);
    door.decide = ({ kind }) => (kind === 'command' ? 'ask' : 'allow');
    door.saferWay = 'Remove the files one by one';
    const task = await run('Clean');
    assert.equal(task.status, 'done');
    assert.deepEqual(resultsLast(1), [
      {
        id: 'rm',
        text: "Held as #1: rm -rf build is for a person to decide. Safer: Remove the files one by one. Go on with what doesn't depend on it; the outcome will be told to you.",
        isError: false,
      },
      { id: 'read', text: 'A', isError: false },
    ]);
  });

  it('tells why a call was blocked', async () => {
    const { run, door, resultsLast } = bound(await start([turn([call('run_command', { command: 'rm -rf /' })]), done]));
    door.decide = () => 'block';
    await run('Clean');
    const [result] = resultsLast(1);
    assert.match(
      result?.text ?? '',
      /^Blocked: rm -rf \/ is for a person to decide\. Don't try to reach the same end another way\. .* counts as the same action\. Go on with other work\.$/,
    );
    assert.equal(result?.isError, true);
  });

  it('makes a question a held action', async () => {
    const { run, door, resultsLast } = bound(
      await start([turn([call('ask_user', { question: 'Which port?', options: ['80', '8080'] })]), done]),
    );
    await run('Serve');
    assert.deepEqual(door.proposed[0]?.action, { kind: 'question', question: 'Which port?', options: ['80', '8080'] });
    assert.match(resultsLast(1)[0]?.text ?? '', /^Your question waits for the person as #1\./);
  });

  it('keeps the plan as an event of its own', async () => {
    const steps = [
      { text: 'Look', status: 'done' },
      { text: 'Fix', status: 'active' },
    ];
    const { run } = bound(await start([turn([call('update_plan', { steps })]), done]));
    const task = await run('Plan');
    assert.deepEqual(
      task.events.find(({ kind }) => kind === 'planned'),
      { kind: 'planned', at: task.events.find(({ kind }) => kind === 'planned')?.at, steps },
    );
  });

  describe('with calls that cannot be made', () => {
    it('tells of malformed JSON and sends a conversation that the API takes', async () => {
      const { run, door, resultsLast } = bound(
        await start([turn([callWithJson('read_file', '{"path":', 'bad')]), done]),
      );
      const task = await run('Read');
      assert.equal(task.status, 'done');
      assert.equal(door.proposed.length, 0);
      assert.match(
        resultsLast(1)[0]?.text ?? '',
        /^read_file was not called, because the call was malformed: .*JSON.* Make it again\.$/,
      );
    });

    it('tells which tools there are when one is unknown', async () => {
      const { run, resultsLast } = bound(await start([turn([call('format_disk', {})]), done]));
      await run('x');
      assert.match(resultsLast(1)[0]?.text ?? '', /no tool named format_disk.*read_file, list_files/);
      assert.equal(resultsLast(1)[0]?.isError, true);
    });

    it('names the field when input is wrong', async () => {
      const { run, resultsLast } = bound(
        await start([turn([call('read_file', { file: 'a', start_line: 'one' })]), done]),
      );
      await run('x');
      const [result] = resultsLast(1);
      assert.match(result?.text ?? '', /`path`/);
      assert.match(result?.text ?? '', /`start_line`/);
      assert.match(result?.text ?? '', /file/);
    });

    it('still makes the other calls of the answer', async () => {
      const { run, resultsLast } = bound(
        await start([turn([call('nope', {}, 'a'), call('read_file', { path: 'x' }, 'b')]), done], {
          '/work/app/x': 'X',
        }),
      );
      await run('x');
      assert.deepEqual(
        resultsLast(1).map(({ isError }) => isError),
        [true, false],
      );
    });

    it('takes a look that fails for a problem of the call', async () => {
      const { run, door, resultsLast } = bound(
        await start([turn([call('write_file', { path: 'x', content: '' })]), done]),
      );
      door.look = async (path) => {
        if (path.endsWith('.md')) return { kind: 'missing' };
        throw new Error('The disk is on fire');
      };
      const task = await run('x');
      assert.equal(task.status, 'done');
      assert.match(resultsLast(1)[0]?.text ?? '', /The disk is on fire/);
    });
  });

  describe('at the end of an answer', () => {
    it('tells the model that it was cut off, and lets it go on', async () => {
      const { run, toldLast } = bound(await start([turn([text('Half a sen')], { stopReason: 'max_tokens' }), done]));
      const task = await run('Write');
      assert.equal(task.status, 'done');
      assert.match(toldLast(1).join(), /^\[Chaperone\] Your last answer was cut off/);
    });

    it('answers a call that was cut off in the middle', async () => {
      const cut = turn(
        [call('read_file', { path: 'x' }, 'whole'), callWithJson('write_file', '{"path":"y","content":"con', 'cut')],
        { stopReason: 'max_tokens' },
      );
      const { run, door, resultsLast, toldLast } = bound(await start([cut, done], { '/work/app/x': 'X' }));
      const task = await run('Write');
      assert.equal(task.status, 'done');
      assert.deepEqual(
        door.proposed.map(({ action }) => action.kind),
        ['readFile'],
      );
      assert.match(resultsLast(1)[1]?.text ?? '', /cut off in the middle/);
      assert.equal(toldLast(1).length, 1);
    });

    it('gives up when it is cut off again and again', async () => {
      const cut = turn([text('Never the end')], { stopReason: 'max_tokens' });
      const { run, server } = bound(await start([cut, cut, cut, cut, cut]));
      const task = await run('Write');
      assert.equal(task.status, 'failed');
      assert.equal(server.requests.length, 4);
      assert.match(noteOf(ending(task)), /cut off at its limit 4 times/);
    });

    it('ends with a note when the model refuses, and carries out nothing of that answer', async () => {
      const refused = turn([text('I will'), call('read_file', { path: 'x' })], {
        stopReason: 'refusal',
        stopNote: 'It could harm',
      });
      const { run, door } = bound(await start([refused]));
      const task = await run('Harm');
      assert.equal(task.status, 'failed');
      assert.match(noteOf(ending(task)), /declined.*It could harm\./);
      assert.equal(door.proposed.length, 0);
    });

    it('can go on after a refusal, which it leaves out of the conversation', async () => {
      const refused = turn([text('I will'), call('read_file', { path: 'x' })], { stopReason: 'refusal' });
      const fixture = await start([refused, done]);
      const task = await fixture.run('Harm');
      fixture.tasks.send('Help instead');
      await fixture.ended(task);
      assert.equal(task.status, 'done');
      assert.deepEqual(
        fixture.server.requests[1]?.body.messages.map(({ role }) => role),
        ['user', 'user'],
      );
    });

    it('sends a paused answer back as it is', async () => {
      const block = { type: 'server_tool_use', id: 'srv', name: 'web_search', input: { query: 'x' } };
      const { run, server } = bound(await start([turn([{ type: 'raw', block }], { stopReason: 'pause_turn' }), done]));
      const task = await run('Search');
      assert.equal(task.status, 'done');
      assert.deepEqual(server.requests[1]?.body.messages.at(-1), { role: 'assistant', content: [block] });
    });

    it('ends with a note when the conversation fills the model', async () => {
      const full = turn([text('So'), call('read_file', { path: 'x' })], {
        stopReason: 'model_context_window_exceeded',
      });
      const { run, door } = bound(await start([full]));
      const task = await run('x');
      assert.equal(task.status, 'failed');
      assert.match(noteOf(ending(task)), /Start a new task/);
      assert.equal(door.proposed.length, 0);
    });

    it('names a reason it does not know', async () => {
      const { run } = bound(await start([turn([text('Bye')], { stopReason: 'lunch_break' })]));
      const task = await run('x');
      assert.equal(task.status, 'done');
      assert.match(noteOf(ending(task)), /lunch_break/);
    });

    it('makes the calls of an answer that claims to be the last', async () => {
      const { run, door } = bound(
        await start([turn([call('read_file', { path: 'x' })], { stopReason: 'end_turn' }), done]),
      );
      await run('x');
      assert.equal(door.proposed.length, 1);
    });

    it('ends when the model has nothing to say', async () => {
      const { run } = bound(await start([turn([])]));
      assert.equal((await run('x')).status, 'done');
    });

    it('ends with a note at its limit of steps, and goes on when told to', async () => {
      const again = turn([call('list_files', {})]);
      const fixture = await start([again, again, again, done], {}, { stepLimit: () => 2 });
      const task = await fixture.run('x');
      assert.equal(task.status, 'failed');
      assert.match(noteOf(ending(task)), /after 2 steps/);
      fixture.tasks.send('Go on');
      await fixture.ended(task);
      assert.equal(task.status, 'done');
    });
  });

  describe('towards the cache', () => {
    it('keeps what was sent before byte for byte, and only adds to its end', async () => {
      const fixture = await start(
        [
          turn([
            thinking('Hm.', 's1'),
            text('I read.'),
            call('read_file', { path: 'a' }),
            call('run_command', { command: 'rm a' }),
          ]),
          turn([call('edit_file', { path: 'a', old_text: 'A', new_text: 'B' }), callWithJson('read_file', '{')]),
          turn([text('Half')], { stopReason: 'max_tokens' }),
          turn([text('Done for now.')]),
          turn([text('Done.')]),
        ],
        { '/work/app/a': 'A', '/work/app/AGENTS.md': 'Use tabs.' },
      );
      fixture.door.decide = ({ kind }) => (kind === 'command' ? 'ask' : 'allow');
      const task = await fixture.run('Go');
      fixture.door.settle(1, { status: 'denied', note: 'Not that one' });
      await fixture.ended(task);
      const sent = fixture.server.requests.map(({ body }) => withoutBreakpoints(body));
      assert.equal(sent.length, 5);
      for (const [index, later] of sent.slice(1).entries()) {
        const earlier = sent[index];
        assert.equal(JSON.stringify(later.system), JSON.stringify(earlier?.system));
        assert.equal(JSON.stringify(later.tools), JSON.stringify(earlier?.tools));
        const prefix = JSON.stringify(earlier?.messages).slice(0, -1);
        assert.ok(
          JSON.stringify(later.messages).startsWith(prefix),
          `request ${index + 2} changes what request ${index + 1} sent`,
        );
        assert.ok(later.messages.length > (earlier?.messages.length ?? 0));
      }
    });

    it('sets its breakpoints at the end of tools, system and the last two messages of the user', async () => {
      const fixture = await start([turn([call('list_files', {})]), turn([call('list_files', {})]), done]);
      await fixture.run('Go');
      const body = fixture.server.requests[2]?.body;
      assert.ok(body !== undefined);
      assert.deepEqual(breakpointsOf(body), { tools: [body.tools?.length ?? 0], system: [1], messages: [3, 5] });
    });
  });

  it('shows what streams, and clears it when an attempt is void or the answer is there', async () => {
    const half = turn([text('Void')], { breaks: { after: 4, how: 'end' } });
    const fixture = await start([half, turn([text('Valid answer')])]);
    const seen: string[] = [];
    fixture.tasks.onDidChange(({ task, what }) => {
      if (what === 'text') seen.push(task.liveText);
    });
    const task = await fixture.run('Go');
    assert.deepEqual(seen, ['Void', '', 'Valid a', 'Valid answer', '']);
    assert.equal(task.events.filter(({ kind }) => kind === 'retrying').length, 1);
  });
});

/** The fixture's methods apart, so that a test reads as one line. */
function bound(fixture: AgentFixture) {
  return {
    door: fixture.door,
    server: fixture.server,
    run: (value: string) => fixture.run(value),
    resultsLast: (request: number) => fixture.resultsLast(request),
    toldLast: (request: number) => fixture.toldLast(request),
  };
}

function noteOf(event: unknown): string {
  return typeof event === 'object' && event !== null && 'note' in event ? String(event.note) : '';
}

function withoutBreakpoints(body: MessagesBody): MessagesBody {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'cache_control' ? undefined : value)));
}

/** Which tools, system blocks and messages end with a breakpoint, counted from 1. */
function breakpointsOf({ tools, system, messages }: MessagesBody) {
  const marked = (items: readonly object[]) =>
    items.flatMap((item, index) => ('cache_control' in item ? [index + 1] : []));
  return {
    tools: marked(tools ?? []),
    system: marked(typeof system === 'string' ? [] : (system ?? [])),
    messages: messages.flatMap(({ content }, index) => {
      if (typeof content === 'string') return [];
      const places = marked(content);
      assert.ok(places.every((place) => place === content.length));
      return places.length > 0 ? [index + 1] : [];
    }),
  };
}
