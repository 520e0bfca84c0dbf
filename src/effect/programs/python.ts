import { either, nameSet } from '../names';
import type { Call, Parsed } from './program';

/** Modules that serve, run or unpack something when they are started. */
const MODULE_BEYOND = new RegExp(
  `^(?:${either([
    'smtpd telnetlib ftplib nntplib poplib imaplib smtplib socketserver xmlrpc cgi webbrowser asyncio',
    'pty code pdb idlelib profile cProfile trace lib2to3 distutils ensurepip zipapp zipfile tarfile turtle antigravity',
  ])})\\b`,
);
/** Packages from elsewhere, into elsewhere, or with options of their own for what builds them. */
export const PIP_ELSEWHERE = new RegExp(
  `^(?:${either([
    '-i --index-url --extra-index-url -f --find-links --trusted-host --proxy',
    '--root --prefix -t --target --user --src --break-system-packages',
    '--global-option --install-option --build-option --config-settings',
  ])})(?:$|=)|^-[if](?!-)|^--(?:ind|ext|fin|tru|prox|tar|roo|pref)`,
);
const PIP_TAKES = nameSet([
  '-r --requirement -c --constraint -e --editable --python --group --extra -i --index-url',
  '--only-binary --no-binary --progress-bar --timeout --retries',
]);

export function python(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  // What follows the first of these belongs to the code or the module.
  const leading = parsed.options.find(({ name }) => name === '-c' || name === '-m');
  const code = leading?.name === '-c' ? leading.value : undefined;
  const before = leading === undefined ? parsed.options : parsed.options.slice(0, parsed.options.indexOf(leading));
  // What it imports is looked for in the folder first.
  const written = call.state.writtenPaths().find((file) => /\.(?:py|pyc|so|pyd|pth)$/i.test(file));
  if (written !== undefined && code === undefined && leading !== undefined)
    call.unknown('run.written', call.name, 'may import a module that the same command writes');
  if (leading !== undefined && before.some(({ name }) => name === '-i')) call.codeFromInput('python');
  if (code !== undefined) {
    call.code('python', code);
    return call.out();
  }
  const module = leading?.value?.text;
  if (leading?.name === '-m') {
    const at = call.args.findIndex((arg) => /^-[a-zA-Z]*m/.test(arg.head));
    const rest = call.args.slice(at + (call.args[at]?.text?.endsWith('m') === true ? 2 : 1));
    return pythonModule(call, module, rest);
  }
  const [file] = parsed.operands;
  if (file === undefined || file.text === '-') {
    if (!parsed.has('-V', '-h', '--version')) call.codeFromInput('python');
    return undefined;
  }
  if (parsed.has('-i')) call.unknown('program.beyond', 'python -i', 'goes on reading code');
  call.runFile('python', file);
  if (
    /(?:^|\/)manage\.py$/.test(file.text ?? '') &&
    /^(?:flush|migrate|loaddata|dbshell|shell|reset_db|sqlflush)$/.test(parsed.operands[1]?.text ?? '')
  )
    call.emit('database', 'the project', { detail: 'database.migrate' });
  return undefined;
}

