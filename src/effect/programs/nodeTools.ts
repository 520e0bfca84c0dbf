import { either, nameSet } from '../names';

/** Options that take packages, programs or settings from elsewhere. */
export const ODD_OPTION = new RegExp(
  `^--(?:${either([
    // Packages from elsewhere, without checks
    'registry @[^=]*:registry scope= proxy https-proxy cafile strict-ssl=false otp',
    // Programs
    'script-shell shell node-options git= browser= editor= viewer= onload-script init-module',
    'ignore-scripts=false unsafe-perm scripts-prepend',
    // Other settings, and other folders
    'userconfig globalconfig prefix global-style location=global',
  ])})`,
);

const SHORTENED = ['registry', 'script-shell', 'node-options', 'userconfig', 'globalconfig', 'prefix', 'https-proxy'];

/** npm takes the beginning of an option's name for the whole. */
export function isShortened(head: string): boolean {
  if (/^(?:-C|--dir(?:=|$)|--cwd(?:=|$))/.test(head)) return true;
  const name = /^--([a-z-]{3,})(?:=|$)/.exec(head)?.[1];
  return name !== undefined && name !== 'global' && SHORTENED.some((long) => long.startsWith(name));
}

/** Tools that projects have installed; anything else would be fetched first. */
export const COMMON_TOOL = nameSet([
  // Types, formats, checks
  'tsc vue-tsc svelte-check tsd eslint prettier biome @biomejs/biome stylelint oxlint dprint standard xo cspell',
  'markdownlint markdownlint-cli2 commitlint lint-staged husky knip depcheck madge publint size-limit sort-package-json',
  // Tests
  'vitest jest mocha ava tap c8 nyc playwright cypress',
  // Builds and servers
  'vite webpack rollup esbuild swc babel tsup rspack rsbuild gulp grunt next nuxt astro ng expo storybook',
  'vue-cli-service react-scripts turbo nx lerna tailwindcss postcss typedoc graphql-codegen prisma drizzle-kit',
  'electron-builder vsce wrangler changeset',
  // What runs other things
  'tsx ts-node nodemon rimraf concurrently cross-env npm-run-all',
]);
