import { nameSet } from '../names';
import { type Arg, literalArg } from '../shell/value';
import { plainField } from './jsonField';
import { listensLocally } from './listening';
import { IS_SCRIPT_FILE } from './packageRunners';
import { runPackageScript } from './packageScripts';
import type { Call, Parsed, Program } from './program';
import { runDenoTask } from './taskScripts';
import { loadCode, loadVariables, lookAtArguments } from './toolArguments';
import { isDryRun, verbPrograms } from './verbs';

const NODE_OPTIONS = [
  // What it runs
  '-e,--eval= -p,--print=? -c,--check -i,--interactive! --run= --test --test-only --watch -r,--require= --import=',
  '--loader= --experimental-loader= --env-file= --env-file-if-exists= -C,--conditions= --input-type= --build-sea!',
  '--build-snapshot --build-snapshot-config=read --snapshot-blob=write --entry-url --experimental-entry-url',
  '--experimental-network-imports! --experimental-config-file=? --experimental-default-config-file',
  '--experimental-policy=file --experimental-sea-config=read --abort-on-uncaught-exception',
  // Tests
  '--test-reporter= --test-reporter-destination=write --test-name-pattern= --test-skip-pattern= --test-concurrency=',
  '--test-timeout= --test-coverage-lines= --test-coverage-branches= --test-coverage-functions= --test-coverage-include=',
  '--test-coverage-exclude= --test-force-exit --test-isolation= --experimental-test-isolation= --test-shard=',
  '--test-global-setup= --test-update-snapshots --experimental-test-coverage --experimental-test-snapshots',
  '--experimental-test-module-mocks --test-udp-no-try-send --test-rerun-failures=write --test-random-seed=',
  '--experimental-test-tag-filter= --test-randomize',
  // Watching
  '--watch-path= --watch-preserve-output --watch-kill-signal=',
  // Memory, and how the machine works
  '--max-old-space-size= --max-semi-space-size= --max-heap-size= --max-old-space-size-percentage= --stack-size=',
  '--v8-pool-size= --v8-options --expose-gc --trace-gc --jitless --interpreted-frames-native-stack --huge-max-old-generation-size=',
  '--heapsnapshot-near-heap-limit= --heapsnapshot-signal= --secure-heap= --secure-heap-min= --use-largepages=',
  '--zero-fill-buffers --single-threaded --optimize-for-size --allow-natives-syntax --harmony --node-snapshot',
  // What it tells
  '--no-warnings=? --warnings --no-deprecation --trace-warnings --trace-deprecation --trace-uncaught --trace-exit',
  '--trace-sync-io --trace-sigint --trace-tls --trace-events-enabled --trace-event-categories= --trace-require-module=?',
  '--trace-event-file-pattern=write --trace-env --trace-env-js-stack --trace-opt --trace-deopt --trace-promises',
  '--pending-deprecation --throw-deprecation --disable-warning= --redirect-warnings=write --enable-source-maps',
  '--unhandled-rejections= --stack-trace-limit= --extra-info-on-fatal-exception --force-node-api-uncaught-exceptions-policy=?',
  '--verify-base-objects --title= --completion-bash -v,--version -h,--help --deprecation',
  // Reports and profiles
  '--prof --prof-process --cpu-prof --cpu-prof-dir=write --cpu-prof-name=write --cpu-prof-interval= --heap-prof',
  '--heap-prof-dir=write --heap-prof-name=write --heap-prof-interval= --report-on-fatalerror --report-on-signal',
  '--report-uncaught-exception --report-dir,--report-directory=write --report-filename=write --report-compact',
  '--report-signal= --report-exclude-network --report-exclude-env --diagnostic-dir=write --no-logfile --logfile=write',
  '--perf-basic-prof --perf-prof --experimental-inspector-network-resource',
  // How modules are found
  '--experimental-vm-modules --experimental-strip-types --experimental-transform-types --no-experimental-strip-types',
  '--no-strip-types --experimental-json-modules --experimental-wasm-modules --experimental-require-module',
  '--no-experimental-require-module --no-require-module --experimental-default-type= --experimental-specifier-resolution=',
  '--experimental-detect-module --no-experimental-detect-module --no-experimental-repl-await --experimental-repl-await',
  '--experimental-import-meta-resolve --experimental-print-required-tla --es-module-specifier-resolution=',
  '--preserve-symlinks --preserve-symlinks-main --experimental-shadow-realm --experimental-addon-modules',
  '--experimental-global-navigator --no-experimental-global-navigator --experimental-websocket --no-experimental-websocket',
  '--experimental-eventsource --experimental-fetch --no-experimental-fetch --experimental-global-webcrypto',
  '--no-experimental-global-webcrypto --no-experimental-global-customevent --experimental-sqlite --no-experimental-sqlite',
  '--experimental-webstorage --no-experimental-webstorage --no-webstorage --localstorage-file=write --experimental-worker',
  '--experimental-async-context-frame --no-async-context-frame --experimental-wasi-unstable-preview1 --experimental-permission',
  '--no-addons --no-global-search-paths --frozen-intrinsics --disable-proto= --disallow-code-generation-from-strings',
  '--use-strict --node-memory-debug --no-compilation-cache --insecure-http-parser! --icu-data-dir=read',
  // Rights, network, trust
  '--permission --permission-audit --allow-fs-read= --allow-fs-write= --allow-child-process --allow-worker --allow-addons',
  '--allow-wasi --allow-inspector --allow-net --dns-result-order= --network-family-autoselection-attempt-timeout=',
  '--no-network-family-autoselection --max-http-header-size= --tls-cipher-list= --tls-min-v1.0! --tls-min-v1.1!',
  '--tls-min-v1.2 --tls-min-v1.3 --tls-max-v1.2 --tls-max-v1.3 --tls-keylog=no --openssl-config=no --openssl-shared-config!',
  '--openssl-legacy-provider --use-openssl-ca --use-bundled-ca --use-system-ca --enable-fips --force-fips --use-env-proxy',
  '--enable-network-family-autoselection --trace-sigint --inspect=? --inspect-brk=? --inspect-wait=? --inspect-port=',
  '--debug-port= --inspect-publish-uid= --experimental-network-inspection --disable-sigusr1 --experimental-worker-inspection',
];

