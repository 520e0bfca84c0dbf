import { runPackageScript } from './packageScripts';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { withTurboTasks } from './turboTasks';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** Tools that work on the files of a project, whatever words they are given. */
const checkers: readonly Program[] = [
  {
    names: [
      'eslint prettier biome stylelint xo standard tslint oxlint oxfmt dprint jshint htmlhint eslint_d',
      'markdownlint markdownlint-cli markdownlint-cli2 cspell textlint alex remark commitlint lint-staged ls-lint',
      'sort-package-json knip depcheck madge publint attw syncpack jscpd size-limit bundlesize dependency-cruiser',
      'depcruise secretlint type-coverage manypkg sherif redocly spectral',
    ],
    loose: true,
    options: [
      '-c,--config= --config-path=read --resolve-plugins-relative-to=file --rulesdir=file --plugin= --parser= -f,--format=',
      '-o,--output-file=write --cache-location=write --config-basedir=read --init! --ext= --ignore-pattern= --rule= --env=',
      '--plugins= --stdin-filename= --stdin-filepath=',
    ],
    see: (call, parsed) => {
      call.runHere('run.tool', call.name, "checks or formats the project's files");
      const [first] = parsed.operands;
      if (first?.text === 'init' || (call.name === 'biome' && first?.text === 'migrate')) call.file('write', first);
      if (parsed.has('--stdin-filename', '--stdin-filepath')) call.taint |= call.stdin.taint;
      return lookAtArguments(call);
    },
  },
  {
    names: [
      'jest vitest mocha ava tap tape jasmine karma qunit uvu stryker cucumber-js',
      'wdio testcafe web-test-runner wtr nightwatch newman lhci',
    ],
    loose: true,
    options: '-c,--config= --root=cwd --rootDir=cwd --dir=cwd',
    see: (call, parsed) => {
      call.runHere('run.tests', call.name, "runs the project's tests");
      if (parsed.operands[0]?.text === 'upload' || parsed.operands[0]?.text === 'autorun')
        call.unknown('program.beyond', call.name, 'sends what it finds to a server');
      return lookAtArguments(call, { operands: 'edit' });
    },
  },
  {
    names: 'nyc c8',
    loose: true,
    stopsAtOperand: true,
    options: [
      '-r,--reporter= -o,--reports-dir,--report-dir=write --temp-dir,--temp-directory=write --cwd=cwd -x,--exclude=',
      '-n,--include= --lines= --branches= --functions= --statements= -e,--extension= --require= -i --src= --cache-dir=write',
      '--nycrc-path=file -c,--config=file --check-coverage=? --all=?',
    ],
    see: (call, parsed) => {
      const [first] = parsed.operands;
      if (first === undefined || /^(?:report|check-coverage|instrument|merge)$/.test(first.text ?? '')) {
        call.runHere('run.tool', call.name, 'reports what the tests cover');
        return lookAtArguments(call);
      }
      return call.command(first.text === '--' ? parsed.operands.slice(1) : parsed.operands);
    },
  },
];

/** For a tool that runs tasks by name: any of them may publish. */
const byTask = (call: Call, parsed: Parsed): undefined => {
  for (const operand of parsed.operands) if (operand.text !== undefined) lookAtTarget(call, operand);
  return undefined;
};

