import path from 'node:path';
import { nameSet } from '../names';
import { isOfTask, provenanceOf } from '../script/provenance';
import type { Arg } from '../shell/value';
import { parseArguments } from './grammar';
import type { Call, Parsed, Program } from './program';
import { pythonFile, pythonModule } from './python';
import { runPipenvScript, runPythonTask } from './taskScripts';
import { loadVariables, lookAtArguments, writeOutput } from './toolArguments';
import { applyRoles, isDryRun, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** Packages from elsewhere, into elsewhere, or with options for what builds them. */
const FROM_ELSEWHERE = [
  '-i,--index-url=no --extra-index-url=no --index=no --default-index=no -f,--find-links=no --trusted-host=no --proxy=no',
  '--allow-insecure-host=no --pypi-mirror=no --global-option=no --install-option=no --build-option=no -C,--config-settings=no',
  '--client-cert=no --cert=no --keyring-provider= --index-strategy= --pre --no-index',
];
const INTO_ELSEWHERE = '-t,--target=write --prefix=no --root=no --src=folder --user!';
const PIP = [
  ...FROM_ELSEWHERE,
  INTO_ELSEWHERE,
  '-r,--requirement,--requirements= -c,--constraint,--constraints= -e,--editable= --group= --extra= --only-binary=',
  '--no-binary= --progress-bar= --timeout= --retries= --python= --log=write --cache-dir=folder --report=write',
  '-d,--dest=folder -w,--wheel-dir=folder --platform= --python-version= --implementation= --abi= --exists-action=',
  '--upgrade-strategy= --use-feature= --use-deprecated= --root-user-action= -o,--output-file=write --format= --exclude=',
  '--path=read --overrides= --build-constraints= -p= --no-build-package= --reinstall-package= --refresh-package=',
  '-P,--upgrade-package= --prerelease= --resolution= --link-mode= --exclude-newer= --color= --directory=cwd --project=cwd',
  '--config-file=no --python-platform= --torch-backend= -q -v -U,--upgrade --no-cache-dir --break-system-packages --system',
];

export function pipInstall(call: Call, parsed: Parsed, packages: readonly Arg[]): true {
  for (const { name, value } of parsed.options) {
    if (value === undefined || (name !== '-r' && name !== '-c')) continue;
    if (/^[a-z+]+:\/\//.test(value.text ?? '')) call.emit('install', value.raw, { detail: 'install.url' });
    else call.file('read', value);
    for (const list of listsOf(call, value))
      call.emit('install', list, {
        detail: 'install.named',
        says: `installs what ${list} lists, as this task wrote it`,
      });
    // A list from elsewhere is none of the project.
    if (name === '-r' && call.areaOf(value) !== 'workspace')
      call.emit('install', value.raw, { detail: 'install.named', says: `installs what ${value.raw} lists` });
  }
  const editable = parsed.options.flatMap(({ name, value }) => (name === '-e' && value !== undefined ? [value] : []));
  const others = [...packages, ...editable].filter((each) => !isOwn(call, each) && !isInstaller(each));
  for (const each of [...packages, ...editable])
    if (call.resolve(each)?.some((path) => provenanceOf(path, call.looking) === 'downloaded') === true)
      call.emit('install', each.raw, { detail: 'install.url', says: `installs ${each.raw}, which was downloaded` });
  const isFromFile = parsed.has('-r', '--group', '-e') || packages.length > 0;
  call.runHere('run.build', 'the build of what is installed', 'builds what it installs');
  call.emit('install', others.map((each) => each.raw).join(' ') || 'what the project lists', {
    detail:
      others.length === 0 && isFromFile
        ? 'install.manifest'
        : others.some((each) => /[:/]/.test(each.text ?? ':'))
          ? 'install.url'
          : 'install.named',
  });
  return true;
}

const LONGEST_LIST = 64 * 1024;
const MOST_LISTS = 20;
/** Such files are looked into by their names. */
const IS_KNOWN_LIST = /(?:requirements|constraints)[^/\\]*$|[/\\]requirements[/\\][^/\\]+$/i;

/** Lists that this task changed, with those that they take in, where nothing but their place in the command tells of them. */
function listsOf(call: Call, list: Arg): readonly string[] {
  const { disk } = call.looking;
  const files = [...(call.resolve(list) ?? [])];
  for (let index = 0; index < Math.min(files.length, MOST_LISTS); index++) {
    const file = files[index] ?? '';
    call.looking.scripts.add(file);
    for (const [, name = ''] of (disk.text(file, LONGEST_LIST) ?? '').matchAll(
      /^\s*(?:-[rc]|--requirement|--constraint)[\s=]*(\S+)/gm,
    )) {
      const included = path.join(path.dirname(file), name);
      if (!files.includes(included)) files.push(included);
    }
  }
  return files
    .filter((file) => disk.kind(file) === 'file' && isOfTask(file, call.looking) && !IS_KNOWN_LIST.test(file))
    .map((file) => path.basename(file));
}

/** What every environment begins with, and is brought up to date before anything else is installed. */
function isInstaller({ text = '' }: Arg): boolean {
  return /^(?:pip|setuptools|wheel)(?:[<>=!~]=?[\d.*,<>=!~]+)?$/.test(text);
}

/** The project, a folder of it, or what was built from it. */
function isOwn(call: Call, arg: Arg): boolean {
  const { text } = arg;
  if (
    text === undefined ||
    !/^\.{1,2}(?:$|[/[])|^[\w-]+\/[^@]*$|^file:\.|\.(?:whl|tar\.gz)$/.test(text) ||
    /:\/\/|@\s*[a-z+]+:/i.test(text)
  )
    return false;
  const folder = text.replace(/^file:/, '').replace(/\[[\w,-]+\]$/, '');
  return call.areaOf({ ...arg, text: folder, head: folder, isPattern: false }) === 'workspace';
}

const tools: readonly VerbTool[] = [
  {
    names: 'pip pip3 pip2 pip3.10 pip3.11 pip3.12 pip3.13',
    // `-f` is another thing to `pip show`.
    options: PIP.map((each) => each.replace('--find-links=no', '--find-links=')),
    verbs: {
      looks:
        'list show freeze check help debug inspect hash cache\\ dir cache\\ info cache\\ list config\\ list config\\ get config\\ debug completion lock',
      asks: 'index\\ versions index search',
      restores: '',
      installs: 'install uninstall wheel download',
      sets: 'config',
      forgets: 'cache',
    },
    see: (call, parsed, phrase) => {
      if (parsed.options.some(({ name }) => name === '--user')) return undefined;
      if (!/^(?:install|wheel|download|lock|index versions)$/.test(phrase)) return undefined;
      for (const { name, value } of parsed.options)
        if (
          name === '-f' &&
          (value === undefined || /^\w+:/.test(value.text ?? ':') || call.areaOf(value) !== 'workspace')
        )
          call.unknown('program.option', value?.raw ?? name, 'takes packages from elsewhere');
      if (phrase === 'index versions') return undefined;
      pipInstall(call, parsed, parsed.operands.slice(1));
      if (phrase !== 'install') lookAtArguments(call);
      return true;
    },
  },
  {
    names: 'pip-tools pip-compile pip-sync pip-audit pipdeptree pip-licenses pip-review',
    options: PIP,
    verbs: { restores: 'compile sync' },
    otherwise: 'asks',
    alone: 'asks',
  },
  {
    names: 'pipx',
    options: [...FROM_ELSEWHERE, '--python= --spec=no --suffix= --pip-args=no --global! -v -q'],
    verbs: {
      looks: 'list environment help completions interpreter\\ list',
      installs:
        'install inject uninject uninstall uninstall-all upgrade upgrade-all upgrade-shared reinstall reinstall-all install-all pin unpin runpip interpreter',
      sets: 'ensurepath',
    },
    wraps: 'run',
    see: (call, parsed, phrase) => (phrase === 'run' ? runTool(call, after(call, parsed.operands[0])) : undefined),
  },
  {
    names: 'uv',
    options: [
      ...PIP,
      '--with=no --with-editable=no --with-requirements=read --env-file=read -m,--module= --only-group= --no-group=',
      '--package= --from=no --script= -n,--no-cache --only-dev --index-url=no --default-index=no -s --token=no',
      '--publish-url=no --no-extra= --no-sources-package= --lib --app --name= --build-backend= --bump= --sort=',
    ],
    verbs: {
      looks: [
        'tree version help cache\\ dir cache\\ size tool\\ list tool\\ dir python\\ list python\\ find python\\ dir python\\ pin export venv',
        'pip\\ list pip\\ show pip\\ freeze pip\\ check pip\\ tree self\\ version workspace workspace\\ list workspace\\ metadata generate-shell-completion',
      ],
      restores: 'sync lock pip\\ sync pip\\ compile',
      works: 'build init format check audit',
      installs:
        'add remove pip tool tool\\ install tool\\ upgrade tool\\ uninstall tool\\ update-shell pip\\ uninstall python\\ install python\\ uninstall python\\ upgrade python\\ update-shell self self\\ update',
      publishes: 'publish auth auth\\ login auth\\ logout auth\\ token',
      forgets: 'cache cache\\ clean cache\\ prune',
    },
    operands: 'edit',
    wraps: 'run',
    see: uv,
  },
  {
    names: 'uvx',
    verbs: {},
    wraps: () => true,
    see: (call) => runTool(call, call.args),
  },
  {
    names: 'poetry pdm hatch rye pixi',
    options: [
      ...FROM_ELSEWHERE,
      '-C,--directory=cwd -P,--project,-p=cwd --with= --without= --only= -E,--extras= -o,--output=write -f= --format= -e,--env=',
      '-G,--group= -s,--site-packages -n,--no-interaction -x= --python= -d -k --venv= -L,--lockfile=read -c,--config=no',
    ],
    verbs: {
      looks: [
        'show list env\\ info env\\ list env\\ show env\\ find env\\ activate about version debug debug\\ info help config\\ list search info status dep\\ show',
        'python\\ list cache\\ list completion project\\ metadata toolchain\\ list source\\ show source metadata self\\ show self\\ show\\ plugins shell-hook export use task task\\ list',
      ],
      works: 'check build fmt lint test type init dep\\ hash fix docs',
      restores: 'install sync lock update env\\ create venv outdated',
      installs:
        'add remove uninstall self plugin env env\\ remove env\\ prune env\\ use python toolchain tool tools upgrade',
      publishes: 'publish login upload auth',
      sets: 'config config\\ set source\\ add source\\ remove',
      forgets: 'cache env\\ prune cache\\ clear clean',
      beyond: 'shell requests new',
    },
    operands: 'edit',
    wraps: 'run',
    see: project,
  },
  {
    names: 'pipenv',
    options: [
      ...FROM_ELSEWHERE,
      '-r= -e,--editable= --python= --categories= -c= --requirementstxt= --extra-pip-args=no',
    ],
    verbs: {
      looks: 'graph check requirements verify scripts',
      restores: 'sync lock update upgrade audit',
      installs: 'install uninstall clean',
      beyond: 'shell open',
    },
    wraps: 'run',
    see: (call, parsed, phrase) => {
      if (phrase === 'install' && parsed.operands.length === 1 && !parsed.has('-e')) {
        call.runHere('run.build', 'pipenv install');
        call.emit('install', 'what the project lists', { detail: 'install.manifest' });
        return true;
      }
      if (call.args.some((arg) => arg.text === '--rm'))
        call.unknown('delete.cache', '--rm', 'deletes the environment of the project');
      return project(call, parsed, phrase);
    },
  },
  {
    names: 'conda mamba micromamba anaconda',
    options:
      '-n,--name= -p,--prefix=read -f,--file= -c,--channel= --cwd=cwd -v -q --solver= --add= --set= --remove= --override-channels',
    verbs: {
      looks: [
        'list info search env env\\ list env\\ export env\\ config config activate deactivate compare export notices doctor repoquery shell\\ hook shell.bash shell.zsh shell.posix',
        'config\\ list config\\ sources package whoami show',
      ],
      restores: 'env\\ create env\\ update',
      installs: 'install remove update create upgrade uninstall env\\ remove rename self-update clean',
      works: 'build render',
      runs: 'run',
      sets: 'init shell shell\\ init config\\ set',
      publishes: 'upload login logout auth',
    },
    see: (call, parsed, phrase) => {
      if (phrase === 'config' && parsed.has('--add', '--set', '--remove', '--append', '--prepend', '--remove-key')) {
        call.emit('environment', 'the settings of conda', {
          detail: 'env.settings',
          says: 'changes the settings of conda',
        });
        return true;
      }
      const file = parsed.value('-f');
      if (/^env (?:create|update)$/.test(phrase) && file !== undefined) {
        if (/:\/\//.test(file.text ?? '')) call.request(file, false);
        else call.file('read', file);
      } else if (/^env (?:create)$/.test(phrase) && parsed.operands.length > 2)
        call.emit('install', parsed.operands[2]?.raw ?? 'packages', { detail: 'install.named' });
      return undefined;
    },
  },
  {
    names: 'virtualenv',
    options:
      '-p,--python= --prompt= --pip= --setuptools= --wheel= --app-data=folder --extra-search-dir=read --seeder= --creator=',
    verbs: {},
    otherwise: 'looks',
    see: (call, parsed) => {
      for (const each of parsed.operands) makeEnvironment(call, each);
      return true;
    },
  },
  {
    names: 'twine flit',
    verbs: { looks: 'check info', works: 'build init', publishes: 'upload register publish', installs: 'install' },
  },
];

export const pythonPackages: readonly Program[] = verbPrograms(tools);

/** A folder of its own for packages; what stood there is gone with `--clear`. */
function makeEnvironment(call: Call, folder: Arg): void {
  if (call.args.some((arg) => /^(?:-c|--clear)$/.test(arg.text ?? ''))) call.file('delete', folder);
  else writeOutput(call, folder);
}

function after(call: Call, verb: Arg | undefined): readonly Arg[] {
  return verb === undefined ? [] : call.args.slice(call.args.indexOf(verb) + 1);
}

/** Tools that are fetched from the index when they are missing, and are as well known as a compiler. */
const KNOWN_TOOL = nameSet([
  'ruff black mypy flake8 isort pylint pyright basedpyright bandit pytest tox nox coverage pre-commit yamllint ty',
  'codespell autoflake pyupgrade vulture sqlfluff djlint interrogate mkdocs twine build pip-audit autopep8 yapf',
]);

/** `uvx tool`, `pipx run tool` */
function runTool(call: Call, args: readonly Arg[]): true {
  const parsed = parseArguments(
    {
      options:
        '--from= --with= --with-editable= --spec= --index-url= --index= --default-index= --extra-index-url= -p,--python= --isolated -q -v --no-cache --offline --pip-args= --env-file=',
      stopsAtOperand: true,
    },
    args,
    { mayBeOption: () => false, untilOperand: true },
  );
  const [first, ...rest] = parsed.operands[0]?.text === '--' ? parsed.operands.slice(1) : parsed.operands;
  const odd = parsed.options.find(({ name }) => /^--(?:from|with|spec|index|default|extra|pip)/.test(name));
  if (first === undefined && odd === undefined) return true;
  if (first?.text !== undefined && KNOWN_TOOL.has(first.text) && odd === undefined) call.command([first, ...rest]);
  else
    call.emit('install', first?.raw ?? 'a package', {
      detail: 'install.run',
      says: `fetches and runs ${odd?.value?.raw ?? first?.raw ?? 'a package'}`,
    });
  return true;
}

function uv(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [verb, second] = parsed.operands;
  if (phrase === 'venv') {
    for (const operand of parsed.operands.slice(1)) makeEnvironment(call, operand);
    return true;
  }
  if (phrase === 'pip' && second?.text === 'install') {
    pipInstall(call, parsed, parsed.operands.slice(2));
    return true;
  }
  if (phrase === 'pip sync')
    for (const list of parsed.operands.slice(2))
      if (call.areaOf(list) !== 'workspace')
        call.emit('install', list.raw, { detail: 'install.named', says: `installs what ${list.raw} lists` });
  if (phrase === 'tool' && second?.text === 'run') return runTool(call, after(call, second));
  if (phrase === 'self' && second?.text === undefined) return undefined;
  if (phrase !== 'run' || verb === undefined) return undefined;
  const run = parseArguments({ options: UV_RUN }, after(call, verb), { mayBeOption: () => false, untilOperand: true });
  const { operands, options } = run;
  applyRoles(call, run);
  loadVariables(call, run.value('--env-file'));
  const module = options.find(({ name }) => name === '-m')?.value;
  if (module !== undefined) pythonModule(call, module, operands);
  else runOrFile(call, operands[0]?.text === '--' ? operands.slice(1) : operands);
  return true;
}

const UV_RUN = [
  '--with=no --with-editable=no --with-requirements=read -p,--python= --extra= --group= --no-group= --only-group= --no-extra=',
  '--package= --env-file= -m,--module= --directory=cwd --project=cwd --index=no --index-url=no --default-index=no --extra-index-url=no',
  '-f,--find-links=no -P,--upgrade-package= --config-file=no --cache-dir=write --color= --reinstall-package= --refresh-package=',
  '--link-mode= --prerelease= --resolution= --exclude-newer= --python-platform= -C,--config-setting= --allow-insecure-host=no',
  '-w=no --no-build-package= --no-binary-package=',
];

/** Runs a program, a script, or whatever the project calls so. */
function runOrFile(call: Call, words: readonly Arg[]): void {
  const [first, ...rest] = words;
  if (first === undefined) return;
  if (/^https?:/.test(first.head))
    call.emit('run', first.raw, { detail: 'run.remote', says: `runs ${first.raw}, which it downloads` });
  else if (first.text === '-') call.codeFromInput('python');
  else if (first.text !== undefined && /\.pyw?$/.test(first.text)) pythonFile(call, first, rest);
  else if (isEntryPoint(call, first)) {
    call.runHere('run.packageScript', first.raw, 'runs a program of the project');
    lookAtArguments(call, { args: rest, operands: 'edit' });
  } else call.command(words);
}

/** A program that the project itself declares. */
function isEntryPoint(call: Call, name: Arg): boolean {
  const at = { ...name, text: 'pyproject.toml', head: 'pyproject.toml' };
  if (name.text === undefined || !/^[\w.-]+$/.test(name.text)) return false;
  const text = call
    .textOf(at)
    ?.match(
      /^\[(?:project\.(?:gui-)?scripts|tool\.poetry\.scripts|tool\.pdm\.scripts|tool\.rye\.scripts)\]([^[]*)/m,
    )?.[1];
  return text?.split('\n').some((line) => /^\s*["']?([\w.-]+)["']?\s*=/.exec(line)?.[1] === name.text) === true;
}

function project(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [verb, second] = parsed.operands;
  if (phrase === 'new' && second !== undefined) {
    call.file('folder', second);
    return true;
  }
  if (verb?.text === 'config' && (parsed.operands.length > 2 || parsed.has('--unset', '-d'))) {
    call.emit('environment', `the settings of ${call.name}`, {
      detail: 'env.settings',
      says: `changes the settings of ${call.name}`,
    });
    return true;
  }
  if (phrase === 'install' && parsed.operands.length > 1) {
    call.emit('install', second?.raw ?? '', { detail: 'install.named' });
    return true;
  }
  if (call.name === 'poetry' && phrase === 'publish' && isDryRun(call)) {
    call.runHere('run.build', 'poetry publish --dry-run', 'shows what would be published');
    return true;
  }
  if (verb?.text !== undefined && verb.text !== 'run' && call.name === 'pdm')
    runOwnTask(call, verb.text, after(call, verb));
  if (verb?.text !== 'run' || verb === undefined) {
    if (verb?.text === 'config') return true;
    if (verb?.text === 'version' && second !== undefined) call.runHere('run.build', `${call.name} version`);
    return verb?.text === 'version' ? true : undefined;
  }
  const { operands } = parseArguments(
    { options: '-e= -E= -p= -s= -S --env=', stopsAtOperand: true },
    after(call, verb),
    {
      mayBeOption: () => false,
      untilOperand: true,
    },
  );
  // `hatch run +py=3.11 test`: which of the environments.
  const words = operands.filter((arg, index) => !(index === 0 && arg.text === '--') && !/^[+-]\w+=/.test(arg.head));
  const [first, ...rest] = words;
  const hasRun = first?.text !== undefined && runOwnTask(call, first.text, rest);
  // Scripts of the project have names of their own: `pdm run test`, `hatch run lint:style`.
  if (first?.text !== undefined && (hasRun || IS_SCRIPT.test(first.text))) {
    lookAtTarget(call, first);
    call.runHere('run.packageScript', first.text, "runs the project's scripts");
    lookAtArguments(call, { args: rest, operands: 'edit' });
  } else runOrFile(call, words);
  return true;
}

/** A task of the project, as the tool that is called finds it. */
function runOwnTask(call: Call, name: string, words: readonly Arg[]): boolean {
  if (call.name === 'pipenv') return runPipenvScript(call, name, words);
  return /^(?:pdm|hatch|rye|pixi)$/.test(call.name) && runPythonTask(call, call.name, name, words);
}

const IS_SCRIPT =
  /^(?:test|tests|lint|format|fmt|check|build|docs|dev|start|serve|cov|typecheck|types|style|all|clean|release|publish|deploy|typing|coverage|benchmark)$|:/;