function pythonModule(call: Call, module: string | undefined, rest: Call['args']): ReturnType<Call['out']> | undefined {
  switch (module) {
    case undefined:
      call.unknown('value.command', 'python -m', "runs a module whose name can't be told");
      return undefined;
    case 'json.tool':
      for (const [index, arg] of rest.filter((each) => !each.head.startsWith('-')).entries())
        call.file(index === 1 ? 'write' : 'read', arg);
      return undefined;
    case 'http.server':
    case 'SimpleHTTPServer': {
      const at = rest.findIndex((arg) => /^(?:-b|--bind)$/.test(arg.text ?? ''));
      const isLocal = /^(?:127\.0\.0\.1|localhost|::1)$/.test(rest[at + 1]?.text ?? '') && at >= 0;
      call.emit('listen', 'a port', { detail: isLocal ? 'listen.local' : 'listen.port' });
      return undefined;
    }
    case 'venv':
    case 'virtualenv':
      for (const arg of rest) if (!arg.head.startsWith('-')) call.file('folder', arg);
      return undefined;
    case 'this':
    case 'site':
    case 'platform':
    case 'sysconfig':
    case 'calendar':
    case 'timeit':
    case 'dis':
    case 'tokenize':
    case 'ast':
    case 'tabnanny':
    case 'compileall':
    case 'py_compile':
    case 'pydoc':
      if (module === 'timeit') call.unknown('code.opaque', 'timeit', 'runs code that was not looked at');
      else call.runHere('run.tool', module);
      return undefined;
    case 'base64':
    case 'zlib':
      if (rest.some((arg) => /^-[du]$/.test(arg.text ?? ''))) call.taint |= 4;
      return undefined;
    case 'pip':
    case 'pytest':
    case 'unittest':
    case 'mypy':
    case 'black':
    case 'ruff':
    case 'flake8':
    case 'isort':
    case 'pylint':
    case 'coverage':
    case 'tox':
    case 'nox':
    case 'build':
    case 'pipx':
    case 'uv':
    case 'poetry':
    case 'twine': {
      const [name] = call.args;
      if (module === 'build') return call.runHere('run.build', module);
      return name === undefined ? undefined : call.command([{ ...name, text: module, head: module }, ...rest]);
    }
    default:
      if (MODULE_BEYOND.test(module)) call.unknown('program.beyond', module, `runs the module ${module}`);
      else call.runHere('run.module', module);
      return undefined;
  }
}

export function pipInstall(call: Call, parsed: Parsed): undefined {
  const args = call.args;
  const odd = args.find((arg) => PIP_ELSEWHERE.test(arg.head));
  if (odd !== undefined && !/break-system|user/.test(odd.head))
    call.unknown('program.option', odd.raw, `gives pip ${odd.raw}, which takes packages from or to elsewhere`);
  const taken = new Set(args.flatMap((arg, index) => (PIP_TAKES.has(args[index - 1]?.text ?? '') ? [arg] : [])));
  for (const [index, arg] of args.entries())
    if (/^(?:-r|--requirement|-c)$/.test(args[index - 1]?.text ?? '')) {
      call.file('read', arg);
      if (/^https?:/.test(arg.text ?? '')) call.emit('install', arg.raw, { detail: 'install.url' });
    } else if (/^(?:-r.|--r[a-z]*=)/.test(arg.head) && /https?:/.test(arg.text ?? 'http:'))
      call.emit('install', arg.raw, { detail: 'install.url' });
  const editable = args.filter((_, index) => /^(?:-e|--editable)$/.test(args[index - 1]?.text ?? ''));
  const packages = [...parsed.operands.filter((operand) => !taken.has(operand)), ...editable].filter(
    (each) => !/^\.(?:$|\/$|\[)/.test(each.text ?? ''),
  );
  const isFromFile = taken.size > 0 || parsed.operands.length > 0;
  call.emit('install', packages.map((each) => each.raw).join(' ') || 'what the project lists', {
    detail:
      packages.length === 0 && isFromFile
        ? 'install.manifest'
        : packages.some((each) => /[:/]/.test(each.text ?? ':'))
          ? 'install.url'
          : 'install.named',
  });
  return undefined;
}

export function poetry(call: Call, parsed: Parsed): undefined {
  const words = call.args.filter(
    (arg, index) =>
      !arg.head.startsWith('-') && !/^(?:-[CP]|--directory|--project)$/.test(call.args[index - 1]?.text ?? ''),
  );
  const text = [call.name, ...words.map((word) => word.text ?? '?')].join(' ');
  if (/^\S+ (?:install|sync|lock|update)\b/.test(text))
    call.emit('install', 'what the project lists', { detail: 'install.manifest' });
  else if (/^\S+ (?:build|test|fmt|type)\b/.test(text)) call.runHere('run.build', call.name);
  else if (
    / (?:env (?:remove|use)|config \S+ \S|source (?:add|remove)|python (?:install|remove))/.test(text) ||
    (/ config \S/.test(text) && parsed.has('--unset'))
  )
    call.emit('install', 'its settings', { detail: 'install.change' });
  return undefined;
}
