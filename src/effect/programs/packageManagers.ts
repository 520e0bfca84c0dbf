import { nameSet } from '../names';
import { type Arg, literalArg } from '../shell/value';
import { changePackageFile } from './packageFields';
import { IS_SCRIPT_FILE, NODE_TOOLS, runPackage } from './packageRunners';
import {
  foldersOf,
  hasPackageScript,
  INSTALL_SCRIPTS,
  PACK_SCRIPTS,
  type Packages,
  PUBLISH_SCRIPTS,
  runLifecycle,
  runPackageScript,
  runPackageScripts,
  VERSION_SCRIPTS,
} from './packageScripts';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { isDryRun, lookAtTarget, type VerbTool, verbPrograms, wrapped } from './verbs';

/** What makes any of them take packages from elsewhere, check them less, or run other programs. */
const FROM_ELSEWHERE = [
  '--registry=no --npmrc-auth-file=no --userconfig=no --globalconfig=no --proxy=no --https-proxy=no --noproxy=',
  '--cafile=no --ca=no --cert=no --key=no --strict-ssl! --no-strict-ssl! --unsafe-perm! --git=no --network-proxy=no',
  '--script-shell=no --shell=no --node-options=no --onload-script=no --init-module=no --editor=no --viewer=no',
];
const NPM_OPTIONS = [
  ...FROM_ELSEWHERE,
  '--prefix,-C=cwd -w,--workspace= -c,--call=shell -p,--package= -m,--message= --loglevel= --depth= --omit= --include=',
  '--tag= --access= --otp= --audit-level= --before= --cache=write --cpu= --os= --libc= --diff= --expect-results=',
  '--fetch-retries= --fetch-timeout= --heading= --install-strategy= --location= --lockfile-version= --maxsockets=',
  '--pack-destination=folder --preid= --provenance-file=read --replace-registry-host= --save-prefix= --sbom-format=',
  '--sbom-type= --scope= --searchlimit= --searchopts= --searchexclude= --tag-version-prefix= --umask= --user-agent=',
  '-g,--global --only= --also= --timing --logs-dir=folder --logs-max= --allow-scripts=',
];
const PNPM_OPTIONS = [
  ...FROM_ELSEWHERE,
  '-C,--dir=cwd -F,--filter= --filter-prod= --changed-files-ignore-pattern= --test-pattern= --loglevel= --reporter=',
  '--workspace-concurrency= --network-concurrency= --depth= --package= --store-dir=write --virtual-store-dir=write',
  '--modules-dir=write --lockfile-dir=write --cache-dir=write --state-dir=write --global-dir=write --global-bin-dir=write',
  '--pack-destination=folder --node-linker= --package-import-method= --resume-from= --report-summary --audit-level=',
  '--use-node-version=no --pnpmfile=file --global-pnpmfile=file --tag= --otp= --access= --color=? -g,--global',
];
const YARN_OPTIONS = [
  ...FROM_ELSEWHERE,
  '--cwd=cwd --modules-folder=write --cache-folder=write --preferred-cache-folder=write --global-folder=write',
  '--use-yarnrc=no --mutex= --network-timeout= --network-concurrency= --pattern= --depth= --level= --groups=',
  '--otp= --tag= --access= --mode= --include= --exclude= --from= -j,--jobs= --since=? -g,--global --inspect=?',
];
const BUN_OPTIONS = [
  ...FROM_ELSEWHERE,
  '--cwd=cwd -c,--config=no --preload=file -r=no --require=file --import=file --env-file=read --tsconfig-override=read',
  '-e,--eval= -p,--print= -F,--filter= --timeout= --rerun-each= -t,--test-name-pattern= --coverage-reporter=',
  '--coverage-dir=write --outdir=folder --outfile=write --target= --format= --root= --entry-naming= --public-path=',
  '--external= --packages= --define= --loader= -l= --port= --conditions= --main-fields= --cache-dir=write',
  '--backend= --reporter= --reporter-outfile=write -g,--global --inspect=? --inspect-wait=? --inspect-brk=? --splitting',
];

