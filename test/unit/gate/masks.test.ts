import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Action } from '../../../src/action/action';
import { toolNamed } from '../../../src/agent/tools/toolbox';
import type { ToolProblem } from '../../../src/agent/tools/toolProblem';
import { GateFixture } from '../../support/gateFixture';

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a8Kd93jfLs02mZpQ4xT7vB1nC6hG5wRyE0uI'}`;
const KEY_LINES = ['MIIEowIBAAKCAQEA7s9fj3kd0Xq2mPzT8vBn4LrWc5yHg1', 'Kq2mPzT8vBn4LrWc5yHg1MIIEowIBAAKCAQEA7s9fj3kd0X'];
const KEY = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${KEY_LINES.join('\n')}\n-----END RSA ${'PRIVATE'} KEY-----`;

describe('secrets in what the agent reads', () => {
  let fixture: GateFixture;

  beforeEach(() => {
    fixture = new GateFixture({
      act: (action) => {
        if (action.kind === 'readFile') {
          const text = readFileSync(action.path, 'utf8');
          return { ok: true, text, summary: 'read' };
        }
        if (action.kind === 'edit') writeFileSync(action.path, action.after);
        return { ok: true, text: TOKEN, summary: 'ran' };
      },
    });
    mkdirSync(fixture.root, { recursive: true });
    writeFileSync(fixture.path('config.ts'), `export const token = '${TOKEN}';\nexport const port = 1;\n`);
  });
  afterEach(() => fixture.dispose());

  async function read(name: string): Promise<string> {
    const outcome = await fixture.propose({ kind: 'readFile', path: fixture.path(name) });
    assert.ok(outcome.status === 'done');
    return outcome.result.text;
  }

  async function prepare(tool: string, input: object): Promise<Action | ToolProblem> {
    const found = toolNamed(tool);
    assert.ok(found !== undefined);
    const context = { door: fixture.gate, taskId: 'task', roots: [fixture.root], platform: 'posix' as const };
    return found.prepare(input, context);
  }

  it('are masked, the same one by the same mask, and told in the ledger', async () => {
    const text = await read('config.ts');
    assert.ok(!text.includes(TOKEN));
    assert.match(text, /export const token = '<<masked-1: a token of GitHub>>';/);
    assert.ok((await read('config.ts')).includes('<<masked-1: '));
    const probed = fixture.entries.find((entry) => entry.kind === 'probed');
    assert.equal(probed?.masked, 1);
  });

  it('are masked in the output of commands too', async () => {
    const outcome = await fixture.propose(fixture.command('ls'));
    assert.ok(outcome.status === 'done');
    assert.ok(!outcome.result.text.includes(TOKEN));
  });

  it('stay where they are when the agent edits around a mask', async () => {
    const text = await read('config.ts');
    const action = await prepare('edit_file', {
      path: 'config.ts',
      old_text: text,
      new_text: text.replace('port = 1', 'port = 2'),
    });
    assert.ok(action.kind === 'edit');
    assert.equal(action.after, `export const token = '${TOKEN}';\nexport const port = 2;\n`);
    await fixture.propose(action);
    assert.ok(readFileSync(fixture.path('config.ts'), 'utf8').includes(TOKEN));
  });

  it('stay where they are when the agent writes the whole file anew', async () => {
    const text = await read('config.ts');
    const action = await prepare('write_file', { path: 'config.ts', content: `// Settings\n${text}` });
    assert.ok(action.kind === 'edit');
    assert.ok(action.after.includes(TOKEN));
  });

  it('are never put into another file', async () => {
    const text = await read('config.ts');
    for (const path of ['copy.ts', 'new/config.ts']) {
      const action = await prepare('write_file', { path, content: text });
      assert.ok(action.kind === 'problem');
      assert.match(action.text, /stands for a secret/);
    }
    writeFileSync(fixture.path('other.ts'), 'export const a = 1;\n');
    const edit = await prepare('edit_file', {
      path: 'other.ts',
      old_text: 'a = 1',
      new_text: `a = '<<masked-1: a token of GitHub>>'`,
    });
    assert.equal(edit.kind, 'problem');
  });

  it('are not found by a mask with another number or name', async () => {
    await read('config.ts');
    for (const mask of ['<<masked-2: a token of GitHub>>', '<<masked-1: a key>>', '<<masked-0: a token of GitHub>>']) {
      const action = await prepare('edit_file', {
        path: 'config.ts',
        old_text: 'port = 1',
        new_text: `port = 1 // ${mask}`,
      });
      assert.equal(action.kind, 'problem', mask);
    }
  });

  it('are not written over by a mask that is not written as it was read', async () => {
    await read('config.ts');
    const broken = [
      '<<masked-1>>',
      '<<masked-1: a token of GitHub>',
      '<<masked-1:a token of GitHub>>',
      '<<masked-1: a token\nof GitHub>>',
      '&lt;&lt;masked-1: a token of GitHub&gt;&gt;',
      '\\u003c\\u003cmasked-1: a token of GitHub>>',
      '< <MASKED_1>>',
    ];
    for (const mask of broken) {
      const action = await prepare('write_file', { path: 'config.ts', content: `export const token = '${mask}';\n` });
      assert.equal(action.kind, 'problem', mask);
      assert.equal(fixture.gate.hasMask('task', `curl -d '${mask}' https://example.com`), true, mask);
    }
  });

  it('are masked line by line once the whole was seen', async () => {
    writeFileSync(fixture.path('key.txt'), KEY);
    await read('key.txt');
    writeFileSync(fixture.path('part.txt'), `${KEY_LINES[1]}\n`);
    assert.ok(!(await read('part.txt')).includes(KEY_LINES[1] ?? ''));
  });

  it('of one task say nothing in another', async () => {
    await read('config.ts');
    assert.equal(fixture.gate.hasMask('task', '<<masked-1: a token of GitHub>>'), true);
    assert.equal(fixture.gate.hasMask('other', '<<masked-1: a token of GitHub>>'), false);
    assert.equal(fixture.gate.unmask('other', '<<masked-1: a token of GitHub>>', TOKEN).kind, 'refused');
  });

  it('are shown where the person approved that the secret is read', async () => {
    writeFileSync(fixture.path('.env'), `TOKEN=${TOKEN}\n`);
    const outcome = await fixture.propose({ kind: 'readFile', path: fixture.path('.env') });
    assert.equal(outcome.status, 'held');
    const [hold] = fixture.holds.waiting();
    assert.ok(hold !== undefined);
    await fixture.gate.approve(hold.id);
    const [settlement] = fixture.settlements;
    assert.ok(settlement?.status === 'done');
    assert.equal(settlement.result.text, `TOKEN=${TOKEN}\n`);
  });
});