/** `turbo run build test`, `nx run app:build`, `lerna run lint`: scripts of any package of the repository. */
function runInPackages(call: Call, parsed: Parsed): void {
  if (!/^(?:turbo|nx|lerna|moon)$/.test(call.name)) return;
  const named = parsed.options.flatMap(({ name, value }) => (name === '-t' ? (value?.text?.split(',') ?? []) : []));
  const words = parsed.operands.slice(0, parsed.dashesAt).flatMap(({ text }) => text ?? []);
  const tasks = new Set([...named, ...words.flatMap((word) => [word, ...word.split(/[:#]/).slice(1)])]);
  for (const task of call.name === 'turbo' ? withTurboTasks(call, tasks) : tasks)
    runPackageScript(call, task, [], 'all');
}

const tools: readonly VerbTool[] = [
  {
    names:
      'vite webpack webpack-cli rollup esbuild parcel swc babel tsup tsdown unbuild microbundle ncc rslib rsbuild rspack',
    options: '-c,--config= --port= -p= -d= -o= -m,--mode= --servedir=read',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    hosts: '--serve',
  },
  {
    names: [
      'sass lessc tailwindcss postcss napi metro svelte-check vitepress hexo ladle histoire ember quasar sapper',
      'eleventy remix vue-cli-service svelte-kit jsdoc typedoc api-extractor graphql-codegen openapi-typescript',
      'openapi-generator-cli wireit just-scripts pbjs pbts quicktype json2ts tsickle electron cap ionic nest msw',
    ],
    options: '-c,--config= --port= -p= -d= -o= --plugin= -i= --mode=',
    verbs: {
      deploys: 'deploy',
      publishes: 'publish login logout',
      installs: 'add install upgrade update new eject generate-from inject',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: byTask,
  },
  {
    names: 'next nuxt nuxi astro gatsby docusaurus storybook start-storybook build-storybook',
    options: '-p,--port= -o= -c= --mode=',
    verbs: {
      deploys: 'deploy',
      publishes: 'login logout link',
      sets: 'telemetry telemetry\\ enable telemetry\\ disable preferences',
      looks: 'telemetry\\ status info',
      installs: 'add module init new upgrade migrate create automigrate plugin swizzle remove codemod',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    hosts: '-H -h',
  },
  {
    names: 'ng react-scripts tauri electron-forge expo react-native eas',
    options: '-p,--port= -c,--configuration= --project=',
    verbs: {
      looks: 'version info diagnostics doctor config analytics\\ info whoami',
      tests: 'test t e2e',
      works: [
        'build b serve s lint l generate g run extract-i18n start dev package make export prebuild run:ios run:android',
        'icon bundle codegen config\\ --type lint inspect run-android run-ios cache\\ info',
      ],
      installs: 'add update new install upgrade eject import init customize ios android',
      deploys: 'deploy submit update:republish build:submit',
      publishes: 'publish login logout register signer',
      sets: 'analytics analytics\\ enable analytics\\ disable',
      forgets: 'cache',
    },
    otherwise: 'beyond',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      if (call.name !== 'eas') return undefined;
      doVerb(call, 'deploys', '', parsed);
      return true;
    },
  },
  {
    names: 'turbo nx lerna gulp grunt moon',
    options: [
      '--filter= -F= --scope= --ignore= -t,--target,--targets= -p,--project,--projects= --base= --head= -c,--configuration=',
      '--parallel= --concurrency= --since= --output-style= -l,--log-order= --gulpfile=file --gruntfile=file -f=file',
    ],
    verbs: {
      looks: 'ls list changed diff show report telemetry\\ status why graph scan',
      works:
        'run run-many affected build test lint watch prune format format:check format:write reset sync bootstrap link-check daemon g generate gen',
      restores: 'install update clean purge',
      installs: 'add init migrate import create',
      publishes: 'publish version release login logout connect deploy unlink change',
      runs: 'exec',
      sets: 'telemetry config',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed, phrase) => {
      if (call.name === 'turbo' && phrase === 'link') doVerb(call, 'publishes', phrase, parsed);
      if (call.name === 'nx' && phrase === 'exec') return undefined;
      for (const { name, value } of parsed.options)
        if (name === '-t' && value !== undefined)
          for (const each of (value.text ?? '').split(',')) lookAtTarget(call, { ...value, text: each, head: each });
      byTask(call, parsed);
      runInPackages(call, parsed);
      return undefined;
    },
  },
  {
    names: 'changeset',
    verbs: { works: 'add version status tag init pre info', publishes: 'publish' },
    alone: 'works',
  },
  {
    names: 'patch-package husky',
    verbs: { hooks: 'init install add set uninstall' },
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'playwright cypress',
    options: '-c,--config= -p= --project= --spec= -s= -g,--grep= -b,--browser= -j,--workers= --reporter= --port=',
    verbs: {
      tests: 'test run',
      works: 'show-report merge-reports show-trace clear-cache list',
      looks: 'verify info version cache\\ path cache\\ list',
      installs: 'install install-deps uninstall',
      forgets: 'cache',
      beyond: 'codegen open screenshot pdf cr ff wk launch-server run-server init-agents',
    },
    operands: 'edit',
    see: (call, parsed) => {
      if (call.name === 'cypress' && parsed.has('--record'))
        call.emit('upload', 'the dashboard', { detail: 'upload.send', says: 'sends what the tests show to a server' });
      return undefined;
    },
  },
  {
    names: 'prisma',
    options: '--schema=read --name= --from= --to= --url=',
    verbs: {
      works: 'generate validate format init db\\ pull studio debug',
      looks: 'version migrate\\ status migrate\\ diff -v',
      migrates:
        'db migrate db\\ push db\\ seed db\\ execute db\\ drop migrate\\ reset migrate\\ deploy migrate\\ dev migrate\\ resolve',
      beyond: 'platform mcp bootstrap dev',
    },
    see: (call, _parsed, phrase) => {
      if (phrase !== 'studio') return undefined;
      call.unknown('program.beyond', 'prisma studio', 'opens the database for changes');
      return true;
    },
  },
  {
    names: 'drizzle-kit knex sequelize sequelize-cli typeorm mikro-orm db-migrate node-pg-migrate',
    options: '--config= -d,--dataSource= --name= -n= --knexfile=file -f= --env=',
    verbs: {
      works: [
        'generate check up export introspect pull init migrate:make seed:make migration:generate model:generate',
        'migration:create entity:create subscriber:create seed:generate create',
      ],
      looks:
        'migrate:status migrate:list migrate:currentVersion db:migrate:status migration:show migration:pending version',
      migrates: 'push drop migrate migrate:latest',
    },
    otherwise: 'migrates',
    alone: 'looks',
  },
  {
    names: 'hardhat truffle',
    verbs: {
      tests: 'test coverage',
      works: 'compile clean check size-contracts flatten typechain help accounts',
      deploys: 'migrate deploy verify ignition',
    },
    otherwise: 'works',
    operands: 'edit',
    see: (call, parsed) => {
      const network = call.args[call.args.findIndex((arg) => arg.text === '--network') + 1];
      if (
        call.args.some((arg) => arg.head.startsWith('--network')) &&
        !/^(?:localhost|hardhat|development)$/.test(network?.text ?? '')
      )
        doVerb(call, 'deploys', 'run', parsed);
      return undefined;
    },
  },
  {
    names: 'protoc grpc_tools_node_protoc',
    options: '-I,--proto_path=read --plugin= -o=write',
    verbs: {},
    otherwise: 'works',
    alone: 'looks',
  },
  {
    names: 'buf',
    options: '--template=file --config=file -o,--output=write --path= --against=',
    verbs: {
      works: 'generate lint format build breaking convert ls-files config dep\\ graph',
      restores: 'mod\\ update dep\\ update dep\\ prune mod\\ prune',
      publishes: 'push registry login logout',
      beyond: 'curl beta alpha studio-agent',
    },
  },
  {
    names: 'vsce ovsx',
    options: '-o,--out=write -p,--pat= -i,--packagePath=read -t,--target= --baseContentUrl= --baseImagesUrl= -m=',
    verbs: {
      works: 'package pack',
      looks: 'ls verify-pat show search version get',
      publishes: 'publish unpublish login logout create-namespace delete-publisher',
      installs: 'install',
    },
  },
  {
    names: 'electron-builder',
    options: '-p,--publish= -c,--config=',
    verbs: {
      works: 'build node-gyp-rebuild create-self-signed-cert',
      restores: 'install-app-deps',
      publishes: 'publish',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      const to = parsed.value('-p');
      if (parsed.has('-p') && to?.text !== 'never') doVerb(call, 'publishes', '', parsed);
      return undefined;
    },
  },
  {
    names: 'semantic-release release-it np standard-version bumpp auto gh-pages changelogithub',
    verbs: {},
    otherwise: 'publishes',
    alone: 'publishes',
    see: (call) => {
      const dry = call.name === 'semantic-release' ? /^(?:-d|--dry-run)$/ : /^--dry-run$/;
      const isLook = call.args.some(
        (arg) =>
          dry.test(arg.text ?? '') || /^(?:--help|-h|--version|-v|--release-version|--changelog)$/.test(arg.text ?? ''),
      );
      if (isLook) call.runHere('run.tool', call.name, 'shows what a release would do');
      return isLook;
    },
  },
  {
    names: 'conventional-changelog auto-changelog conventional-changelog-cli',
    options: '-i,--infile=read -o,--outfile,--output=write -p= -r= -c,--config= -u= -t=',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
  },
  {
    names: 'npm-check-updates ncu npm-check taze',
    verbs: {},
    otherwise: 'asks',
    alone: 'asks',
    see: (call) => {
      if (
        !call.args.some((arg) => /^(?:-u|--upgrade|-w|-i|-g|--global|--interactive|--doctor|-d)$/.test(arg.text ?? ''))
      )
        return undefined;
      call.emit('install', 'newer packages than the project lists', { detail: 'install.named' });
      return true;
    },
  },
  {
    names: 'mkdirp make-dir',
    options: '-p -m,--mode=',
    verbs: {},
    otherwise: 'looks',
    see: (call, parsed) => {
      for (const operand of parsed.operands) call.file('folder', operand);
      return true;
    },
  },
  {
    names: 'cpx cpy',
    options: '-c,--command= -C -i -L -p -t,--transform=no -u -v -w --cwd=cwd --rename=',
    verbs: {},
    otherwise: 'looks',
    see: (call, parsed) => {
      parsed.operands.forEach((operand, index) => {
        call.file(index === parsed.operands.length - 1 && index > 0 ? 'write' : 'read', operand);
      });
      lookAtArguments(call, { args: call.args.filter((arg) => arg.head.startsWith('-')) });
      return true;
    },
  },
  {
    names: 'start-server-and-test kill-port tree-kill',
    verbs: {},
    otherwise: 'works',
    see: (call, parsed) => {
      if (call.name !== 'start-server-and-test') {
        call.emit('process', parsed.operands[0]?.raw ?? 'a port', { detail: 'process.control' });
        return true;
      }
      for (const operand of parsed.operands)
        if (operand.text !== undefined && /^[\w:-]+$/.test(operand.text)) {
          call.runHere('run.packageScript', operand.raw, "runs the project's scripts");
          runPackageScript(call, operand.text);
        } else if (!/^(?:https?:\/\/)?(?:localhost|127)|^:?\d+$/.test(operand.text ?? '')) call.script(operand);
      return true;
    },
  },
];

export const nodeTools: readonly Program[] = [...checkers, ...verbPrograms(tools)];