const RUN = 'run run-script rum urn';
const START = 'start stop restart';
const TEST = 'test t tst';
const INSTALL = 'install i add in ins isntall a';
const FROM_LOCK =
  'ci clean-install ic install-clean install-test it cit install-ci-test rebuild rb fetch import prune dedupe';
const UPDATE = 'update up upgrade udpate';
const REMOVE = 'uninstall remove rm un unlink r';
const LOOKS = [
  'ls list la ll why explain root bin prefix help help-search find-dupes completion get licenses sbom -v fund query',
  'config\\ get config\\ list config\\ ls c\\ get c\\ list c\\ ls pkg\\ get cache\\ verify cache\\ ls cache\\ dir store\\ path',
  'store\\ status dedupe\\ --check version cat-file',
];
const ASKS = [
  'view info show v search s find outdated audit ping whoami doctor diff stars dist-tag\\ ls dist-tags\\ ls owner\\ ls',
  'owner\\ list access\\ list access\\ get team\\ ls org\\ ls hook\\ ls tag\\ list',
];
const PUBLISHES = [
  'publish unpublish deprecate undeprecate deploy owner access team org trust hook star unstar profile token login',
  'logout adduser dist-tag dist-tags tag stage',
];
const INSTALLS = [
  'link ln global self-update plugin patch patch-commit patch-remove approve-builds ignored-builds install-scripts',
  'env setup upgrade-interactive set-resolution policies unplug get-tarball add-user runtime import-map',
];
const CREATES = 'create init innit dlx';

const tools: readonly VerbTool[] = [
  {
    names: 'npm cnpm',
    options: NPM_OPTIONS,
    verbs: {
      looks: LOOKS,
      asks: ASKS,
      works: [START, 'pack'],
      tests: TEST,
      restores: [FROM_LOCK, UPDATE, 'audit\\ fix shrinkwrap'],
      installs: [INSTALL, REMOVE, ...INSTALLS],
      publishes: PUBLISHES,
      sets: 'config c set config\\ set config\\ delete config\\ edit config\\ fix',
      forgets: 'cache store',
      beyond: 'pkg set-script edit explore docs bugs repo home repl issues',
    },
    operands: 'edit',
    wraps: 'exec x explore',
    see: seePackageManager,
  },
  {
    names: 'pnpm',
    options: PNPM_OPTIONS,
    verbs: {
      looks: [...LOOKS, 'env\\ list env\\ ls server\\ status'],
      asks: ASKS,
      works: [START, 'pack build'],
      tests: TEST,
      restores: [FROM_LOCK, UPDATE, 'audit\\ --fix'],
      installs: [INSTALL, REMOVE, ...INSTALLS],
      publishes: PUBLISHES,
      sets: 'config c set',
      forgets: 'cache store',
      beyond: 'pkg server docs bugs repo home',
    },
    operands: 'edit',
    wraps: (word) => WRAPS.has(word) || !KNOWN_WORD.has(word),
    see: seePackageManager,
  },
  {
    names: 'yarn yarnpkg',
    options: YARN_OPTIONS,
    verbs: {
      looks: [
        ...LOOKS,
        'workspaces workspaces\\ list workspaces\\ info constraints explain\\ peer-requirements stage plugin\\ list plugin\\ runtime',
      ],
      asks: [...ASKS, 'npm\\ info npm\\ audit npm\\ whoami npm\\ tag\\ list'],
      works: [START, 'build pack'],
      tests: TEST,
      restores: [FROM_LOCK, UPDATE, 'workspaces\\ focus autoclean'],
      installs: [INSTALL, REMOVE, ...INSTALLS, 'set\\ version'],
      publishes: [...PUBLISHES, 'npm\\ publish npm\\ login npm\\ logout npm\\ tag npm'],
      sets: 'config c set config\\ unset',
      forgets: 'cache',
    },
    alone: 'restores',
    operands: 'edit',
    wraps: (word) => WRAPS.has(word) || !KNOWN_WORD.has(word),
    see: seePackageManager,
  },
  {
    names: 'bun',
    options: BUN_OPTIONS,
    verbs: {
      looks: [
        ...LOOKS,
        'pm pm\\ bin pm\\ ls pm\\ list pm\\ hash pm\\ cache pm\\ whoami pm\\ version pm\\ why pm\\ untrusted pm\\ pkg\\ get',
      ],
      asks: [...ASKS, 'pm\\ view'],
      works: [START, 'build pm\\ pack'],
      tests: TEST,
      restores: [FROM_LOCK, 'update'],
      installs: [INSTALL, REMOVE, ...INSTALLS, 'upgrade pm\\ trust pm\\ migrate pm\\ pkg patch'],
      publishes: PUBLISHES,
      forgets: 'pm\\ cache\\ rm',
      beyond: 'repl feedback discord',
    },
    operands: 'edit',
    wraps: (word) => WRAPS.has(word) || !KNOWN_WORD.has(word),
    see: seePackageManager,
  },
];

