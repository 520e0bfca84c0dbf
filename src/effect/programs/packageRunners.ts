import { nameSet } from '../names';
import { runInstalledHere } from '../shell/packagePrograms';
import type { Arg } from '../shell/value';
import { parseArguments } from './grammar';
import type { Call, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { applyRoles } from './verbs';

export const IS_SCRIPT_FILE = /[/\\]|\.[cm]?[jt]sx?$/;

/** Programs that projects have as a package of their own; anything else would be fetched first. */
export const NODE_TOOLS = nameSet([
  // Types, formats, checks
  'tsc vue-tsc svelte-check tsd eslint prettier biome stylelint oxlint oxfmt dprint standard xo cspell tslint jshint',
  'markdownlint markdownlint-cli markdownlint-cli2 remark textlint alex commitlint lint-staged knip depcheck madge',
  'publint attw license-checker size-limit sort-package-json syncpack jscpd dependency-cruiser depcruise ls-lint htmlhint pyright',
  'secretlint linthtml type-coverage typesync api-extractor redocly spectral bundlesize eslint_d tsgo manypkg sherif',
  // Tests
  'vitest jest mocha ava tap tape jasmine karma qunit uvu nyc c8 playwright cypress wdio testcafe stryker lhci',
  'web-test-runner wtr start-server-and-test cucumber-js newman',
  // Builds and servers
  'vite webpack webpack-cli rollup esbuild swc babel tsup tsdown unbuild rspack rsbuild rslib parcel gulp grunt next',
  'nuxt nuxi astro ng expo storybook vue-cli-service react-scripts gatsby remix svelte-kit eleventy docusaurus vitepress',
  'turbo nx lerna tailwindcss postcss sass typedoc jsdoc graphql-codegen openapi-typescript openapi-generator-cli',
  'electron-builder electron electron-forge tauri react-native nest cap ionic hardhat truffle napi wasm-pack metro',
  'http-server serve json-server live-server tsc-alias tspc ncc pkg esno vite-node json2ts quicktype msw pbjs pbts',
  // Databases and what is published: judged as what they are
  'prisma drizzle-kit knex sequelize sequelize-cli typeorm mikro-orm db-migrate node-pg-migrate vsce ovsx changeset',
  'semantic-release release-it np standard-version gh-pages auto-changelog conventional-changelog bumpp npm-check-updates',
  'ncu wrangler vercel netlify firebase serverless sls cdk eas surge amplify sentry-cli supabase',
  // What runs other things
  'tsx ts-node ts-node-dev tsnd swc-node nodemon rimraf mkdirp del-cli cpx cpy shx concurrently cross-env cross-env-shell',
  'npm-run-all run-s run-p wait-on dotenv dotenv-cli env-cmd pm2 forever husky patch-package wireit onchange chokidar',
  'is-ci run-script-os tree-kill kill-port zx',
  // Checks
  'ts-json-schema-generator tsc-files check-dts eslint-config-prettier',
  'ts-prune unimported license-checker html-validate linkinator axe pa11y solhint ajv swagger-cli expo-doctor envinfo',
  'lighthouse source-map-explorer webpack-bundle-analyzer vscode-test detox nightwatch ts-unused-exports doctoc',
  'license-checker-rseidelsohn markdown-link-check markdown-toc lockfile-lint elm-review elm-test elm-format',
  // Makers of files
  'node-gyp prebuildify node-pre-gyp prebuild-install asc svgo svgr mjml pug ejs handlebars lessc uglifyjs terser',
  'html-minifier html-minifier-terser cleancss csso purgecss protoc buf mmdc plop hygen i18next i18next-parser formatjs lingui',
  'hexo quasar microbundle pkgroll vuepress wp-scripts snowpack shadow-cljs ember marp slidev peggy pegjs nearleyc',
  'browserify elm purs spago rescript bsb tstl typechain tsoa json-schema-to-typescript swagger-typescript-api openapi',
  'electron-vite wxt plasmo web-ext openapi-typescript-codegen graphql-inspector vite-bundle-visualizer',
  'orval svg-sprite apidoc documentation dts-bundle-generator openapi-ts api-documenter stylus rtlcss copyfiles',
]);

/** Packages whose program has another name. */
const PROGRAM_OF: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'biome',
  '@angular/cli': 'ng',
  '@playwright/test': 'playwright',
  '@changesets/cli': 'changeset',
  '@tailwindcss/cli': 'tailwindcss',
  '@graphql-codegen/cli': 'graphql-codegen',
  '@openapitools/openapi-generator-cli': 'openapi-generator-cli',
  '@arethetypeswrong/cli': 'attw',
  '@redocly/cli': 'redocly',
  '@stoplight/spectral-cli': 'spectral',
  '@microsoft/api-extractor': 'api-extractor',
  '@vscode/vsce': 'vsce',
  '@swc/cli': 'swc',
  '@babel/cli': 'babel',
  '@commitlint/cli': 'commitlint',
  '@remix-run/dev': 'remix',
  '@nestjs/cli': 'nest',
  '@capacitor/cli': 'cap',
  '@ionic/cli': 'ionic',
  '@wdio/cli': 'wdio',
  '@stryker-mutator/core': 'stryker',
  '@lhci/cli': 'lhci',
  '@storybook/cli': 'storybook',
  '@typescript/native-preview': 'tsgo',
  'sequelize-cli': 'sequelize',
  'npm-check-updates': 'ncu',
  '@11ty/eleventy': 'eleventy',
  'eas-cli': 'eas',
  '@graphql-inspector/cli': 'graphql-inspector',
  '@mermaid-js/mermaid-cli': 'mmdc',
  '@svgr/cli': 'svgr',
  '@formatjs/cli': 'formatjs',
  '@lingui/cli': 'lingui',
  '@wordpress/scripts': 'wp-scripts',
  '@axe-core/cli': 'axe',
  '@marp-team/marp-cli': 'marp',
  '@bufbuild/buf': 'buf',
  '@vue/cli-service': 'vue-cli-service',
  '@apidevtools/swagger-cli': 'swagger-cli',
  '@vscode/test-cli': 'vscode-test',
  '@napi-rs/cli': 'napi',
  '@tauri-apps/cli': 'tauri',
  '@sveltejs/kit': 'svelte-kit',
  '@microsoft/api-documenter': 'api-documenter',
  '@cucumber/cucumber': 'cucumber-js',
  '@hey-api/openapi-ts': 'openapi-ts',
  '@quasar/cli': 'quasar',
};