/** node and its like, the compiler of TypeScript, servers of files, and which version of node is used. */
export const nodePrograms: readonly Program[] = [
  { names: 'node nodejs', options: NODE_OPTIONS, stopsAtOperand: true, see: node },
  {
    names: 'tsx ts-node esno swc-node ts-node-dev tsnd vite-node',
    options: [
      NODE_OPTIONS.join(' '),
      '--tsconfig=read -P=read --project=read --no-cache -T --transpile-only --esm --files --swc --include= --exclude=',
      '--cwd=cwd --cwd-mode --script-mode -s -D -I= --ignore= -O= --compiler-options= --compiler=file -H --compiler-host',
      '--typecheck --type-check -F --fast --pretty --log-error --emit --scope --scopeDir=read --respawn --debug',
      '--ignore-watch= --clear --cls --notify= --poll --rs --prefer-ts-exts --skip-project --skip-ignore --showConfig',
      '--clear-screen=? --experimentalSpecifierResolution= --options= --root=cwd -w --exit-child --quiet --dedupe',
    ],
    stopsAtOperand: true,
    see: node,
  },
  {
    names: 'deno',
    loose: true,
    options: [
      '-c,--config=file --import-map=file --lock=write --cert=no --location= -L,--log-level= --preload=file --env-file=?',
      '--unsafely-ignore-certificate-errors=? -r,--reload=? --v8-flags=? --seed= --cwd=cwd --ext= -o,--output=write',
      '--unstable-hmr --host= --port= -f --filter= --junit-path=write --coverage=? --target= --icon=read -n,--name=',
      '--inspect=? --inspect-brk=? --inspect-wait=? --allow-scripts=? --node-modules-dir=? --check=? --ignore=? --eval',
    ],
    subcommands: {
      'check|fmt|lint|doc|info|types|test|bench|compile|coverage|cache|clean|completions|lsp|run|serve|outdated|approve-scripts':
        { loose: true, see: denoFiles },
      task: {
        loose: true,
        options: '--cwd=cwd -c,--config=file -f,--filter= -r,--recursive --eval!',
        see: (call) => {
          call.runHere('run.packageScript', 'deno task', "runs the project's scripts");
          const [name, ...words] = call.args.filter((arg, index) => index > 0 && !arg.head.startsWith('-'));
          if (name?.text !== undefined && !runDenoTask(call, name.text, words))
            runPackageScript(call, name.text, words);
          return lookAtArguments(call, { operands: 'edit' });
        },
      },
      'install|i': {
        loose: true,
        options: '-g,--global -c,--config=file --root=write -n,--name= --entrypoint=?',
        see: (call, parsed) =>
          parsed.operands.length > 0 || parsed.has('-g', '-n', '--root')
            ? call.emit('install', parsed.operands[0]?.raw ?? 'a program', { detail: 'install.named' })
            : call.emit('install', 'what the project lists', { detail: 'install.manifest' }),
      },
      eval: {
        loose: true,
        see: (call, parsed) => {
          const [code] = parsed.operands;
          if (code !== undefined) call.code('javascript', code);
          return undefined;
        },
      },
      'add|remove|rm|upgrade|uninstall|x|create|init|jupyter|repl|publish|deploy|update|sandbox': {
        loose: true,
        see: (call, parsed) =>
          call.args.some((arg) => /^(?:publish|deploy)$/.test(arg.text ?? ''))
            ? isDryRun(call) && call.args.every((arg) => arg.text !== 'deploy' && arg.text !== '--')
              ? call.runHere('run.tool', 'deno publish', 'shows what would be published')
              : call.emit('publish', 'a package', { detail: 'publish.package' })
            : call.emit('install', parsed.operands[0]?.raw ?? 'something from elsewhere', { detail: 'install.named' }),
      },
    },
    see: deno,
  },
  {
    names: 'tsc vue-tsc tsgo tspc tsc-alias tsd',
    options: [
      '--outDir=folder --outdir=folder --outFile=write --declarationDir=folder -p,--project=read --tsBuildInfoFile=write',
      '--generateTrace=folder --rootDir=read --baseUrl=read --typeRoots=read --generateCpuProfile=write',
    ],
    loose: true,
    see: (call) => {
      call.runHere('run.build', call.name, 'builds the project');
      return lookAtArguments(call);
    },
  },
  {
    names: 'http-server serve live-server browser-sync',
    loose: true,
    see: (call) => {
      if (!call.args.some((arg) => /^(?:-h|--help|-v|--version)$/.test(arg.text ?? '')) && !listensLocally(call))
        call.emit('listen', 'a port', { detail: 'listen.port' });
      return lookAtArguments(call, { args: call.args.filter((arg) => !/:\/\/(?:localhost|127)/.test(arg.head)) });
    },
  },
  {
    // These are for this machine alone, unless an option says otherwise.
    names: 'json-server sirv',
    loose: true,
    see: (call) => {
      if (listensLocally(call)) call.emit('listen', 'a port', { detail: 'listen.local' });
      call.runHere('run.tool', call.name, 'serves files of the project');
      return lookAtArguments(call, { hosts: '-H -h' });
    },
  },
  ...verbPrograms([
    {
      names: 'nvm fnm n volta nave nvs',
      options: '--using= --lts=? --arch= --silent -q',
      verbs: {
        looks: [
          'ls list current version which use ls-remote list-remote env auto versions lsr bin prefix cache\\ dir deactivate',
          'help --version which-node debug unload lookup',
        ],
        installs:
          'install i uninstall un alias unalias default fetch pin latest stable lts rm prune reinstall-packages',
        works: 'setup',
        forgets: 'cache cache\\ clear',
        beyond: 'migrate upgrade link add remove implode auto-off',
      },
      see: useVersion,
    },
    {
      names: 'corepack',
      verbs: {
        looks: 'cache\\ list',
        installs: 'enable disable prepare use up install pack hydrate',
        forgets: 'cache cache\\ clean',
      },
      see: (call, parsed) => {
        const [first] = parsed.operands;
        if (!/^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg)$/.test(first?.text ?? '')) return undefined;
        call.command(first === undefined ? [] : call.args.slice(call.args.indexOf(first)));
        return true;
      },
    },
  ]),
];

