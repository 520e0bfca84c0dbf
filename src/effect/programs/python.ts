import path from 'node:path';
import { nameSet } from '../names';
import { type Arg, DECODED, joined, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import { servePython } from './listening';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments, writeOutput } from './toolArguments';
import { doVerb, lookAtTarget } from './verbs';

type Output = ReturnType<Call['out']> | undefined;

/** Modules of the library that serve, run or open something when they are started. */
const BEYOND = nameSet([
  'smtpd telnetlib ftplib nntplib poplib imaplib smtplib socketserver xmlrpc.server cgi webbrowser asyncio runpy pickle',
  'pty code codeop idlelib idlelib.idle lib2to3 distutils turtle turtledemo antigravity tkinter ctypes cmd bdb pyclbr',
]);
/** Modules that only read the files they are given, or none at all. */
const READS = nameSet([
  'this site platform sysconfig calendar dis tokenize ast tabnanny pickletools inspect locale uuid random mimetypes',
  'quopri symtable json.tool keyword token opcode getopt glob textwrap difflib filecmp encodings sre_compile numbers',
]);
/** Modules that are programs of their own, where the name differs. */
const PROGRAM_OF: Readonly<Record<string, string>> = {
  sphinx: 'sphinx-build',
  'sphinx.ext.apidoc': 'sphinx-apidoc',
  pre_commit: 'pre-commit',
  django: 'django-admin',
  piptools: 'pip-tools',
  pip_audit: 'pip-audit',
  PyInstaller: 'pyinstaller',
  'grpc_tools.protoc': 'protoc',
  Cython: 'cython',
  notebook: 'jupyter-notebook',
  jupyterlab: 'jupyter-lab',
  pip_tools: 'pip-tools',
  codespell_lib: 'codespell',
};
const PROGRAMS = nameSet([
  'pip pipx uv poetry pdm hatch pipenv virtualenv conda twine flit maturin cython nuitka',
  'pytest unittest nose2 tox nox coverage behave robot hypothesis mypy black ruff flake8 isort pylint pyright bandit',
  'pyflakes pydocstyle vulture yapf autopep8 autoflake pyupgrade codespell interrogate radon pydoc mkdocs pdoc',
  'flask uvicorn gunicorn hypercorn daphne celery alembic streamlit fastapi scrapy jupyter nbconvert IPython ipython',
]);
const TAKES = nameSet('-W -X --check-hash-based-pycs');

export const pythonPrograms: readonly Program[] = [
  {
    names: [
      'python python2 python3 python3.7 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 py',
      'python3.15 pypy pypy3 python2.7',
    ],
    options:
      '-bBdEhiIOPqsSuvVxt? -c= -m= -W= -X= --check-hash-based-pycs= --version --help -2 -3 --help-all --help-env',
    loose: true,
    stopsAtOperand: true,
    see: python,
  },
  {
    names: 'ipython IPython ipython3',
    options: '-c= -m= --profile= --pylab=? -i --no-banner --quick --matplotlib=? --ext= --version -h --help',
    loose: true,
    stopsAtOperand: true,
    see: python,
  },
];

function python(call: Call, parsed: Parsed): Output {
  // What follows the first of these belongs to the code or the module.
  const leading = parsed.options.find(({ name }) => name === '-c' || name === '-m');
  const code = leading?.name === '-c' ? leading.value : undefined;
  const before = leading === undefined ? parsed.options : parsed.options.slice(0, parsed.options.indexOf(leading));
  // What it imports is looked for in the folder first.
  if (code === undefined && leading !== undefined)
    for (const file of writtenModules(call, leading.value)) lookInto(call, file);
  const cache = before.find(({ name, value }) => name === '-X' && /^pycache_prefix=/.test(value?.text ?? ''))?.value;
  if (cache !== undefined) lookAtArguments(call, { args: [cache] });
  if (leading !== undefined && before.some(({ name }) => name === '-i')) call.codeFromInput('python');
  if (code !== undefined) {
    call.code('python', code);
    return call.out(undefined, PRINTS_PLACE.test(code.text ?? '') ? 'paths' : 'any');
  }
  if (leading?.name === '-m') {
    const at = call.args.findIndex(
      (arg, index) => /^-[a-zA-Z]*m/.test(arg.head) && !TAKES.has(call.args[index - 1]?.text ?? ''),
    );
    const rest = call.args.slice(at + (call.args[at]?.text?.endsWith('m') === true ? 2 : 1));
    return pythonModule(call, leading.value, rest);
  }
  const [file, ...rest] = parsed.operands;
  if (file === undefined || file.text === '-') {
    if (!parsed.has('-V', '-h', '--version', '--help', '--help-all', '--help-env')) call.codeFromInput('python');
    return undefined;
  }
  if (parsed.has('-i')) call.unknown('program.beyond', 'python -i', 'goes on reading code');
  return pythonFile(call, file, rest);
}