const OPTIONS = [
  '-y,--yes -n,--no,--no-install -q,--quiet -s,--silent -p,--package= -c,--call=shell --registry=no --node-options=no',
  '--shell=no --script-shell=no --userconfig=no --prefix=edit -w,--workspace= --loglevel= --bun --ignore-existing',
  '--prefer-offline --offline --always-spawn --cache=write --npm=no --node-arg=no -r --recursive --parallel',
  '--shell-mode! --workspaces --include-workspace-root --if-present',
];

/** `npx tool …` and its like. A tool that projects have is judged as that tool; others would be fetched and run. */
export function runPackage(call: Call, args: readonly Arg[], missing: 'fetched' | 'installed'): undefined {
  const parsed = parseArguments({ options: OPTIONS }, args, { mayBeOption: () => false, untilOperand: true });
  applyRoles(call, parsed);
  const isPackageNamed = parsed.has('-p');
  const words = parsed.operands[0]?.text === '--' ? parsed.operands.slice(1) : parsed.operands;
  const [first] = words;
  if (isPackageNamed)
    return call.emit('install', parsed.value('-p')?.raw ?? 'a package', {
      detail: 'install.run',
      says: `fetches and runs ${parsed.value('-p')?.raw ?? 'a package'}`,
    });
  if (first === undefined) return undefined;
  const name = first.text ?? '';
  const program = PROGRAM_OF[name] ?? name;
  if (runInstalledHere(call, name, words, NODE_TOOLS.has(program))) return undefined;
  if (NODE_TOOLS.has(program)) {
    call.command([{ ...first, text: program, head: program }, ...words.slice(1)]);
    return undefined;
  }
  if (missing === 'installed' && first.text !== undefined) {
    // What isn't a package of the project is a program of this machine.
    if (words.length === 1 && /\s/.test(first.text)) call.script(first);
    else call.command(words);
    return undefined;
  }
  if (/^[\w.-]+$/.test(name) && parsed.has('-n')) {
    call.runHere('run.tool', name, `runs ${name} of the project's packages`);
    return lookAtArguments(call, { args: words.slice(1) });
  }
  return call.emit('install', name || first.raw, {
    detail: 'install.run',
    says: `fetches and runs ${name || first.raw}`,
  });
}

export const packageRunners: readonly Program[] = [
  {
    names: 'npx bunx pnpx',
    // Taken apart where they are seen.
    loose: true,
    stopsAtOperand: true,
    see: (call) => runPackage(call, call.args, 'fetched'),
  },
];
