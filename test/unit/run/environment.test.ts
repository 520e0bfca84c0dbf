import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandEnvironment } from '../../../src/run/environment';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { RealRepository } from '../../support/gitDangers';

const asWritten = { realPath: (path: string) => path };
const posix = { platform: 'posix', roots: ['/work/project'], disk: asWritten } as const;
const windows = { platform: 'windows', roots: ['C:\\Work\\Project'], disk: asWritten } as const;

describe('commandEnvironment', () => {
  it('passes on what programs need', () => {
    const base = {
      ...{ HOME: '/home/me', USER: 'me', LANG: 'de_DE.UTF-8', LC_ALL: 'C', TZ: 'UTC', TMPDIR: '/tmp/me' },
      ...{
        XDG_CONFIG_HOME: '/home/me/.config',
        https_proxy: 'http://proxy:1',
        NO_PROXY: 'localhost',
        SHELL: '/bin/zsh',
      },
    };
    const environment = commandEnvironment(base, posix);
    for (const [name, value] of Object.entries(base)) assert.equal(environment[name], value, name);
  });

  it('lets nothing through that could load code, tell secrets, or comes from the editor', () => {
    const names = [
      ...[
        'BASH_ENV',
        'ENV',
        'SHELLOPTS',
        'BASHOPTS',
        'BASH_FUNC_ls%%',
        'BASH_FUNC_ls()',
        'PS4',
        'PROMPT_COMMAND',
        'IFS',
      ],
      ...['CDPATH', 'GLOBIGNORE', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS'],
      ...['NODE_PATH', 'NPM_CONFIG_SCRIPT_SHELL', 'npm_config_registry', 'PYTHONPATH', 'PYTHONSTARTUP', 'PERL5OPT'],
      ...['RUBYOPT', 'JAVA_TOOL_OPTIONS', 'GIT_DIR', 'GIT_SSH_COMMAND', 'GIT_EXTERNAL_DIFF', 'GIT_CONFIG_COUNT'],
      ...['GIT_CONFIG_KEY_0', 'GIT_CONFIG_PARAMETERS', 'GIT_EXEC_PATH', 'SSH_AUTH_SOCK', 'ANTHROPIC_API_KEY'],
      ...['ANTHROPIC_BASE_URL', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'VSCODE_IPC_HOOK', 'VSCODE_GIT_ASKPASS_NODE'],
      ...['ELECTRON_RUN_AS_NODE', 'LESSOPEN', 'LESS', 'DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'LC_x', 'LC_A=B', 'LC_'],
    ];
    const environment = commandEnvironment(Object.fromEntries(names.map((name) => [name, 'evil'])), posix);
    assert.deepEqual(
      Object.values(environment).filter((value) => value === 'evil'),
      [],
    );
  });

  it('leaves nothing that waits for a person, whatever the base says', () => {
    const environment = commandEnvironment({ GIT_EDITOR: 'vim', PAGER: 'less', TERM: 'xterm', EDITOR: 'vi' }, posix);
    assert.deepEqual(
      [
        environment.GIT_EDITOR,
        environment.PAGER,
        environment.GIT_TERMINAL_PROMPT,
        environment.TERM,
        environment.EDITOR,
      ],
      ['false', 'cat', '0', 'dumb', 'false'],
    );
  });

  it('is the same for the same base, in whatever order that is', () => {
    const one = commandEnvironment({ HOME: '/h', PATH: '/bin', TZ: 'UTC' }, posix);
    assert.deepEqual(one, commandEnvironment({ TZ: 'UTC', PATH: '/bin', HOME: '/h' }, posix));
  });

  it('takes from the search path what a repository could provide', () => {
    const folders = [
      ...[
        '/opt/tools/bin',
        '',
        '.',
        'bin',
        './node_modules/.bin',
        '/work/project/bin',
        '/work/project',
        '/Work/PROJECT/x',
      ],
      ...[
        '/work/other/../project/bin',
        '/home/me/app/node_modules/.bin',
        '/work/project-tools/bin',
        '/usr/bin',
        '/usr/bin',
      ],
    ];
    assert.equal(
      commandEnvironment({ PATH: folders.join(':') }, posix).PATH,
      '/opt/tools/bin:/work/project-tools/bin:/usr/bin',
    );
  });

  it('keeps system folders even where the workspace is the whole disk', () => {
    const parts = { ...posix, roots: ['/'] };
    assert.equal(commandEnvironment({ PATH: '/opt/x:/usr/bin:/bin' }, parts).PATH, '/usr/bin:/bin');
  });

  it('has a search path when it is given none', () => {
    assert.match(commandEnvironment({}, posix).PATH ?? '', /^\/usr\/local\/bin:\/usr\/bin:\/bin/);
  });

  it('passes on the folders of tools only when they lie outside the workspace', () => {
    const base = { JAVA_HOME: '/opt/java', CARGO_HOME: '/work/project/.cargo', GOPATH: 'go' };
    const { JAVA_HOME, CARGO_HOME, GOPATH } = commandEnvironment(base, posix);
    assert.deepEqual([JAVA_HOME, CARGO_HOME, GOPATH], ['/opt/java', undefined, undefined]);
  });

  it('sees through a link that leads into the workspace', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone env ')));
    try {
      const project = join(folder, 'project');
      mkdirSync(join(project, 'bin'), { recursive: true });
      symlinkSync(join(project, 'bin'), join(folder, 'tools'));
      mkdirSync(join(folder, 'fine'));
      const parts = { platform: 'posix', roots: [project], disk: new NodeDisk() } as const;
      const { PATH } = commandEnvironment({ PATH: `${folder}/tools:${folder}/fine` }, parts);
      assert.equal(PATH, `${folder}/fine`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('does not tell case in names apart on Windows, and says PATH there too', () => {
    const environment = commandEnvironment(
      {
        Path: 'C:\\Windows\\System32;"C:\\Program Files\\nodejs"',
        SYSTEMROOT: 'C:\\Windows',
        Temp: 'C:\\T',
        comspec: 'c',
      },
      windows,
    );
    assert.equal(environment.PATH, 'C:\\Windows\\System32;C:\\Program Files\\nodejs');
    assert.equal(environment.SystemRoot, 'C:\\Windows');
    assert.equal(environment.TEMP, 'C:\\T');
    assert.equal(environment.ComSpec, 'c');
    assert.equal(environment.Path, undefined);
    assert.equal(environment.NoDefaultCurrentDirectoryInExePath, '1');
  });

  it('takes from the search path on Windows what a repository could provide', () => {
    const folders = [
      ...['C:\\Windows', '\\tools', 'C:tools', 'tools', 'c:\\work\\PROJECT\\bin', 'C:/Work/Project', '.', ''],
      ...['D:\\x\\node_modules\\.bin', '\\\\server\\share\\bin', 'C:\\Work\\Projects'],
    ];
    assert.equal(
      commandEnvironment({ PATH: folders.join(';') }, windows).PATH,
      'C:\\Windows;\\\\server\\share\\bin;C:\\Work\\Projects',
    );
  });

  it('lets git fail where it would open an editor or ask for a password', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone git ')));
    try {
      const environment = commandEnvironment(process.env, { platform: 'posix', roots: [folder], disk: new NodeDisk() });
      const env = { ...environment, HOME: folder };
      const git = (...args: string[]) =>
        execFileSync('git', args, { cwd: folder, env, stdio: 'pipe', encoding: 'utf8' });
      git('init', '-q');
      git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'first');
      assert.throws(
        () => git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty'),
        /editor 'false'/,
      );
      assert.match(git('log', '--format=%s'), /^first/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  describe('for git in commands', () => {
    let repository: RealRepository;
    let more: Readonly<Record<string, string>>;
    beforeEach(() => {
      repository = new RealRepository();
      more = commandEnvironment(repository.environment, {
        platform: 'posix',
        roots: [repository.root],
        disk: new NodeDisk(),
      });
    });
    afterEach(() => repository.dispose());

    it('keeps a monitor of files and a transport that a repository names from running', () => {
      repository.git('config', 'core.fsmonitor', `touch ${repository.mark}`);
      assert.ok(repository.isMarkedBy(['status']));
      assert.ok(!repository.isMarkedBy(['status'], '.', more));
      repository.git('config', 'core.fsmonitor', 'false');
      repository.git('config', 'protocol.ext.allow', 'always');
      const address = `ext::sh -c touch% ${repository.mark}`;
      assert.ok(repository.isMarkedBy(['ls-remote', address]));
      assert.ok(!repository.isMarkedBy(['ls-remote', address], '.', more));
    });

    it('leaves what people rely on: hooks, filters, and settings of the command itself', () => {
      repository.write('.git/hooks/pre-commit', `#!/bin/sh\ntouch ${repository.mark}\n`, 0o755);
      assert.ok(repository.isMarkedBy(['commit', '--allow-empty', '-m', 'x'], '.', more));
      repository.git('config', 'filter.x.clean', `touch ${repository.mark}; cat`);
      repository.write('.gitattributes', '*.txt filter=x\n');
      assert.ok(repository.isMarkedBy(['add', 'a.txt'], '.', more));
      assert.ok(repository.isMarkedBy(['-c', `core.fsmonitor=touch ${repository.mark}`, 'status'], '.', more));
      repository.git('init', '-q', '--bare', 'bare.git');
      assert.ok(repository.isMarkedBy(['-c', `alias.x=!touch ${repository.mark}`, 'x'], 'bare.git', more));
    });
  });
});