export const packageManagers: readonly Program[] = verbPrograms(tools);

const IS_RUN = nameSet(RUN);
const IS_INSTALL = nameSet(INSTALL);
const IS_UPDATE = nameSet(UPDATE);
const IS_CREATE = nameSet(CREATES);
const IS_START = nameSet([START, TEST, 'build pack']);

/** True when there is nothing left to see. */
function seePackageManager(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  guardOptions(call);
  const [verb, ...rest] = parsed.operands;
  const [first] = rest;
  const word = verb?.text ?? '';
  const isGlobal = parsed.has('-g') || parsed.value('--location')?.text === 'global' || word === 'global';
  if (verb === undefined) {
    if (call.name.startsWith('yarn') && !parsed.has('-v', '--version')) lifecycle(call, INSTALL_SCRIPTS);
    if (call.name === 'bun') {
      for (const { name, value } of parsed.options)
        if (/^-[ep]$/.test(name) && value !== undefined) call.code('javascript', value);
    }
    return parsed.has('-v', '--version');
  }
  if (IS_RUN.has(word)) {
    const name = first?.head.startsWith('-') === true ? wrapped(call, optionsOf(call), rest)[0] : first;
    runScript(call, name, wordsAfter(call, parsed, name));
    lookAtArguments(call, { args: call.args.filter((arg) => arg !== first), operands: 'edit' });
    return true;
  }
  if (IS_INSTALL.has(word)) return install(call, rest, isGlobal);
  if (!isGlobal) lifecycle(call, lifecycleOf(call, word));
  if (isGlobal && !/^(?:ls|list|la|ll|root|bin|prefix|outdated|get|config)$/.test(word)) {
    call.emit('install', phrase, { detail: 'install.global', says: 'changes the packages of this machine' });
    return true;
  }
  if (IS_UPDATE.has(word) && parsed.has('--latest', '-L')) {
    call.emit('install', 'newer packages than the project lists', { detail: 'install.named' });
    return true;
  }
  if (phrase === 'audit fix' && call.args.some((arg) => /^(?:-f|--force)$/.test(arg.text ?? ''))) {
    call.emit('install', 'other packages than the project lists', { detail: 'install.named' });
    return true;
  }
  if (call.name === 'npm' && word === 'pkg' && /^(?:set|delete)$/.test(first?.text ?? ''))
    return changePackageFile(call, first?.text ?? '', rest.slice(1)) ? true : undefined;
  if (word === 'version' && first !== undefined && call.args.some(({ text }) => text === '--no-git-tag-version')) {
    call.file('edit', literalArg('package.json', call.part));
    return true;
  }
  if (word === 'version' && first !== undefined) {
    call.unknown('program.beyond', 'version', 'changes the version, commits, tags and runs the scripts for it');
    return true;
  }
  // Where it is no other name of `exec`, it may be a script's.
  if (word === 'exec' || (word === 'x' && (/^(?:c?npm|bun)$/.test(call.name) || !hasPackageScript(call, word))))
    return execute(call, parsed, verb);
  if (word === 'dlx' || (IS_CREATE.has(word) && (word !== 'init' || first !== undefined))) {
    const fetched = rest.find(({ head }) => !head.startsWith('-'))?.raw;
    call.emit('install', fetched ?? word, {
      detail: 'install.run',
      says: `fetches and runs ${fetched ?? 'a package'}`,
    });
    return true;
  }
  if (word === 'publish' && isDryRun(call)) {
    call.runHere('run.packageScript', `${call.name} publish --dry-run`, 'shows what would be published');
    return true;
  }
  if (word === 'init') {
    call.file('write', { ...verb, text: 'package.json', head: 'package.json' });
    return true;
  }
  if (word === 'node' && call.name !== 'npm') {
    call.command([verb, ...call.args.slice(call.args.indexOf(verb) + 1)]);
    return true;
  }
  if (call.name === 'yarn' && /^workspaces?$/.test(word)) return workspace(call, verb, first);
  if (IS_START.has(word)) {
    if (word !== 'pack' && !(call.name === 'bun' && /^(?:test|build)$/.test(word)))
      runStart(call, word, wordsAfter(call, parsed, verb));
    return undefined;
  }
  return call.name.endsWith('npm') && call.name !== 'pnpm' ? undefined : scriptOrTool(call, parsed, verb, phrase);
}

