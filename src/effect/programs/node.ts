import { either, nameSet } from '../names';
import { type Arg, joined } from '../shell/value';
import { sliceArg } from './grammar';
import { COMMON_TOOL, isShortened, ODD_OPTION } from './nodeTools';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const script: readonly Does[] = [['run', 'run.packageScript', "runs the project's scripts"]];
const tests: readonly Does[] = [['run', 'run.tests', "runs the project's tests"]];
const build: readonly Does[] = [['run', 'run.build', 'builds the project']];
const publish: readonly Does[] = [['publish', 'publish.package', 'changes what is published']];
const asks = (says: string): Subcommand => ({
  loose: true,
  see: (call) => call.unknown('program.beyond', call.name, says),
});
const doing = (does: readonly Does[]): Subcommand => ({ loose: true, does, see: guardOptions });

/** Subcommands of npm, pnpm, yarn and bun; the misspelt ones are npm's own. */
const RUN = 'run run-script rum urn start stop restart';
const TEST = 'test t tst it install-test cit';
const INSTALL = 'install i add in ins isntall a';
const FROM_LOCK = 'ci clean-install install-clean ic rebuild rb fetch import prune';
const CHANGE = 'uninstall remove rm un unlink r update up upgrade udpate';
const ASK = 'view info show v search s find outdated audit ping whoami fund dist-tag docs bugs repo home doctor query';
const REST = [
  // What is installed, and why
  'ls list la ll why explain root bin prefix version help help-search find-dupes completion get licenses sbom',
  // Settings, caches, and the files of the project
  'pkg cache store config c set env workspaces workspace pm init shrinkwrap edit explore repl node',
  // Programs and templates of packages
  'create innit dlx pack link ln global setup self-update plugin patch patch-commit approve-builds',
  'install-scripts dedupe constraints unplug',
  // What is published, and by whom
  'publish unpublish deprecate undeprecate deploy owner access team org trust hook star stars profile',
  'token login logout adduser',
];
/** Names that scripts of a project usually have. */
const SCRIPTS = [
  'tsc vitest jest mocha ava eslint prettier biome vite tsx webpack rollup esbuild turbo nx storybook',
  'lint format typecheck check compile coverage e2e clean prepare preflight',
  'dev watch preview serve prod production',
];