/** Where an installed module lies, and nothing else. */
const PRINTS_PLACE =
  /^\s*import [\w.]+(?: as \w+)?(?:, ?os(?:\.path)?)?\s*[;\n]\s*(?:import os(?:\.path)?\s*[;\n]\s*)?print\((?:os\.path\.dirname\()?[\w.]+\.(?:__file__|__path__\[0\])\)?\)\s*$/;

/** Modules that this command writes where `-m` looks first: they stand for others of their name. */
function writtenModules({ state, folders, inherited }: Call, module: Arg | undefined): readonly string[] {
  const [first] = module?.text?.split('.') ?? [];
  const isElsewhere = state.variable('PYTHONPATH') !== undefined || inherited.PYTHONPATH !== undefined;
  return state
    .writtenPaths()
    .filter(
      (file) =>
        /\.(?:py|pyc|so|pyd|pth)$/i.test(file) &&
        state.written(file)?.isBuilt !== true &&
        (isElsewhere ||
          folders === undefined ||
          folders.includes(path.posix.dirname(file)) ||
          (folders.includes(path.posix.dirname(path.posix.dirname(file))) &&
            (/\/__init__\.\w+$/.test(file) || first === undefined || file.includes(`/${first}/`)))),
    );
}

function lookInto(call: Call, file: string): void {
  const text = /\.py$/i.test(file) ? call.state.written(file)?.text : undefined;
  if (text === undefined) call.unknown('run.written', call.name, 'may import a module that the same command writes');
  else call.code('python', literalArg(text, call.part));
}

export function pythonFile(call: Call, file: Arg, rest: readonly Arg[]): undefined {
  call.runFile('python', file);
  if (/(?:^|\/)manage\.py$/.test(file.text ?? '')) return manage(call, rest);
  if (/(?:^|\/)setup\.py$/.test(file.text ?? '')) return setup(call, rest);
  return undefined;
}