function optionsOf({ name }: Call): readonly string[] {
  return name === 'bun'
    ? BUN_OPTIONS
    : name === 'pnpm'
      ? PNPM_OPTIONS
      : name.startsWith('yarn')
        ? YARN_OPTIONS
        : NPM_OPTIONS;
}

/** Settings given as options with any name. */
function guardOptions(call: Call): void {
  for (const arg of call.args) {
    if (arg.text === '--') return;
    if (/^--@|^--[\w./-]*:_?\w+|^--config\./.test(arg.head))
      call.unknown(
        'program.option',
        arg.raw,
        `gives \`${call.name}\` ${arg.raw}, which can change where packages come from`,
      );
  }
}

function runScript(call: Call, name: Arg | undefined, words: readonly Arg[]): void {
  if (name === undefined) return;
  const which = packagesMeant(call);
  const isScript = name.text !== undefined && runPackageScript(call, name.text, words, which);
  if (isScript) runHereAs(call, name);
  else if (call.name === 'bun' && name.text === '-') call.codeFromInput('javascript');
  else if (call.name === 'bun' && IS_SCRIPT_FILE.test(name.head)) call.runFile('javascript', name);
  else if (call.name !== 'npm' && NODE_TOOLS.has(name.text ?? ''))
    call.command(call.args.slice(call.args.indexOf(name)));
  else if (call.name === 'pnpm' && /^\/.*\/$/.test(name.text ?? '')) {
    // Which names a regular expression means is not told here: any may be run.
    runPackageScripts(call, '*', words, which);
    runHereAs(call, name);
  } else runHereAs(call, name, isMissing(call, name));
}

function runHereAs(call: Call, name: Arg, isMissing = false): void {
  lookAtTarget(call, name);
  const says = isMissing ? `runs the script ${name.raw}, which no package.json here has` : "runs the project's scripts";
  call.runHere('run.packageScript', name.raw, says);
}