/** npm, pnpm, yarn and bun, and what runs JavaScript. */
export const nodePrograms: readonly Program[] = [
  {
    names: 'npm pnpm yarn bun cnpm',
    loose: true,
    options: [
      '--prefix,-C,--dir,--cwd=cwd -F,--filter= -w,--workspace=',
      '--registry=no --script-shell=no --userconfig=no --globalconfig=no --node-options=no --loglevel= --reporter=',
      '--shell=no --config=no --preload=no --require=no --import=no --tsconfig-override=no --env-file=read',
      '--eval=no --print=no',
    ],
    subcommands: {
      [either([RUN, 'x:run'])]: doing(script),
      [either(TEST)]: doing(tests),
      build: {
        loose: true,
        see: (call, parsed) => {
          call.runHere('run.build', call.name, 'builds the project');
          buildInto(call, parsed);
          return undefined;
        },
      },
      [either(INSTALL)]: { loose: true, see: install },
      [either(FROM_LOCK)]: {
        loose: true,
        does: [['install', 'install.manifest', 'installs what the lock file lists']],
        see: guardOptions,
      },
      [either(CHANGE)]: {
        loose: true,
        see: (call, parsed) => {
          guardOptions(call, parsed);
          call.emit('install', call.name, {
            detail:
              /^(?:up|upd|udp)/.test(word(call)) && parsed.operands.length === 0 ? 'install.update' : 'install.change',
            says: 'changes which packages are installed',
          });
          return undefined;
        },
      },
      [either(ASK)]: {
        loose: true,
        see: (call, parsed) => {
          guardOptions(call, parsed);
          if (/^(?:audit)$/.test(word(call)) && /^(?:fix)$/.test(parsed.operands[0]?.text ?? ''))
            call.emit('install', call.name, { detail: 'install.change' });
          else if (word(call) === 'dist-tag' && parsed.operands[0]?.text !== 'ls')
            call.emit('publish', call.name, { detail: 'publish.package' });
          else if (/^(?:docs|bugs|repo|home)$/.test(word(call)))
            call.unknown('program.beyond', call.name, 'opens a page in a browser');
          else call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the package registry' });
          return undefined;
        },
      },
      'exec|x': { loose: true, stopsAtOperand: true, options: '-c,--call=shell -p,--package=', see: rest },
      [either([...REST, '-v'])]: { loose: true, see: rest },
      [either(SCRIPTS)]: doing(script),
    },
    see: packageTool,
  },
  {
    names: 'npx bunx pnpx',
    loose: true,
    stopsAtOperand: true,
    options: [
      '-y,--yes -n,--no,--no-install -q,--quiet -p,--package= -c,--call=shell --registry=no --bun --ignore-existing',
      '--node-options=no --shell=no -w,--workspace=',
    ],
    see: executor,
  },
  {
    names: 'node nodejs',
    options: [
      '-e,--eval= -p,--print= -c,--check -i,--interactive! -r,--require=no --import=no --loader=no',
      '--experimental-loader=no -C,--conditions= --input-type= --test --test-only',
      '--test-reporter= --test-name-pattern= --test-concurrency= --test-timeout= --test-coverage-lines= --watch',
      '--watch-path= --env-file=read --env-file-if-exists=read',
      '--max-old-space-size= --stack-size= --stack-trace-limit=',
      '--no-warnings --no-deprecation --trace-warnings --trace-deprecation --trace-uncaught --enable-source-maps',
      '--experimental-vm-modules --experimental-strip-types --experimental-transform-types',
      '--experimental-test-coverage --experimental-sqlite --experimental-json-modules --expose-gc',
      '--unhandled-rejections= --throw-deprecation --inspect=? --inspect-brk=?',
      '--prof --cpu-prof --heap-prof --no-experimental-strip-types --preserve-symlinks --disable-warning= --run=',
      '-v -h --v8-options --use-strict',
    ],
    stopsAtOperand: true,
    see: node,
  },
  {
    names: 'deno',
    loose: true,
    stopsAtOperand: true,
    subcommands: {
      'check|fmt|lint|doc|info|types|test|bench|task|compile|coverage|cache': {
        loose: true,
        does: script,
        see: (call) => {
          for (const arg of call.args) if (IS_FETCHED.test(arg.head)) runFirst(call, arg);
          return undefined;
        },
      },
      'run|serve': { loose: true, stopsAtOperand: true, see: (call, parsed) => runFirst(call, parsed.operands[0]) },
      eval: {
        loose: true,
        see: (call, parsed) => {
          const [code] = parsed.operands;
          if (code !== undefined) call.code('javascript', code);
          return undefined;
        },
      },
      'install|add|remove|upgrade|uninstall|outdated|publish|deploy|jupyter|repl|x|create|init': asks(
        'installs, publishes or runs something from elsewhere',
      ),
    },
  },
  {
    names: 'tsx ts-node esno swc-node',
    options: [
      '--tsconfig= -P= --project= --no-cache --watch -T --transpile-only --esm --files --swc --test --env-file=read',
      '-r=no --require=no --import=no -e= --eval= -p= --print= --include= --exclude= --conditions= -C= -v',
    ],
    stopsAtOperand: true,
    see: node,
  },
  {
    names: 'tsc vue-tsc tsgo',
    loose: true,
    options: '--outDir=folder --outdir=folder --outFile=write --declarationDir=folder -p,--project=read',
    does: build,
  },
  {
    names: [
      'eslint prettier biome stylelint xo standard tslint oxlint oxfmt dprint jshint htmlhint',
      'markdownlint markdownlint-cli2 cspell textlint alex remark commitlint lint-staged ls-lint sort-package-json',
      'knip depcheck madge publint attw syncpack jscpd size-limit bundlesize',
    ],
    loose: true,
    options: [
      '-c,--config=read --config-path=read --resolve-plugins-relative-to=no --rulesdir=no --plugin=',
      '-o,--output-file=write --cache-location=write',
    ],
    does: [['run', 'run.tool', "checks or formats the project's files"]],
    see: ownFiles,
  },
  {
    names: [
      'jest vitest mocha ava tap tape jasmine karma qunit uvu nyc c8',
      'cypress playwright wdio testcafe web-test-runner nightwatch',
    ],
    loose: true,
    options: '-c,--config=read -r,--require= --root=cwd --rootDir=cwd',
    does: tests,
    see: ownFiles,
  },
  {
    names: [
      // Bundlers and compilers
      'vite webpack rollup esbuild parcel swc babel tsup unbuild microbundle ncc rslib rsbuild rspack sass lessc',
      'tailwindcss postcss napi wasm-pack',
      // Frameworks and sites
      'next nuxt nuxi astro gatsby remix svelte-kit svelte-check ng vue-cli-service react-scripts sapper ember quasar',
      'eleventy docusaurus vitepress hexo storybook start-storybook build-storybook ladle histoire',
      // Programs for desktops and phones
      'tauri electron electron-builder electron-forge expo metro react-native',
      // Runners of tasks, in one package or in many
      'turbo nx lerna rush gulp grunt wireit moon just-scripts changeset husky patch-package',
      // Documentation, and code made from schemas
      'typedoc jsdoc api-extractor graphql-codegen openapi-typescript protoc buf prisma drizzle-kit knex',
    ],
    loose: true,
    see: buildTool,
  },
  {
    names: 'vsce ovsx',
    loose: true,
    subcommands: {
      'package|ls|verify-pat': doing(build),
      'publish|unpublish|login|logout|create-namespace': { loose: true, does: publish },
    },
  },
  {
    names: 'nvm fnm n volta corepack asdf',
    loose: true,
    see: (call) =>
      /^(?:ls|list|current|version|which|--version|use|ls-remote|env)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : call.emit('install', call.name, { detail: 'install.tool' }),
  },
  {
    names: 'http-server serve live-server json-server browser-sync',
    loose: true,
    see: (call) => call.emit('listen', 'a port', { detail: 'listen.port' }),
  },
];