/** `python -m module …` */
export function pythonModule(call: Call, moduleArg: Arg | undefined, rest: readonly Arg[]): Output {
  const module = moduleArg?.text;
  const operands = rest.filter((arg) => !arg.head.startsWith('-') || arg.text === '-');
  const has = (pattern: RegExp) => rest.some((arg) => pattern.test(arg.text ?? ''));
  if (module === undefined || moduleArg === undefined)
    return call.unknown('value.command', 'python -m', "runs a module whose name can't be told");
  const program = PROGRAM_OF[module] ?? (PROGRAMS.has(module) ? module : undefined);
  if (program !== undefined) return call.command([{ ...moduleArg, text: program, head: program }, ...rest]);
  switch (module) {
    case 'json.tool':
      operands
        .filter((arg) => !/^(?:\d+)$/.test(arg.text ?? ''))
        .forEach((arg, index) => {
          call.file(index === 1 ? 'write' : 'read', arg);
        });
      return undefined;
    case 'http.server':
    case 'SimpleHTTPServer':
      return servePython(call, rest);
    case 'venv':
      for (const arg of operands)
        if (has(/^--clear$/)) call.file('delete', arg);
        else writeOutput(call, arg);
      return undefined;
    case 'compileall':
    case 'py_compile':
      // They read the code and run none of it.
      return lookAtArguments(call, { args: rest, operands: 'edit' });
    case 'build':
      call.runHere('run.build', module);
      return lookAtArguments(call, { args: rest, operands: 'edit' });
    case 'timeit':
      return timed(call, rest);
    case 'doctest':
      for (const arg of operands) call.runFile('python', arg);
      return undefined;
    case 'cProfile':
    case 'profile':
    case 'trace':
    case 'pdb':
      return profiled(call, moduleArg, rest);
    case 'zipfile':
    case 'tarfile':
      return archive(call, rest, operands);
    case 'gzip':
      for (const arg of operands) call.file('edit', arg);
      return undefined;
    case 'base64':
    case 'zlib':
      if (has(/^-[du]$/)) call.taint |= DECODED;
      return undefined;
    case 'zipapp':
      call.runHere('run.build', module);
      return lookAtArguments(call, { args: rest });
    case 'ensurepip':
      return has(/^--version$/) ? undefined : call.emit('install', 'pip', { detail: 'install.tool' });
    case 'sqlite3':
      return operands[0]?.text === ':memory:' || has(/^(?:--version|-v)$/)
        ? undefined
        : call.emit('database', operands[0]?.raw ?? 'a database', { detail: 'database.query' });
  }
  if (BEYOND.has(module) || BEYOND.has(module.split('.')[0] ?? '')) {
    if (!has(/^(?:-h|--help)$/)) call.unknown('program.beyond', module, `runs the module ${module}`);
    return undefined;
  }
  call.runHere(READS.has(module) ? 'run.tool' : 'run.module', module);
  runOwnModule(call, moduleArg, module);
  lookAtTarget(call, moduleArg);
  return lookAtArguments(call, { args: rest });
}

/** A module of the project, where there is one of that name. */
function runOwnModule(call: Call, moduleArg: Arg, module: string): void {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(module)) return;
  const at = module.replaceAll('.', '/');
  const file = [`${at}/__main__.py`, `${at}.py`]
    .map((name): Arg => ({ ...moduleArg, text: name, head: name, raw: name }))
    .find((arg) => call.kindOf(arg) === 'file');
  if (file !== undefined && call.areaOf(file) === 'workspace') call.runFile('python', file);
}

/** What it runs first, then what it runs again and again: one piece of code. */
function timed(call: Call, rest: readonly Arg[]): undefined {
  const first: Arg[] = [];
  const again: Arg[] = [];
  rest.forEach((arg, index) => {
    const option = rest[index - 1]?.text ?? '';
    if (/^(?:-n|-r|-u|--number|--repeat|--unit)$/.test(option)) return;
    if (/^(?:-s|--setup)$/.test(option)) first.push(arg);
    else if (/^-s.|^--setup=/.test(arg.head)) first.push(sliceArg(arg, arg.head.startsWith('--') ? 8 : 2));
    else if (!arg.head.startsWith('-')) again.push(arg);
  });
  const code = joined([...first, ...again], '\n');
  if (code !== undefined) call.code('python', code);
  return undefined;
}

const PLAIN_DEBUGGING =
  /^(?:c(?:ont(?:inue)?)?|q(?:uit)?|r(?:un)?|n(?:ext)?|s(?:tep)?|w(?:here)?|bt|l(?:ist)?|ll|u(?:p)?|a(?:rgs)?|b(?:reak)? [\w./:]+|until(?: \d+)?)$/;

