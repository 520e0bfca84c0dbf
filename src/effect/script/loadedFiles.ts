import type { History } from '../../action/situation';
import type { Part } from '../effect';
import type { LoadedFile, Looking } from '../looking';
import { anyPath, either, type Names, namesIn } from '../names';
import { isBelow, pathsOf } from './folders';
import { provenanceOf } from './provenance';

/** Files that a program reads by their names alone, and that say what it runs. */
interface Convention {
  readonly programs: RegExp;
  readonly files: RegExp;
  /** Those of them that lie where the program is started: they are looked for when nobody listed what changed. */
  readonly here: readonly string[];
}

const RUBY = '{Rake,Gem,Guard,Cap,Vagrant,Brew}file {rake,gem}file *.{rb,rake,gemspec,ru} .rspec .irbrc';
const C_MAKE = 'CMakeLists.txt CMakePresets.json CMakeUserPresets.json *.cmake *.cmake.in';

const JS = '{js,mjs,cjs,ts,mts,cts}';

const CONVENTIONS: readonly Convention[] = [
  convention('vitest vite', `{vitest,vite}.config.${JS} vitest.workspace.{ts,js}`),
  convention('jest', `jest.config.${JS} jest.setup.{js,ts}`),
  convention('mocha nyc c8 ava', `.mocharc.{js,cjs,yml,json} ava.config.${JS}`),
  convention('playwright cypress wdio', `{playwright,cypress,wdio}.{config,conf}.${JS}`),
  convention('eslint eslint_d', `eslint.config.${JS} .eslintrc.{js,cjs}`),
  convention('prettier stylelint commitlint', `{.prettierrc,prettier.config,stylelint.config,commitlint.config}.${JS}`),
  convention('webpack webpack-cli rollup rspack', `{webpack,rollup,rspack}.config.${JS}`),
  convention('babel next nuxt astro svelte-kit', `{babel,next,nuxt,astro,svelte}.config.${JS}`),
  convention('tsup tsdown unbuild tailwindcss postcss', `{tsup,tsdown,build,tailwind,postcss}.config.${JS}`),
  convention('gulp grunt', `{gulpfile,Gruntfile}.${JS}`),
  convention('pytest python python3 coverage tox nox uv poetry', 'conftest.py tests/conftest.py test/conftest.py'),
  convention('nox invoke inv fab', '{noxfile,tasks,fabfile}.py'),
  convention('pip pip3 python python3 uv poetry pdm hatch tox build', 'setup.py'),
  convention('pre-commit prek', '.pre-commit-config.{yaml,yml} .pre-commit-hooks.{yaml,yml}'),
  convention('lefthook', '{,.}lefthook{,-local}.{yml,yaml,toml,json}'),
  convention('lint-staged', '{.lintstagedrc,.lintstagedrc.json,.lintstagedrc.yaml,.lintstagedrc.yml} package.json'),
  convention('nodemon', 'nodemon.json package.json'),
  convention('nx', 'nx.json project.json **/project.json'),
  convention('mise rtx', '{,.}mise{,.*}.toml .mise/** .config/mise/** .tool-versions'),
  convention(
    'cargo cross maturin wasm-pack',
    'build.rs Cargo.toml .cargo/config .cargo/config.toml rust-toolchain.toml',
  ),
  convention(
    'gradle gradlew',
    '{build,settings,init}.gradle{,.kts} *.gradle{,.kts} gradle.properties gradle/** buildSrc/** gradlew',
  ),
  convention('mvn mvnw mvnd', 'pom.xml .mvn/** mvnw'),
  convention('sbt mill ant bloop scala-cli', 'build.{sbt,sc,mill,xml} *.{sbt,sc} project/** ivy.xml'),
  convention('dotnet msbuild nuget', '*.{cs,fs,vb}proj *.{props,targets,proj} nuget.config'),
  convention('cmake ctest cpack make ninja', C_MAKE),
  convention('ninja', 'build.ninja *.ninja'),
  convention('meson ninja', 'meson.build meson_options.txt'),
  convention('bazel bazelisk buck2 pants please', 'BUILD{,.bazel} WORKSPACE{,.bazel} MODULE.bazel *.bzl .bazelrc BUCK'),
  convention('terraform tofu terragrunt', '{main,providers,versions}.tf *.tf{,.json} terragrunt.hcl *.tfvars'),
  convention('packer', '*.pkr.hcl'),
  convention('docker podman buildah nerdctl', '{Docker,Container}file *.{D,d}ockerfile Dockerfile.*'),
  convention('rake ruby bundle rspec rails spring rubocop guard cucumber minitest spoom', RUBY),
  convention('cap vagrant pod fastlane jekyll middleman irb', `${RUBY} Podfile Fastfile Berksfile`),
  convention('mix iex elixir rebar3', 'mix.exs config/*.exs rebar.config *.exs'),
  convention('php phpunit pest artisan composer phpstan psalm rector paratest', '*.{php,phpt,phtml} composer.json'),
  convention('ansible-playbook ansible', 'ansible.cfg'),
  convention('stack cabal', 'Setup.hs stack.yaml *.cabal package.yaml'),
  convention('zig swift crystal shards dune', 'build.zig Package.swift shard.yml dune'),
  convention('pylint mypy flake8 pytest tox nox', '.pylintrc pylintrc {setup,tox}.{cfg,ini} pyproject.toml pytest.ini'),
  convention('hatch pdm poe rye pixi poetry uv', 'pyproject.toml {hatch,pixi}.toml'),
  convention('npm cnpm pnpm yarn yarnpkg bun npx', '.npmrc .yarnrc .yarnrc.yml bunfig.toml .pnpmfile.{cjs,mjs}'),
  convention('docker docker-compose podman podman-compose', '{docker-,}compose{,.*}.{yml,yaml}'),
  convention('go', '*.go'),
  convention('jupyter papermill', '*.ipynb'),
  convention('direnv', '.envrc'),
  convention('scons waf', 'SConstruct SConscript wscript'),
];