function word(call: Call): string {
  return call.args.find((arg) => !arg.head.startsWith('-'))?.text ?? '';
}

/** Options of npm may stand anywhere. */
function guardOptions(call: Call, parsed: Parsed): undefined {
  for (const [index, arg] of call.args.entries()) {
    if (arg.text === '--') break;
    if ((ODD_OPTION.test(arg.head) || isShortened(arg.head)) && call.args[index - 1]?.text !== 'run') {
      if (/^--prefix|^-C|^--(?:dir|cwd)(?:=|$)/.test(arg.head)) {
        const where = arg.head.includes('=') ? sliceArg(arg, arg.head.indexOf('=') + 1) : call.args[index + 1];
        if (where !== undefined) call.file('folder', where);
        const folders = where === undefined ? undefined : call.resolve(where);
        for (const folder of folders ?? [])
          call.emit('run', folder, { detail: 'run.packageScript', ...placeOf(call, folder) });
      } else
        call.unknown(
          'program.option',
          arg.raw,
          `gives \`${call.name}\` ${arg.raw}, which takes packages or programs from elsewhere`,
        );
    }
  }
  const [first] = parsed.operands;
  if (call.name === 'bun' && word(call) === 'run' && first !== undefined) {
    if (first.text === '-') call.codeFromInput('javascript');
    else if (/[/\\]|\.[cm]?[jt]sx?$/.test(first.head)) call.runFile('javascript', first);
  }
  return undefined;
}

function placeOf(call: Call, folder: string): { place?: NonNullable<ReturnType<Call['placeOf']>> } {
  const place = call.placeOf(folder);
  return place === undefined ? {} : { place };
}

