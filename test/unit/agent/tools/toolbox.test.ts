import assert from 'node:assert/strict';
import type { Action } from '../../../../src/action/action';
import { sha256 } from '../../../../src/action/digest';
import type { ToolContext } from '../../../../src/agent/tools/tool';
import { TOOLS, toolNamed, toolsForModel } from '../../../../src/agent/tools/toolbox';
import type { ToolProblem } from '../../../../src/agent/tools/toolProblem';
import { ScriptedDoor } from '../../../support/scriptedDoor';

describe('the tools', () => {
  const files = {
    '/work/app/a.ts': 'one\ntwo\none\n',
    '/work/app/crlf.txt': 'one\r\ntwo\r\n',
    '/work/app/bom.txt': '\uFEFFone\n',
    '/work/app/bin': 'a\0b',
    '/work/app/.env': 'TOKEN=abc\n',
  };

  function given(more: Partial<ToolContext> = {}) {
    const door = new ScriptedDoor(files);
    door.unreadable.add('/work/app/.env');
    const context: ToolContext = { door, taskId: 'task', roots: ['/work/app'], platform: 'posix', ...more };
    return { door, context };
  }

  async function prepare(name: string, input: unknown): Promise<Action | ToolProblem> {
    const tool = toolNamed(name);
    assert.ok(tool !== undefined);
    return tool.prepare(input, given().context);
  }

  const actions: readonly (readonly [string, unknown, Action])[] = [
    [
      'read_file',
      { path: 'a.ts', start_line: 2, end_line: 3 },
      { kind: 'readFile', path: '/work/app/a.ts', startLine: 2, endLine: 3 },
    ],
    ['list_files', {}, { kind: 'listFiles', path: '/work/app', glob: undefined }],
    ['list_files', { path: 'src', glob: '*.ts' }, { kind: 'listFiles', path: '/work/app/src', glob: '*.ts' }],
    [
      'search_text',
      { pattern: 'x.y' },
      {
        kind: 'searchText',
        path: '/work/app',
        pattern: 'x.y',
        glob: undefined,
        isRegex: false,
        isCaseSensitive: false,
      },
    ],
    [
      'search_text',
      { pattern: 'x.y', path: '/etc', glob: '*', regex: true, case_sensitive: true },
      { kind: 'searchText', path: '/etc', pattern: 'x.y', glob: '*', isRegex: true, isCaseSensitive: true },
    ],
    [
      'edit_file',
      { path: 'a.ts', old_text: 'two', new_text: 'zwei' },
      {
        kind: 'edit',
        path: '/work/app/a.ts',
        before: 'one\ntwo\none\n',
        after: 'one\nzwei\none\n',
        beforeSha256: sha256(files['/work/app/a.ts']),
      },
    ],
    [
      'write_file',
      { path: 'new/b.ts', content: 'x' },
      { kind: 'edit', path: '/work/app/new/b.ts', before: null, after: 'x', beforeSha256: null },
    ],
    [
      'write_file',
      { path: 'crlf.txt', content: 'eins\nzwei\n' },
      {
        kind: 'edit',
        path: '/work/app/crlf.txt',
        before: 'one\r\ntwo\r\n',
        after: 'eins\r\nzwei\r\n',
        beforeSha256: sha256(files['/work/app/crlf.txt']),
      },
    ],
    [
      'write_file',
      { path: 'bom.txt', content: 'eins\n' },
      {
        kind: 'edit',
        path: '/work/app/bom.txt',
        before: '\uFEFFone\n',
        after: '\uFEFFeins\n',
        beforeSha256: sha256(files['/work/app/bom.txt']),
      },
    ],
    [
      'delete_file',
      { path: 'bin' },
      { kind: 'delete', path: '/work/app/bin', beforeSha256: sha256(files['/work/app/bin']) },
    ],
    [
      'rename_file',
      { from: 'a.ts', to: 'b/c.ts' },
      { kind: 'rename', from: '/work/app/a.ts', to: '/work/app/b/c.ts', beforeSha256: sha256(files['/work/app/a.ts']) },
    ],
    [
      'run_command',
      { command: ' npm test ' },
      { kind: 'command', command: ' npm test ', cwd: '/work/app', timeoutMs: 120_000, background: false },
    ],
    [
      'run_command',
      { command: 'npm start', cwd: 'site', timeout_seconds: 1.5, background: true },
      { kind: 'command', command: 'npm start', cwd: '/work/app/site', timeoutMs: 1500, background: true },
    ],
    [
      'run_command',
      { command: 'npm start', background: true },
      { kind: 'command', command: 'npm start', cwd: '/work/app', timeoutMs: 3_600_000, background: true },
    ],
    ['read_output', { command_id: 'c1' }, { kind: 'readOutput', commandId: 'c1' }],
    ['stop_command', { command_id: 'c1' }, { kind: 'stopCommand', commandId: 'c1' }],
    ['fetch_url', { url: 'https://example.com/x?y' }, { kind: 'fetch', url: 'https://example.com/x?y' }],
    ['get_diagnostics', {}, { kind: 'diagnostics' }],
    ['get_diagnostics', { path: 'a.ts' }, { kind: 'diagnostics', path: '/work/app/a.ts' }],
    ['ask_user', { question: ' Why? ' }, { kind: 'question', question: 'Why?', options: [] }],
    [
      'update_plan',
      { steps: [{ text: 'Do', status: 'open' }] },
      { kind: 'plan', steps: [{ text: 'Do', status: 'open' }] },
    ],
    [
      'read_file',
      { path: 'a.ts', start_line: null, end_line: null },
      { kind: 'readFile', path: '/work/app/a.ts', startLine: undefined, endLine: undefined },
    ],
  ];
  for (const [name, input, expected] of actions) {
    it(`${name} makes an action of ${JSON.stringify(input)}`, async () => {
      assert.deepEqual(await prepare(name, input), expected);
    });
  }

  it('are all tried above', () => {
    assert.deepEqual(new Set(actions.map(([name]) => name)), new Set(TOOLS.map(({ name }) => name)));
  });

  const problems: readonly (readonly [string, unknown, RegExp])[] = [
    ['ask_user', { question: 'May I?', options: ['Yes, '.repeat(100)] }, /options/],
    ['read_file', { path: 'a', start_line: 5, end_line: 2 }, /`end_line` is before/],
    ['read_file', { path: 'a', start_line: 0 }, /`start_line`/],
    ['read_file', { path: 'a', start_line: '1' }, /`start_line`/],
    ['search_text', { pattern: '' }, /`pattern`/],
    ['edit_file', { path: 'a.ts', old_text: '', new_text: 'x' }, /`old_text` is empty/],
    ['edit_file', { path: 'a.ts', old_text: 'x', new_text: 'x' }, /the same/],
    [
      'edit_file',
      { path: 'a.ts', old_text: 'one', new_text: 'x' },
      /stands 2 times in \/work\/app\/a\.ts, at lines 1, 3\./,
    ],
    ['edit_file', { path: 'a.ts', old_text: 'nine', new_text: 'x' }, /doesn't stand in/],
    ['edit_file', { path: 'none.ts', old_text: 'a', new_text: 'x' }, /There is no file \/work\/app\/none\.ts/],
    ['edit_file', { path: 'bin', old_text: 'a', new_text: 'x' }, /is binary/],
    ['edit_file', { path: 'crlf.txt', old_text: 'one\ntwo', new_text: 'one\r\ntwo' }, /only in its line breaks/],
    ['write_file', { path: 'a.ts', content: 'one\ntwo\none\n' }, /exactly this text already/],
    ['write_file', { path: 'bin', content: 'x' }, /is binary/],
    ['delete_file', { path: 'none' }, /There is no file/],
    ['rename_file', { from: 'a.ts', to: 'bin' }, /something at \/work\/app\/bin already/],
    ['rename_file', { from: 'a.ts', to: './a.ts' }, /the same file/],
    ['rename_file', { from: 'none', to: 'x' }, /`from`/],
    ['run_command', { command: ' ' }, /`command` is empty/],
    ['run_command', { command: 'a\0b' }, /NUL/],
    ['run_command', { command: 'x', cwd: '~/x' }, /`cwd`/],
    ['run_command', { command: 'x', timeout_seconds: 99_999 }, /`timeout_seconds`/],
    ['run_command', { command: 'x', timeout: 5 }, /timeout/],
    ['fetch_url', { url: 'example.com' }, /`url`/],
    ['fetch_url', { url: 'file:///etc/passwd' }, /`url`/],
    ['ask_user', { question: '' }, /`question`/],
    ['update_plan', { steps: [{ text: 'x', status: 'later' }] }, /`steps\.0\.status`/],
  ];
  for (const [name, input, expected] of problems) {
    it(`${name} tells what is wrong with ${JSON.stringify(input)}`, async () => {
      const problem = await prepare(name, input);
      assert.ok(problem.kind === 'problem', JSON.stringify(problem));
      assert.match(problem.text, expected);
    });
  }

  for (const { name } of TOOLS) {
    for (const input of [undefined, null, 'text', 7, [], { nonsense: { deeply: ['nested'] } }]) {
      it(`${name} takes ${JSON.stringify(input)} for a problem`, async () => {
        const problem = await prepare(name, input);
        assert.ok(problem.kind === 'problem');
        assert.match(problem.text, new RegExp(name));
      });
    }
  }

  describe('in front of a file that may not be read', () => {
    for (const old_text of ['TOKEN=abc', 'TOKEN=xyz', 'TOKEN']) {
      it(`edit_file says the same whether ${old_text} stands there or not`, async () => {
        const problem = await prepare('edit_file', { path: '.env', old_text, new_text: 'x' });
        assert.deepEqual(problem, await prepare('edit_file', { path: '.env', old_text: 'never', new_text: 'x' }));
        assert.ok(problem.kind === 'problem');
        assert.match(problem.text, /may not read/);
      });
    }

    it('write_file leaves even the same text for the door to judge', async () => {
      const action = await prepare('write_file', { path: '.env', content: 'TOKEN=abc\n' });
      assert.equal(action.kind, 'edit');
    });
  });

  it('lets a file be renamed in case only', async () => {
    const tool = toolNamed('rename_file');
    const { door, context } = given();
    door.files.set('/work/app/A.ts', files['/work/app/a.ts']);
    assert.equal((await tool?.prepare({ from: 'a.ts', to: 'A.ts' }, context))?.kind, 'rename');
  });

  it('does not take another file for the same one because its name differs in case only', async () => {
    const tool = toolNamed('rename_file');
    const { door, context } = given();
    door.files.set('/work/app/A.ts', 'something else');
    assert.equal((await tool?.prepare({ from: 'a.ts', to: 'A.ts' }, context))?.kind, 'problem');
  });

  for (const [input, expected] of [
    [{ command: 'x' }, 5000],
    [{ command: 'x', timeout_seconds: 60 }, 60_000],
    [{ command: 'x', background: true }, 3_600_000],
  ] as const) {
    it(`let ${JSON.stringify(input)} take ${expected} ms when the person set 5 s`, async () => {
      const { context } = given({ commandTimeoutMs: 5000 });
      const action = await toolNamed('run_command')?.prepare(input, context);
      assert.equal(action?.kind === 'command' && action.timeoutMs, expected);
    });
  }

  it('describe themselves to the model, with a schema the API takes', () => {
    for (const { name, description, input_schema } of toolsForModel()) {
      assert.match(name, /^[a-z]+_[a-z]+$/);
      assert.ok((description ?? '').length > 20, name);
      assert.equal(input_schema.type, 'object');
      assert.equal(input_schema.additionalProperties, false);
      assert.doesNotMatch(JSON.stringify(input_schema), /\$schema|9007199254740991/);
    }
  });

  it('want only what they cannot do without', () => {
    const required = toolsForModel().map(({ name, input_schema }) => [name, input_schema.required ?? []]);
    assert.deepEqual(Object.fromEntries(required), {
      read_file: ['path'],
      list_files: [],
      search_text: ['pattern'],
      edit_file: ['path', 'old_text', 'new_text'],
      write_file: ['path', 'content'],
      delete_file: ['path'],
      rename_file: ['from', 'to'],
      run_command: ['command'],
      read_output: ['command_id'],
      stop_command: ['command_id'],
      fetch_url: ['url'],
      get_diagnostics: [],
      ask_user: ['question'],
      update_plan: ['steps'],
    });
  });
});
