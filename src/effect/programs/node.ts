import { joined } from '../shell/value';
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
      'run|run-script|rum|urn|start|stop|restart|x:run': doing(script),
      'test|t|tst|it|install-test|cit': doing(tests),
      build: {
        loose: true,
        see: (call, parsed) => {
          call.runHere('run.build', call.name, 'builds the project');
          buildInto(call, parsed);
          return undefined;
        },
      },
      'install|i|add|in|ins|isntall|a': { loose: true, see: install },
      'ci|clean-install|install-clean|ic|dedupe|rebuild|rb|fetch|import|prune': {
        loose: true,
        does: [['install', 'install.manifest', 'installs what the lock file lists']],
        see: guardOptions,
      },
      'uninstall|remove|rm|un|unlink|r|update|up|upgrade|udpate': {
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
      'view|info|show|v|search|s|find|outdated|audit|ping|whoami|fund|dist-tag|docs|bugs|repo|home|doctor|query': {
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
      'ls|list|la|ll|why|explain|root|bin|prefix|version|-v|help|help-search|find-dupes|completion|get|licenses|pkg|cache|store|config|c|set|workspaces|workspace|pm|init|create|innit|exec|x|dlx|pack|publish|unpublish|deprecate|owner|access|team|org|token|login|logout|adduser|profile|hook|star|stars|link|ln|explore|edit|sbom|shrinkwrap|setup|env|patch|patch-commit|deploy|dedupe|plugin|node|global|self-update|approve-builds|constraints|unplug|repl|trust|undeprecate|install-scripts':
        { loose: true, see: rest },
      'tsc|vitest|jest|eslint|prettier|biome|vite|tsx|webpack|rollup|esbuild|mocha|ava|turbo|nx|lint|format|typecheck|dev|check|compile|coverage|e2e|clean|prepare|watch|preview|serve|storybook|prod|production|preflight':
        doing(script),
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
      'check|fmt|lint|doc|info|types|test|bench|task|compile|coverage|cache': doing(script),
      'run|serve': { loose: true, stopsAtOperand: true, see: (call, parsed) => runFirst(call, parsed) },
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
    names:
      'eslint prettier biome stylelint xo standard tslint oxlint oxfmt dprint markdownlint markdownlint-cli2 cspell htmlhint jshint commitlint knip depcheck madge publint attw syncpack sort-package-json ls-lint textlint jscpd size-limit bundlesize lint-staged alex remark',
    loose: true,
    options: [
      '-c,--config=read --config-path=read --resolve-plugins-relative-to=no --rulesdir=no --plugin=',
      '-o,--output-file=write --cache-location=write',
    ],
    does: [['run', 'run.tool', "checks or formats the project's files"]],
    see: ownFiles,
  },
  {
    names:
      'jest vitest mocha ava tap jasmine karma cypress playwright nyc c8 wdio testcafe qunit uvu tape web-test-runner nightwatch',
    loose: true,
    options: '-c,--config=read -r,--require= --root=cwd --rootDir=cwd',
    does: tests,
    see: ownFiles,
  },
  {
    names:
      'vite webpack rollup esbuild parcel swc babel turbo nx lerna next nuxt nuxi astro gatsby remix svelte-kit svelte-check ng vue-cli-service react-scripts tsup unbuild microbundle ncc gulp grunt rush sapper eleventy docusaurus storybook start-storybook build-storybook tailwindcss postcss sass lessc rslib rsbuild rspack tauri electron electron-builder electron-forge expo metro react-native ember quasar wireit ladle histoire vitepress hexo typedoc jsdoc api-extractor graphql-codegen openapi-typescript protoc buf prisma drizzle-kit knex changeset patch-package husky napi wasm-pack just-scripts moon',
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

const ODD_OPTION =
  /^--(?:registry|script-shell|userconfig|globalconfig|node-options|shell|ignore-scripts=false|unsafe-perm|scripts-prepend|prefix|global-style|location=global|init-module|otp|scope=|@[^=]*:registry|proxy|https-proxy|cafile|strict-ssl=false|git=|browser=|editor=|viewer=|onload-script)/;

/** Options of npm may stand anywhere. */
function guardOptions(call: Call, parsed: Parsed): undefined {
  for (const [index, arg] of call.args.entries()) {
    if (arg.text === '--') break;
    if (ODD_OPTION.test(arg.head) && call.args[index - 1]?.text !== 'run') {
      if (/^--prefix/.test(arg.head)) {
        const where = arg.head.includes('=')
          ? { ...arg, text: arg.text?.slice(9), head: arg.head.slice(9) }
          : call.args[index + 1];
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
  void parsed;
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

function rest(call: Call, parsed: Parsed): undefined {
  guardOptions(call, parsed);
  const name = word(call);
  const [first, second] = parsed.operands;
  const text = first?.text ?? '';
  if (
    /^(?:ls|list|la|ll|why|explain|root|bin|prefix|help|help-search|find-dupes|completion|get|licenses|sbom|version|-v)$/.test(
      name,
    )
  ) {
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
  if (/^(?:exec|x|dlx|create|innit)$/.test(name)) return executor(call, { ...parsed, operands: parsed.operands });
  if (/^(?:node|repl)$/.test(name)) {
    if (name === 'node' && first !== undefined) call.runFile('javascript', first);
    else call.unknown('program.beyond', call.name, 'starts an interpreter');
    return undefined;
  }
  if (
    /^(?:publish|unpublish|deprecate|undeprecate|owner|access|team|org|token|login|logout|adduser|profile|hook|star|deploy|trust)$/.test(
      name,
    )
  )
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
    if ((call.name === 'npm' || call.name === 'cnpm') && !KNOWN_NPM.test(first.text ?? ''))
      call.unknown('program.subcommand', first.raw, `uses \`${call.name} ${first.raw}\`, which is not known`);
    return undefined;
  }
  if (parsed.operands.length > 0 && first.text !== undefined && !/^[\w:.-]+$/.test(first.text))
    call.runFile('javascript', first);
  else if (first.text === undefined) call.unknown('value.command', first.raw, "runs a script whose name can't be told");
  else if (call.name !== 'yarn' && call.name !== 'pnpm' && /\.[cm]?[jt]sx?$/.test(first.text))
    call.runFile('javascript', first);
  else if (!KNOWN_NPM.test(first.text))
    call.runHere('run.packageScript', `${call.name} ${first.text}`, "runs the project's scripts");
  return undefined;
}

const KNOWN_NPM =
  /^(?:run|run-script|rum|urn|start|stop|restart|test|t|tst|it|install-test|cit|build|install|i|add|in|ins|isntall|a|ci|clean-install|install-clean|ic|dedupe|rebuild|rb|fetch|import|prune|uninstall|remove|rm|un|unlink|r|update|up|upgrade|udpate|view|info|show|v|search|s|find|outdated|audit|ping|whoami|fund|dist-tag|docs|bugs|repo|home|doctor|query|ls|list|la|ll|why|explain|root|bin|prefix|version|help|help-search|find-dupes|completion|get|licenses|pkg|cache|store|config|c|set|workspaces|workspace|pm|init|create|innit|exec|x|dlx|pack|publish|unpublish|deprecate|owner|access|team|org|token|login|logout|adduser|profile|hook|star|stars|link|ln|explore|edit|sbom|shrinkwrap|setup|env|patch|patch-commit|deploy|plugin|node|global|self-update|approve-builds|constraints|unplug|repl|trust|undeprecate|install-scripts)$/;

/** Tools that projects have installed; anything else would be fetched first. */
const COMMON_TOOL =
  /^(?:tsc|tsx|ts-node|eslint|prettier|biome|@biomejs\/biome|vitest|jest|mocha|vite|webpack|rollup|esbuild|next|nuxt|astro|playwright|cypress|turbo|nx|lerna|prisma|drizzle-kit|stylelint|tailwindcss|postcss|svelte-check|vue-tsc|oxlint|knip|depcheck|madge|typedoc|c8|nyc|ava|tap|rimraf|concurrently|cross-env|npm-run-all|lint-staged|commitlint|size-limit|publint|tsup|swc|babel|gulp|grunt|storybook|ng|expo|rspack|rsbuild|markdownlint|markdownlint-cli2|cspell|sort-package-json|graphql-codegen|electron-builder|tsd|dprint|standard|xo|changeset|husky|vue-cli-service|react-scripts|wrangler|vsce|nodemon)$/;

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
  if (!isCreate && COMMON_TOOL.test(name) && !parsed.has('-p', '--package')) {
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
  for (const each of code) if (each !== undefined) call.code('javascript', each);
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

function runFirst(call: Call, parsed: Parsed): undefined {
  const [file] = parsed.operands;
  if (file === undefined) return undefined;
  if (/^(?:https?|npm|jsr|data):/.test(file.text ?? ''))
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