function install(call: Call, parsed: Parsed): undefined {
  guardOptions(call, parsed);
  const isGlobal = call.args.some((arg) => /^(?:-g|--global|--location=global|--save-peer)$/.test(arg.text ?? ''));
  const packages = parsed.operands.filter((operand) => !/^(?:\.|\.\/)$/.test(operand.text ?? ''));
  if (packages.length === 0 && !isGlobal)
    call.emit('install', 'the packages of package.json', { detail: 'install.manifest' });
  else
    call.emit('install', packages.map((each) => each.text ?? each.raw).join(' ') || 'packages', {
      detail: isGlobal
        ? 'install.global'
        : packages.some((each) => /^(?:git|https?|file)[+:]|^[^@/]+\/[^/]+$/.test(each.text ?? ''))
          ? 'install.url'
          : 'install.named',
    });
  return undefined;
}

const REST_LOOKS = nameSet([
  'ls list la ll why explain root bin prefix help help-search find-dupes completion get licenses sbom version -v',
]);
const REST_PUBLISHES = nameSet([
  'publish unpublish deprecate undeprecate deploy owner access team org trust hook star profile',
  'token login logout adduser',
]);

function rest(call: Call, parsed: Parsed): undefined {
  guardOptions(call, parsed);
  const name = word(call);
  const [first, second] = parsed.operands;
  const text = first?.text ?? '';
  if (REST_LOOKS.has(name)) {
    if (name === 'version' && first !== undefined) {
      call.file('write', { ...first, text: 'package.json', head: 'package.json', isPattern: false });
      call.runHere('run.packageScript', call.name);
      call.emit('gitHistory', 'a tag', { detail: 'git.local.tag' });
    }
    return undefined;
  }
  if (name === 'pkg') {
    if (text !== 'get') call.unknown('program.beyond', 'npm pkg', 'changes package.json');
    return undefined;
  }
  if (name === 'config' || name === 'c' || name === 'set') {
    if (!/^(?:get|list|ls)$/.test(text) || name === 'set' || /token|auth|password/i.test(second?.text ?? ''))
      call.emit('environment', 'the settings of npm', {
        detail: 'env.npm',
        says: 'reads or changes the settings of the package manager',
      });
    return undefined;
  }
  if (name === 'cache' || name === 'store') {
    if (!/^(?:ls|verify|dir|path|status)$/.test(text))
      call.emit('delete', "the package manager's cache", { detail: 'delete.cache', ...placeOf(call, '/nowhere') });
    return undefined;
  }
  if (name === 'pm') {
    if (!/^(?:bin|ls|hash|cache|whoami|version)?$/.test(text) || second !== undefined)
      call.unknown('program.beyond', 'bun pm', 'changes packages');
    return undefined;
  }
  if (name === 'pack') {
    call.runHere('run.packageScript', call.name);
    return undefined;
  }
  if (name === 'workspace') {
    if (parsed.operands.length > 1) call.runHere('run.packageScript', call.name);
    return undefined;
  }
  if (name === 'workspaces') {
    if (text !== '' && text !== 'list' && text !== 'info') call.runHere('run.packageScript', call.name);
    return undefined;
  }
  if (name === 'init') {
    if (first !== undefined) call.emit('install', first.raw, { detail: 'install.named' });
    else
      call.file('write', {
        text: 'package.json',
        head: 'package.json',
        unknown: undefined,
        isPattern: false,
        splits: false,
        taint: 0,
        raw: 'package.json',
        start: 0,
        end: 0,
      });
    return undefined;
  }
  if (/^(?:exec|x)$/.test(name)) {
    // npm reads its own options wherever they stand.
    const end = parsed.operands.findIndex((operand) => operand.text === '--');
    const odd = parsed.operands
      .slice(0, end < 0 ? undefined : end)
      .find((operand) => call.name === 'npm' && /^--(?:cal|pac)/.test(operand.head));
    if (odd !== undefined) call.unknown('program.option', odd.raw, 'gives npm a command or a package');
    return executor(call, { ...parsed, operands: parsed.operands.filter((_, index) => index !== end) });
  }
  if (/^(?:dlx|create|innit)$/.test(name)) return executor(call, parsed);
  if (/^(?:node|repl)$/.test(name)) {
    if (name === 'node' && first !== undefined) call.runFile('javascript', first);
    else call.unknown('program.beyond', call.name, 'starts an interpreter');
    return undefined;
  }
  if (REST_PUBLISHES.has(name))
    call.emit('publish', 'the registry', { detail: 'publish.package', says: 'changes what or who is on the registry' });
  else if (
    /^(?:link|ln|global|setup|env|self-update|plugin|approve-builds|patch|patch-commit|install-scripts)$/.test(name)
  )
    call.emit('install', name, { detail: 'install.change' });
  else if (!/^(?:constraints|stars|shrinkwrap)$/.test(name))
    call.unknown('program.subcommand', name, `uses \`${call.name} ${name}\`, which is not known`);
  return undefined;
}

