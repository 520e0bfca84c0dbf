import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import { runPackageScripts } from './packageScripts';
import type { Call, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** What lighthouse may be told to start its browser with; others name programs to start. */
const PLAIN_BROWSER =
  /^(?:--(?:headless(?:=new)?|no-sandbox|disable-gpu|disable-dev-shm-usage|ignore-certificate-errors|window-size=[\d,]+|incognito|allow-insecure-localhost)\s*)*$/;
const PYTHON = /^(?:\/usr\/(?:local\/)?bin\/)?python3?(?:\.\d+)?$/;

const templates = (call: Call): undefined => {
  for (const arg of call.args)
    if (!arg.head.startsWith('-') && call.areaOf(arg) === 'temp') call.runFile('template', arg);
};

const tools: readonly VerbTool[] = [
  {
    names: [
      'ts-json-schema-generator tsc-files check-dts eslint-config-prettier ts-prune unimported html-validate linkinator axe solhint ajv swagger-cli expo-doctor envinfo source-map-explorer',
      'vscode-test ts-unused-exports license-checker-rseidelsohn doctoc markdown-link-check markdown-toc lockfile-lint linthtml',
    ],
    options: [
      '-p,--project=file -c=file -s= -d= -r= -o,--output=write -f,--formatter=file -t,--type= --format= --config=file --ignore=',
      '--skip= --title= -q,--quiet -a,--alive= --server-root=read --label= --code-loader=no --chrome-path=no --chromedriver-path=no',
    ],
    verbs: {},
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'webpack-bundle-analyzer',
    options:
      '-m,--mode= -h,--host= -p,--port= -r,--report=write -t,--title= -s,--default-sizes= -O,--no-open -e,--exclude=',
    verbs: {},
    otherwise: 'works',
    hosts: '-h',
  },
  {
    names: 'lighthouse',
    options: [
      '--output= --output-path=write --chrome-flags= --config-path=file --budget-path=read --only-categories= --only-audits=',
      '--preset= --form-factor= --port= --extra-headers= --plugins= --quiet --view -G,--gather-mode=? -A,--audit-mode=?',
    ],
    verbs: {},
    otherwise: 'works',
    see: (call, parsed) => {
      const flags = parsed.value('--chrome-flags');
      if (flags !== undefined && !PLAIN_BROWSER.test(flags.text ?? '?'))
        call.unknown('program.option', '--chrome-flags', 'starts a browser with options that may run programs');
      return undefined;
    },
  },
  {
    names: [
      'svgr mjml handlebars uglifyjs terser html-minifier html-minifier-terser cleancss csso purgecss stylus rtlcss i18next',
      'i18next-parser formatjs pkgroll vuepress snowpack slidev peggy pegjs nearleyc browserify rescript bsb tsoa tstl typechain',
      'json-schema-to-typescript swagger-typescript-api orval svg-sprite apidoc documentation dts-bundle-generator asc openapi-ts',
      'api-documenter openapi vite-bundle-visualizer openapi-typescript-codegen',
      'electron-vite wxt plasmo',
    ],
    options: [
      '-o,--output,--out=write -d,--out-dir,--outDir=write -c,--compress=? -m,--mangle=? --config-file=file --config=file -t,--transform=file',
      '-p=file -u,--use=file -r,--require=file -e= -i,--input=read -f= --name-cache=write -P=read -C=read --puppeteerConfigFile=file',
      '-b,--binary=no --plugin=file --template=file -g=',
    ],
    verbs: { deploys: 'deploy submit', publishes: 'publish login upload', installs: 'init add eject' },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'lingui wp-scripts',
    options: '--config=file --output-path=write -c,--config=file --env=',
    verbs: {
      works: [
        'extract extract-template compile build start format lint-js lint-style lint-md-docs lint-pkg-json check-engines',
        'check-licenses plugin-zip',
      ],
      tests: 'test-unit-js test-e2e test-playwright',
      installs: 'packages-update add-locale',
    },
    operands: 'edit',
  },
  {
    // A template is code.
    names: 'pug ejs plop hygen',
    options:
      '-o,--out,--output-file=write -O,--obj=no -b,--basedir,--root=read -f,--data-file=read -i,--data-input= --plopfile=file --dest=cwd',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: templates,
  },
  {
    names: 'node-gyp node-pre-gyp prebuildify prebuild-install',
    options: [
      '--target= --arch= --target_arch= --nodedir=read --devdir=write --python= -j,--jobs= --tarball=file --dist-url=no --thin=',
      '-C,--directory=cwd --msvs_version= --loglevel= -t= -r= --out=write --napi --strip --debug --release --verbose',
    ],
    verbs: {
      works: 'clean configure build rebuild list reveal testbinary package',
      installs: 'install remove',
      publishes: 'publish unpublish info',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      const python = parsed.value('--python');
      if (python !== undefined && !PYTHON.test(python.text ?? ''))
        call.unknown('program.option', python.raw, 'gives the build a program to run');
      return undefined;
    },
  },
  {
    names: 'shadow-cljs',
    options: '--config-merge=no --source-maps --debug --verbose -A,--aliases=',
    verbs: {
      works: 'compile release check watch info classpath pom',
      looks: 'help test-runner',
      restores: 'npm-deps',
      beyond: 'run clj-eval clj-run cljs-repl cljs-eval browser-repl node-repl clj-repl start stop restart server',
    },
  },
  {
    names: 'web-ext',
    options:
      '-s,--source-dir=read -a,--artifacts-dir=write -c,--config=file -i,--ignore-files= -n,--filename= -o,--overwrite-dest -w,--warnings-as-errors --output= --api-key=no --api-secret=no --self-hosted --no-config-discovery',
    verbs: { works: 'build lint docs', looks: 'dump-config', publishes: 'sign', beyond: 'run' },
    alone: 'looks',
  },
  {
    names: 'detox',
    options:
      '-c,--configuration= -C,--config-path=file -a,--artifacts-location=write -l,--loglevel= -R,--retries= -n,--device-name=',
    verbs: {
      works: 'build init rebuild-framework-cache build-framework-cache',
      tests: 'test',
      forgets: 'clean-framework-cache reset-lock-file',
      beyond: 'recorder run-server local-cli',
    },
    operands: 'edit',
  },
];

/** Tools of the JavaScript world that make or check a kind of file. */
export const nodeMakers: readonly Program[] = [
  ...verbPrograms(tools),
  {
    names: 'zx',
    options:
      '--quiet --verbose --version -v --help -h --shell=no --prefix=no --postfix=no --cwd=cwd --eval! -e! --install! -i! --ext= --env=no',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [script, ...rest] = parsed.operands;
      if (script === undefined || script.text === '-') {
        if (!parsed.has('--version', '--help', '-v', '-h')) call.codeFromInput('javascript');
      } else if (/^https?:/i.test(script.head))
        call.emit('run', script.raw, { detail: 'run.remote', says: `runs code from ${script.raw}` });
      else call.runFile('javascript', script);
      return lookAtArguments(call, { args: rest });
    },
  },
  {
    names: 'shx',
    options: '-s,--silent -n,--noglob -f,--fatal -V,--verbose -v,--version -h,--help',
    stopsAtOperand: true,
    see: (call, parsed) => (parsed.operands.length > 0 ? call.command(parsed.operands) : undefined),
  },
  {
    names: 'copyfiles copyup',
    options:
      '-u,--up= -a,--all -f,--flat -e,--exclude= -E,--error -V,--verbose -s,--soft -F,--follow -v,--version -h,--help',
    operands: 'read* write',
  },
  {
    names: 'concurrently conc',
    options: [
      '-n,--names= -c,--prefix-colors= -p,--prefix= -k,--kill-others --kill-others-on-fail -s,--success= -l,--prefix-length=',
      '-t,--timestamp-format= --restart-tries= --restart-after= --default-input-target= -m,--max-processes= -i,--handle-input',
      '--hide= -g,--group -r,--raw --no-color -P,--passthrough-arguments --teardown=shell --timings --name-separator=',
      '-v,-V,--version -h,--help --pad-prefix --kill-signal,--ks= --kill-timeout= --stop-signal= -S,--signal=',
    ],
    see: (call, parsed) => {
      for (const word of parsed.operands) {
        const script = /^(?:npm|yarn|pnpm|bun|node|deno):(?=[\w*:.(!)-]+$)/.exec(word.text ?? '')?.[0];
        if (script === undefined) call.script(word);
        else runScript(call, sliceArg(word, script.length));
      }
      return undefined;
    },
  },
  {
    names: 'npm-run-all run-s run-p',
    options: [
      '-c,--continue-on-error --max-parallel= --npm-path=no -l,--print-label -n,--print-name -p,--parallel -r,--race -s,--sequential',
      '--serial --silent --aggregate-output -h,--help -v,--version',
    ],
    see: (call, parsed) => {
      for (const word of parsed.operands) runScript(call, word);
      return undefined;
    },
  },
  {
    names: 'nodemon',
    options: [
      '-x,--exec= -w,--watch= -e,--ext= -i,--ignore= -d,--delay= -V,--verbose -q,--quiet -L,--legacy-watch -s,--signal= --cwd=cwd',
      '-C,--on-change-only -I,--no-stdin --config=file --inspect=? --inspect-brk=? --spawn -v,--version -h,--help --no-colours',
      '--dump --exitcrash --no-update-notifier --polling-interval= -r,--require=file --import=file --loader=file --trace-warnings',
      '--env-file= --experimental-specifier-resolution= --no-warnings --max-old-space-size= --enable-source-maps',
    ],
    stopsAtOperand: true,
    see: (call, parsed) => {
      const given = parsed.value('-x');
      if (given === undefined) {
        const [file] = parsed.operands;
        if (file === undefined) call.runHere('run.file', 'nodemon');
        else call.runFile('javascript', file);
        return lookAtArguments(call, { args: parsed.operands.slice(1) });
      }
      // The file it watches comes after what it is told to start.
      const words = given.text?.trim().split(/ +/) ?? [];
      if (words.every((word) => /^[\w./:@=-]+$/.test(word)))
        call.command([...words.map((text) => ({ ...given, text, head: text, raw: text })), ...parsed.operands]);
      else call.script(given);
      return undefined;
    },
  },
];

/** `lint:*`, `build -- --watch`: one script or several, with words for them. */
function runScript(call: Call, name: Arg): void {
  const [pattern = '', ...words] = name.text?.trim().split(/\s+/) ?? [];
  if (pattern !== '' && !pattern.startsWith('-'))
    runPackageScripts(
      call,
      pattern,
      words.filter((word) => word !== '--').map((word) => literalArg(word, call.part)),
    );
  call.runHere('run.packageScript', name.raw, "runs the project's scripts");
  lookAtTarget(call, name);
}