function node(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const code = parsed.options
    .filter(({ name }) => name === '-e' || name === '-p')
    // `-p CODE`, `-pe CODE`: the code may stand behind the cluster.
    .map(({ name, value }) =>
      name === '-p' && /^e?$/.test(value?.text ?? '') && value?.unknown === undefined ? parsed.operands[0] : value,
    );
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    if (
      /^(?:-r|--(?:import|loader|experimental-loader|test-global-setup|test-reporter|experimental-config-file))$/.test(
        name,
      )
    )
      loadCode(call, value);
    else if (/^--env-file/.test(name)) {
      if (code.length > 0) call.file('read', value);
      else loadVariables(call, value);
    } else if (
      /^--inspect/.test(name) &&
      !/^(?:(?:localhost|127(?:\.\d+){3}|\[::1\]):)?\d*$|^localhost$/.test(value.text ?? '?')
    )
      call.emit('listen', value.raw, { detail: 'listen.port' });
  }
  for (const each of code) if (each !== undefined) call.code('javascript', each);
  if (code.length > 0) return call.out(parsed.has('-p') && code.length === 1 ? packageField(call, code[0]) : undefined);
  const run = parsed.value('--run');
  if (run !== undefined) {
    call.runHere('run.packageScript', run.raw, "runs the project's scripts");
    if (run.text !== undefined) runPackageScript(call, run.text, parsed.operands);
  }
  if (parsed.has('--test')) {
    call.runHere('run.tests', 'node --test', "runs the project's tests");
    return lookAtArguments(call, { args: parsed.operands, operands: 'edit' });
  }
  const [file] = parsed.operands;
  if (parsed.has('-c') && file !== undefined && !call.name.startsWith('ts')) return call.file('read', file);
  if (file === undefined || file.text === '-') {
    if (!parsed.has('-v', '-h', '--v8-options', '--showConfig', '--completion-bash') && run === undefined)
      call.codeFromInput('javascript');
    return undefined;
  }
  const isWatch = call.name === 'tsx' && file.text === 'watch';
  const script = isWatch ? parsed.operands.slice(1).find((each) => !each.head.startsWith('-')) : file;
  if (script !== undefined) call.runFile('javascript', script);
  return undefined;
}