/** A script or module run under the profiler, the tracer or the debugger. */
function profiled(call: Call, moduleArg: Arg, rest: readonly Arg[]): Output {
  let isSteered = moduleArg.text !== 'pdb';
  for (let index = 0; index < rest.length; index++) {
    const arg = rest[index];
    const value = rest[index + 1];
    if (arg === undefined) break;
    const { text } = arg;
    if (text === '-m' || text === '--module') return pythonModule(call, value, rest.slice(index + 2));
    if (text === '-c' && moduleArg.text === 'pdb') {
      isSteered = true;
      if (!PLAIN_DEBUGGING.test(value?.text ?? '?'))
        call.unknown('code.opaque', value?.raw ?? '-c', 'gives the debugger commands that can run anything');
      index++;
    } else if (/^(?:-o|-f|-C|--outfile|--file|--coverdir)$/.test(text ?? '')) {
      if (value !== undefined) call.file('write', value);
      index++;
    } else if (/^(?:-s|--sort|--ignore-module|--ignore-dir)$/.test(text ?? '')) index++;
    else if (/^--(?:file|coverdir|outfile)=/.test(arg.head)) lookAtArguments(call, { args: [arg] });
    else if (!arg.head.startsWith('-')) {
      if (!isSteered) call.unknown('program.beyond', 'pdb', 'starts a debugger that goes on reading commands');
      return pythonFile(call, arg, rest.slice(index + 1));
    }
  }
  return undefined;
}

function archive(call: Call, rest: readonly Arg[], operands: readonly Arg[]): undefined {
  const mode = rest[0]?.text ?? '';
  const [first, ...others] = operands;
  if (first === undefined) return undefined;
  if (/^(?:-c|--create)$/.test(mode)) {
    call.file('write', first);
    for (const other of others) call.file('read', other);
  } else {
    call.file('read', first);
    if (/^(?:-e|--extract)$/.test(mode)) for (const other of others) call.file('folder', other);
  }
  return undefined;
}

const MIGRATES = nameSet([
  'flush migrate loaddata reset_db sqlflush_run createsuperuser changepassword remove_stale_contenttypes clearsessions',
  'dbrestore reset_schema drop_test_database delete_squashed_migrations syncdb createcachetable clear_cache',
]);

/** Django's own commands, and those of the project. */
export function manage(call: Call, args: readonly Arg[]): undefined {
  const [verb, ...rest] = args.filter((arg) => !arg.head.startsWith('-'));
  const has = (pattern: RegExp) => args.some((arg) => pattern.test(arg.text ?? ''));
  const word = verb?.text ?? '';
  if (verb !== undefined && verb.text === undefined)
    return call.unknown('value.command', verb.raw, "runs a command whose name can't be told");
  if (/^(?:shell|shell_plus|dbshell|runscript)$/.test(word) && !has(/^--?h(?:elp)?$/)) {
    if (word === 'runscript') call.runHere('run.module', word);
    else call.unknown('code.opaque', word, 'runs code on the project and its database');
  } else if (MIGRATES.has(word) && !has(/^(?:--plan|--check|--help|--dry-run)$/))
    call.emit('database', 'the project', { detail: 'database.migrate', says: "changes the project's database" });
  else if (word === 'sendtestemail') call.emit('upload', 'a mail server', { detail: 'upload.send' });
  else if (word === 'collectstatic' && has(/^(?:-c|--clear)$/))
    call.unknown('delete.contents', word, 'deletes the collected files first');
  else if (word === 'runserver' || word === 'runserver_plus') {
    const at = rest[0]?.text;
    if (at !== undefined && !/^(?:(?:localhost|127(?:\.\d+){3}|\[::1\]):)?\d+$|^localhost$/.test(at))
      call.emit('listen', at, { detail: 'listen.port' });
    return undefined;
  } else if (/^(?:startproject|startapp)$/.test(word) && rest[1] !== undefined) call.file('folder', rest[1]);
  return lookAtArguments(call, { args: args.filter((arg) => arg !== verb) });
}

function setup(call: Call, args: readonly Arg[]): undefined {
  for (const arg of args)
    if (/^(?:upload|register|upload_docs)$/.test(arg.text ?? ''))
      call.emit('publish', 'a package', { detail: 'publish.package', says: 'publishes the package' });
    else if (/^(?:install|easy_install)$/.test(arg.text ?? ''))
      call.emit('install', 'the project itself', { detail: 'install.global', says: 'installs into this machine' });
  return lookAtArguments(call, { args, operands: 'edit' });
}

export function djangoAdmin(call: Call, parsed: Parsed): true {
  call.runHere('run.build', call.name);
  if (parsed.operands[0] === undefined) doVerb(call, 'looks', '', parsed);
  else manage(call, call.args);
  return true;
}
