import type { History } from '../../action/situation';
import type { Part } from '../effect';
import type { Looking } from '../looking';
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

const CONVENTIONS: readonly Convention[] = [
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
  convention('terraform tofu terragrunt', '*.tf{,.json} terragrunt.hcl *.tfvars'),
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
  convention('direnv', '.envrc'),
  convention('scons waf', 'SConstruct SConscript wscript'),
];

function convention(programs: Names, files: Names): Convention {
  return {
    programs: new RegExp(`^(?:${either(programs)})$`),
    files: new RegExp(`(?:^|/)${anyPath(files)}$`),
    here: namesIn(files).filter((name) => !/[*{}[\]?]/.test(name)),
  };
}

/** A program is run: what this task changed of the files that it reads by their names is what it does now. */
export function noteLoaded(name: string, folders: readonly string[], part: Part, looking: Looking): void {
  const { history } = looking.situation;
  if (history === undefined) return;
  for (const { programs, files, here } of CONVENTIONS) {
    if (!programs.test(name)) continue;
    for (const path of changedFiles(history)) if (files.test(path.replaceAll('\\', '/'))) note(path, part, looking);
    if (!history.hasRunCommands) continue;
    for (const folder of folders)
      for (const each of here) note(pathsOf(looking.situation).join(folder, each), part, looking);
  }
}

function changedFiles({ changed }: History): readonly string[] {
  return Object.keys(changed).filter((path) => changed[path] !== 'person');
}

function note(path: string, part: Part, looking: Looking): void {
  const { disk, situation, loaded, paths, scripts } = looking;
  if (loaded.has(path) || !situation.roots.some((root) => isBelow(path, root)) || disk.kind(path) !== 'file') return;
  if (!/^(?:task|downloaded)$/.test(provenanceOf(path, looking))) return;
  paths.add(path);
  scripts.add(path);
  loaded.set(path, part);
}