/** `npm test`, `pnpm start`, `yarn build`: scripts with a word of their own. */
function runStart(call: Call, word: string, words: readonly Arg[]): void {
  const which = packagesMeant(call);
  const name = word === 't' || word === 'tst' ? 'test' : word;
  const isThere = runPackageScript(call, name, words, which);
  if (isThere || !/^(?:re)?start$/.test(name)) return;
  if (name === 'restart') runPackageScript(call, 'stop', [], which);
  if (name === 'restart' && runPackageScript(call, 'start', words, which)) return;
  const server = literalArg('server.js', call.part);
  if (call.kindOf(server) === 'file') call.command([literalArg('node', call.part), server, ...words]);
}

/** Which packages of a repository its options choose. */
function packagesMeant({ name, args }: Call): Packages {
  const chosen: string[] = [];
  for (const [index, arg] of args.entries()) {
    const { text } = arg;
    if (text === '--') break;
    if (/^(?:-ws|--workspaces|-r|--recursive)$/.test(text ?? ''))
      return args.some((each) => /^(?:-iwr|--include-workspace-root)/.test(each.head)) ? 'all' : 'others';
    if (name === 'pnpm' && /^(?:-w|--workspace-root)$/.test(text ?? '')) return 'root';
    const [, option, value] = /^(-w|-F|--workspace|--filter(?:-prod)?)(?:=(.*))?$/s.exec(text ?? arg.head) ?? [];
    if (option === undefined) continue;
    const given = value ?? args[index + 1]?.text;
    if (given === undefined || text === undefined) return 'all';
    chosen.push(given);
  }
  return chosen.length === 0 ? 'own' : chosen;
}

/** The words that a script is given. */
function wordsAfter(call: Call, parsed: Parsed, name: Arg | undefined): readonly Arg[] {
  if (name === undefined) return [];
  const isNpm = call.name.endsWith('npm') && call.name !== 'pnpm';
  const all = isNpm ? parsed.operands : call.args;
  const words = all.slice(all.indexOf(name) + 1);
  return words[0]?.text === '--' ? words.slice(1) : words;
}

function lifecycle(call: Call, names: readonly string[]): void {
  if (names.length === 0 || call.args.some((arg) => /^--ignore-scripts(?:=true)?$/.test(arg.text ?? ''))) return;
  runLifecycle(call, names, 'all');
}

/** The scripts that a word runs beside what it is for. */
function lifecycleOf(call: Call, word: string): readonly string[] {
  if (/^(?:ci|clean-install|ic|install-clean|rebuild|rb|link|ln)$/.test(word) || IS_UPDATE.has(word))
    return INSTALL_SCRIPTS;
  if (/^(?:install-test|it|cit|install-ci-test)$/.test(word))
    return [...INSTALL_SCRIPTS, 'pretest', 'test', 'posttest'];
  if (word === 'pack') return PACK_SCRIPTS;
  if (word === 'publish') return PUBLISH_SCRIPTS;
  return word === 'version' && call.args.length > 1 ? VERSION_SCRIPTS : [];
}

/** Nothing that is run has the name. */
function isMissing(call: Call, name: Arg): boolean {
  return name.text !== undefined && !call.args.some((arg) => arg.text === '--if-present');
}

function install(call: Call, packages: readonly Arg[], isGlobal: boolean): true | undefined {
  const others = packages.filter((each) => !isOwnFolder(call, each));
  if (!isGlobal) lifecycle(call, INSTALL_SCRIPTS);
  call.runHere('run.packageScript', 'the scripts of an install', "runs the project's scripts");
  if (isGlobal) call.emit('install', 'packages for the whole machine', { detail: 'install.global' });
  else if (others.length === 0) call.emit('install', 'the packages of package.json', { detail: 'install.manifest' });
  else
    call.emit('install', others.map((each) => each.text ?? each.raw).join(' '), {
      detail: others.some((each) => /^(?:git|https?|file|ssh)[+:]|^[^@/]+\/[^/]+$|^[./~]/.test(each.text ?? ''))
        ? 'install.url'
        : 'install.named',
    });
  lookAtArguments(call);
  return true;
}