/** Files that say what an installation brings in, and what already stands for it. */
const INSTALLERS: readonly Convention[] = [
  convention(
    'npm cnpm pnpm yarn yarnpkg bun npx pnpx',
    'package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock pnpm-workspace.yaml bunfig.toml .npmrc .yarnrc .yarnrc.yml',
  ),
  convention('pip pip3 pip2 pip3.* uv pipx pipenv poetry pdm rye hatch python python3 conda mamba micromamba pixi', [
    'requirements.txt pyproject.toml setup.cfg Pipfile poetry.lock uv.lock pdm.lock Pipfile.lock environment.yml environment.yaml',
    '*requirements*.{txt,in} requirements/*.{txt,in} *constraints*.txt pixi.toml pip.conf uv.toml',
  ]),
  convention('bundle bundler gem', 'Gemfile Gemfile.lock *.gemspec .bundle/config'),
  convention('composer', 'composer.json composer.lock auth.json'),
  convention('go', 'go.mod go.sum go.work'),
  convention('cargo', 'Cargo.toml Cargo.lock .cargo/config.toml .cargo/config'),
  convention('dotnet nuget paket', '*.{cs,fs,vb}proj *.{props,targets} packages.lock.json nuget.config paket.*'),
  convention('mix rebar3', 'mix.exs mix.lock rebar.config'),
  convention('pod carthage swift', 'Podfile Podfile.lock Cartfile Package.swift Package.resolved'),
  convention('flutter dart fvm', 'pubspec.yaml pubspec.lock pubspec_overrides.yaml'),
  convention('helm', 'Chart.yaml Chart.lock requirements.yaml'),
  convention('terraform tofu terragrunt', '*.tf .terraform.lock.hcl terragrunt.hcl'),
  convention('stack cabal opam shards dub vcpkg conan', 'stack.yaml *.cabal shard.yml dub.json vcpkg.json conanfile.*'),
];

function convention(programs: Names, files: Names): Convention {
  return {
    programs: new RegExp(`^(?:${either(programs)})$`),
    files: new RegExp(`(?:^|/)${anyPath(files)}$`),
    here: namesIn(files)
      .flatMap(spelledOut)
      .filter((name) => !/[*[\]?]/.test(name)),
  };
}

/** `a.{b,c}` as `a.b` and `a.c`. */
function spelledOut(name: string): readonly string[] {
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(name) ?? [];
  return choices === undefined ? [name] : choices.split(',').flatMap((each) => spelledOut(before + each + after));
}

/** A program is run: what this task changed of the files that it reads by their names is what it does now. */
export function noteLoaded(name: string, folders: readonly string[], part: Part, looking: Looking): void {
  noteBy(CONVENTIONS, { name, folders, looking }, { part, isInstalled: false });
}

/** What a manifest lists is installed: what this task made it list counts. */
export function noteInstalled(name: string, folders: readonly string[], part: Part, looking: Looking): void {
  noteBy(INSTALLERS, { name, folders, looking }, { part, isInstalled: true });
}

interface Reading {
  readonly name: string;
  readonly folders: readonly string[];
  readonly looking: Looking;
}

function noteBy(conventions: readonly Convention[], { name, folders, looking }: Reading, loaded: LoadedFile): void {
  const { history } = looking.situation;
  if (history === undefined) return;
  for (const { programs, files, here } of conventions) {
    if (!programs.test(name)) continue;
    for (const path of changedFiles(history)) if (files.test(path.replaceAll('\\', '/'))) note(path, loaded, looking);
    if (!history.hasRunCommands) continue;
    for (const folder of folders)
      for (const each of here) note(pathsOf(looking.situation).join(folder, each), loaded, looking);
  }
}

function changedFiles({ changed }: History): readonly string[] {
  return Object.keys(changed).filter((path) => changed[path] !== 'person');
}

function note(path: string, found: LoadedFile, looking: Looking): void {
  const { disk, situation, loaded, paths, scripts } = looking;
  const known = loaded.get(path);
  if (known?.isInstalled === found.isInstalled) return;
  if (!situation.roots.some((root) => isBelow(path, root)) || disk.kind(path) !== 'file') return;
  if (!/^(?:task|downloaded)$/.test(provenanceOf(path, looking))) return;
  // An installation brings the lock file up to date, and lists no such change.
  if (found.isInstalled && IS_LOCK.test(path) && !Object.hasOwn(situation.history?.changed ?? {}, path)) return;
  paths.add(path);
  scripts.add(path);
  if (known === undefined) loaded.set(path, found);
  // It is run and says what to install.
  else if (known.isInstalled !== 'too') loaded.set(path, { ...known, isInstalled: 'too' });
}

const IS_LOCK = /(?:[.-]lock|\.lockb|shrinkwrap|\.sum|\.resolved)(?:\.\w+)*$/i;