/** The options before the first word: those of the tool itself. */
function leadingOptions(call: Call): Call['args'] {
  const first = call.args.findIndex((arg) => !arg.head.startsWith('-'));
  return first < 0 ? call.args : call.args.slice(0, first);
}

/** `yarn x`, `bun x.ts`, `pnpm x`: a script or program of the project. Alone: an install. */
function packageTool(call: Call, parsed: Parsed): undefined {
  if (call.name === 'bun')
    for (const arg of leadingOptions(call))
      if (/^-[repc]$/.test(arg.text ?? ''))
        call.unknown('program.option', arg.raw, `gives bun ${arg.raw}, which runs code`);
  const [first] = parsed.operands;
  if (first === undefined) {
    if (call.name === 'yarn' && !parsed.has('-v', '--version'))
      call.emit('install', 'the packages of package.json', { detail: 'install.manifest' });
    return undefined;
  }
  if (
    /^(?:run|run-script|x|exec|dlx|install|i|add|test|t|build|ci|create|publish)$/.test(first.text ?? '') ||
    call.name === 'npm' ||
    call.name === 'cnpm'
  ) {
    if ((call.name === 'npm' || call.name === 'cnpm') && !KNOWN_NPM.has(first.text ?? ''))
      call.unknown('program.subcommand', first.raw, `uses \`${call.name} ${first.raw}\`, which is not known`);
    return undefined;
  }
  if (first.text === '-') call.codeFromInput('javascript');
  else if (first.text !== undefined && !/^[\w:.-]+$/.test(first.text)) call.runFile('javascript', first);
  else if (first.text === undefined) call.unknown('value.command', first.raw, "runs a script whose name can't be told");
  else if (call.name !== 'yarn' && call.name !== 'pnpm' && /\.[cm]?[jt]sx?$/.test(first.text))
    call.runFile('javascript', first);
  else if (!KNOWN_NPM.has(first.text))
    call.runHere('run.packageScript', `${call.name} ${first.text}`, "runs the project's scripts");
  return undefined;
}

const KNOWN_NPM = nameSet([RUN, TEST, 'build', 'exec x', INSTALL, FROM_LOCK, CHANGE, ASK, ...REST]);