/** `.` or a folder of the workspace: what it installs is its own code, and what its manifest lists. */
function isOwnFolder(call: Call, arg: Arg): boolean {
  return /^\.{1,2}(?:$|\/)|^file:\.\//.test(arg.text ?? '') && call.areaOf(arg) === 'workspace';
}

function execute(call: Call, parsed: Parsed, verb: Arg): true {
  const rest = call.args.slice(call.args.indexOf(verb) + 1);
  // npm reads its own options wherever they stand before `--`.
  const end = rest.findIndex((arg) => arg.text === '--');
  const own = call.name.endsWith('npm') && call.name !== 'pnpm' ? rest.slice(0, end < 0 ? undefined : end) : [];
  const odd = own.find((arg) => /^--(?:cal|pac)/.test(arg.head));
  if (odd !== undefined && parsed.value('-c') === undefined)
    call.unknown('program.option', odd.raw, 'gives npm a command or a package');
  runPackage(call, rest, call.name === 'pnpm' || call.name === 'yarn' ? 'installed' : 'fetched');
  return true;
}

/** `yarn workspace x test`, `yarn workspaces foreach -A run build`: yarn once more, in other folders. */
function workspace(call: Call, verb: Arg, first: Arg | undefined): true | undefined {
  const after = call.args.slice(first === undefined ? call.args.length : call.args.indexOf(first) + 1);
  const isOne = verb.text === 'workspace';
  if (!isOne && first?.text !== 'foreach' && first?.text !== 'run') return undefined;
  const words = isOne
    ? after
    : after.slice(
        Math.max(
          0,
          after.findIndex((arg) => /^[a-z]/.test(arg.head)),
        ),
      );
  if (words.length === 0) return true;
  if (!isOne) call.folders = foldersOf(call, 'all') ?? call.folders;
  else if (first?.text !== undefined) call.folders = foldersOf(call, [first.text]) ?? call.folders;
  const yarn: Arg = { ...verb, text: 'yarn', head: 'yarn' };
  call.command(first?.text === 'run' ? [yarn, first, ...words] : [yarn, ...words]);
  return true;
}

/** `yarn x`, `pnpm x`, `bun x.ts`: a script of the project, or a program it installed. */
function scriptOrTool(call: Call, parsed: Parsed, verb: Arg, phrase: string): true | undefined {
  const { text } = verb;
  if (text === '-') call.codeFromInput('javascript');
  else if (text === undefined) return undefined;
  else if (call.name === 'bun' && IS_SCRIPT_FILE.test(text)) {
    call.runFile('javascript', verb);
    lookAtArguments(call, { args: call.args.slice(call.args.indexOf(verb) + 1) });
  } else if (!KNOWN_WORD.has(text) && hasPackageScript(call, text)) {
    runScript(call, verb, wordsAfter(call, parsed, verb));
    lookAtArguments(call, { operands: 'edit' });
  } else if (!/^[\w:.-]+$/.test(text)) call.runFile('javascript', verb);
  else if (NODE_TOOLS.has(text)) call.command(call.args.slice(call.args.indexOf(verb)));
  else if (KNOWN_WORD.has(text) || phrase.includes(' ')) return undefined;
  else {
    runScript(call, verb, wordsAfter(call, parsed, verb));
    lookAtArguments(call, { operands: 'edit' });
  }
  return true;
}

const WRAPS = nameSet([RUN, CREATES, 'exec x node workspace workspaces']);
const KNOWN_WORD = nameSet([
  TEST,
  START,
  INSTALL,
  FROM_LOCK,
  UPDATE,
  REMOVE,
  ...LOOKS,
  ...ASKS,
  ...PUBLISHES,
  ...INSTALLS,
  CREATES,
  'config c set cache store pkg server docs bugs repo home pm repl feedback discord npm workspaces constraints',
]);