/** `require('./package.json').version`: the text that stands there, where the file can be read. */
function packageField(call: Call, code: Arg | undefined): string | undefined {
  const [, file = '', keys = ''] =
    /^\s*require\(["'](\.\/[\w.-]+\.json)["']\)\.(\w+(?:\.\w+)*);?\s*$/.exec(code?.text ?? '') ?? [];
  if (file === '') return undefined;
  const field = plainField(call.textOf(literalArg(file, call.part)), keys.split('.'), 'undefined');
  return field === undefined ? undefined : `${field}\n`;
}

const IS_FETCHED = /^(?:https?|npm|jsr|data):/;

function deno(call: Call, parsed: Parsed): undefined {
  const [first] = parsed.operands;
  if (parsed.has('--unsafely-ignore-certificate-errors'))
    call.unknown('program.option', '--unsafely-ignore-certificate-errors', 'trusts any server');
  if (first === undefined) {
    if (!call.args.some((arg) => /^-(?:V|h|-version|-help)$/.test(arg.text ?? '')))
      call.unknown('program.beyond', 'deno', 'starts an interpreter');
  } else if (first.text === undefined)
    call.unknown('value.command', first.raw, "runs a script whose name can't be told");
  else if (IS_SCRIPT_FILE.test(first.text) || IS_FETCHED.test(first.text)) return denoFile(call, first);
  else if (!DENO_KNOWN.has(first.text))
    call.unknown('program.subcommand', first.raw, `uses \`deno ${first.raw}\`, which is not known`);
  return undefined;
}

const DENO_KNOWN = nameSet([
  'check fmt lint doc info types test bench compile coverage cache clean completions lsp run serve outdated',
  'approve-scripts task install i eval add remove rm upgrade uninstall x create init jupyter repl publish deploy',
  'update sandbox',
]);

function denoFile(call: Call, file: Call['args'][number]): undefined {
  if (file.text === '-') call.codeFromInput('javascript');
  else if (IS_FETCHED.test(file.head))
    call.emit('run', file.raw, { detail: 'run.remote', says: `runs ${file.raw}, which it downloads` });
  else if (IS_SCRIPT_FILE.test(file.head)) call.runFile('javascript', file);
  return undefined;
}

function denoFiles(call: Call): undefined {
  for (const arg of call.args)
    if (!arg.head.startsWith('-') || arg.text === '-') denoFile(call, arg);
    else if (/^--(?:import-map|config|preload|unsafely)[a-z-]*=?/.test(arg.head)) {
      const [, name = '', value] = /^(--[\w-]+)(?:=(.*))?$/s.exec(arg.text ?? arg.head) ?? [];
      if (name.startsWith('--unsafely'))
        call.unknown('program.option', arg.raw, `gives deno ${name}, which trusts any server`);
      else if (value !== undefined) loadCode(call, { ...arg, text: value, head: value });
    }
  call.runHere('run.build', 'deno', 'runs or checks the project');
  return lookAtArguments(call, {
    args: call.args.filter((arg) => !IS_FETCHED.test(arg.head) && !/^--(?:allow|deny)-/.test(arg.head)),
  });
}

function useVersion(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  if (!/^(?:exec|run)$/.test(phrase)) return undefined;
  const [verb, first] = parsed.operands;
  if (verb === undefined || first === undefined) return undefined;
  // `nvm exec 20 npm test`, `fnm exec --using=20 npm test`, `volta run npm test`
  const from = call.name === 'nvm' || call.name === 'n' ? parsed.operands[2] : first;
  const words = from === undefined ? [] : call.args.slice(call.args.indexOf(from));
  if (phrase === 'run' && call.name === 'nvm') call.command([{ ...verb, text: 'node', head: 'node' }, ...words]);
  else if (words.length > 0) call.command(words);
  return true;
}