function executor(call: Call, parsed: Parsed): undefined {
  const words = parsed.operands.filter((operand, index) => !(index === 0 && operand.text === '--'));
  const [first] = words;
  if (parsed.has('-c', '--call')) return undefined;
  if (first === undefined) {
    if (parsed.has('-p', '--package'))
      call.emit('install', parsed.value('-p')?.raw ?? 'a package', { detail: 'install.named' });
    return undefined;
  }
  const name = first.text ?? '';
  const isCreate = /^(?:create|innit|dlx)$/.test(word(call));
  if (!isCreate && COMMON_TOOL.has(name) && !parsed.has('-p', '--package')) {
    call.command([{ ...first, text: name.replace(/^@biomejs\//, ''), head: name }, ...words.slice(1)]);
    return undefined;
  }
  if (
    !isCreate &&
    name !== '' &&
    !/[@/]/.test(name) &&
    (call.kindOf({ ...first, text: `node_modules/.bin/${name}`, head: name }) === 'file' ||
      parsed.has('--no', '--no-install'))
  ) {
    call.runHere('run.tool', name);
    return undefined;
  }
  call.emit('install', name || first.raw, { detail: 'install.run', says: `fetches and runs ${name || first.raw}` });
  return undefined;
}

function node(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const code = parsed.options
    .filter(({ name }) => name === '-e' || name === '-p' || name === '--eval' || name === '--print')
    .map(({ value }) => value);
  // `-pe CODE`: both letters, not a `-p` with the code `e`.
  const cluster = call.args.findIndex((arg) => arg.text === '-pe');
  const [operand] = parsed.operands;
  if (cluster >= 0 && operand === call.args[cluster + 1] && operand !== undefined) call.code('javascript', operand);
  else for (const each of code) if (each !== undefined) call.code('javascript', each);
  if (code.length > 0) return call.out(undefined, 'any');
  const run = parsed.value('--run');
  if (run !== undefined) call.runHere('run.packageScript', run.raw);
  if (parsed.has('--test')) {
    call.runHere('run.tests', 'node --test');
    return undefined;
  }
  const [file] = parsed.operands;
  if (parsed.has('--check', '-c') && file !== undefined) return call.file('read', file);
  if (file === undefined || file.text === '-') {
    if (!parsed.has('-v', '-h', '--v8-options') && run === undefined) call.codeFromInput('javascript');
    return undefined;
  }
  if (call.name.startsWith('ts') && file.text === 'watch')
    return void (parsed.operands[1] !== undefined && call.runFile('javascript', parsed.operands[1]));
  call.runFile('javascript', file);
  return undefined;
}

const IS_FETCHED = /^(?:https?|npm|jsr|data):/;

function runFirst(call: Call, file: Arg | undefined): undefined {
  if (file === undefined) return undefined;
  if (file.text === '-') call.codeFromInput('javascript');
  else if (IS_FETCHED.test(file.head))
    call.emit('run', file.raw, { detail: 'run.remote', says: `runs ${file.raw}, which it downloads` });
  else call.runFile('javascript', file);
  return undefined;
}

function buildInto(call: Call, parsed: Parsed): undefined {
  for (const option of ['--outdir', '--outfile'])
    for (const [index, arg] of call.args.entries())
      if (call.args[index - 1]?.text === option) call.file('write', arg);
      else if (arg.head.startsWith(`${option}=`))
        call.file('write', {
          ...arg,
          text: arg.text?.slice(option.length + 1),
          head: arg.head.slice(option.length + 1),
        });
  void parsed;
  return undefined;
}

function buildTool(call: Call, parsed: Parsed): undefined {
  const first = word(call);
  if (
    /^(?:publish|login|logout|deploy|add|telemetry|eject|migrate|upgrade|update|submit|release)$/.test(first) &&
    /^(?:lerna|changeset|turbo|nx|expo|electron-builder|nuxi|next|astro|ng|rush|electron-forge|prisma)$/.test(call.name)
  ) {
    if (/^(?:publish|deploy|submit|release|login|logout)$/.test(first))
      call.emit('publish', call.name, { detail: 'publish.package' });
    else call.emit('install', call.name, { detail: 'install.change' });
    return undefined;
  }
  const words = joined(call.args)?.text ?? '';
  if (
    (call.name === 'prisma' && /\b(?:db (?:push|execute|seed)|migrate (?:reset|deploy|dev|resolve))\b/.test(words)) ||
    (call.name === 'drizzle-kit' && /\b(?:push|drop|migrate)\b/.test(words)) ||
    (call.name === 'knex' && /migrate|seed/.test(words))
  )
    call.emit('database', words, { detail: 'database.migrate', says: 'changes the database' });
  ownFiles(call);
  call.runHere('run.build', call.name, 'builds or serves the project');
  buildInto(call, parsed);
  return undefined;
}

/** Their files and settings may lie elsewhere: then it is code or text from elsewhere. */
function ownFiles(call: Call): undefined {
  for (const arg of call.args) if (/^(?:\/|~|\.\.\/)/.test(arg.head) && arg.text !== undefined) call.file('edit', arg);
  return undefined;
}
