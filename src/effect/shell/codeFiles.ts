import { anyPath, nameSet } from '../names';
import { isTameText } from './tameText';
import type { Arg } from './value';

/** Files that builds, tests and interpreters run. */
const CODE_FILE = new RegExp(
  `(?:^|/)${anyPath([
    'package.json makefile Makefile GNUmakefile justfile Rakefile Gemfile CMakeLists.txt Dockerfile Cargo.toml build.rs',
    'pyproject.toml setup.py setup.cfg conftest.py tox.ini noxfile.py build.gradle build.gradle.kts pom.xml *config*',
    '*.{js,jsx,ts,tsx,cjs,cjsx,cts,ctsx,mjs,mjsx,mts,mtsx,vue,svelte} *.{py,rb,pl,php,lua} *.{sh,bash,zsh,mk}',
    '*.{go,rs,java,kt,gradle,c,cc,cpp,h,cs,csproj,props,targets,ex,exs,swift,zig,hs,cabal,sbt,cmake,ninja}',
    'build.xml composer.json {T,t}askfile.{yml,yaml} Procfile Vagrantfile SConstruct SConscript wscript meson.build BUILD BUILD.bazel WORKSPACE',
  ])}$`,
);

/** Whether builds, tests or interpreters of a project run it, by its name. */
export function isCodeFile(path: string): boolean {
  return CODE_FILE.test(path.replaceAll('\\', '/'));
}

/** What these write is made of the code that was there: compilers, formatters, and what gets committed code back. */
const MAKING = nameSet([
  'gcc g++ cc c++ clang clang++ tcc gfortran nasm yasm as ld emcc nvcc rustc go javac kotlinc scalac swiftc zig nim dmd',
  'ldc2 ghc ocamlfind ocamlopt fpc crystal tsc esbuild swc cargo cmake make ninja dotnet',
  'prettier eslint biome dprint stylelint standard xo black ruff isort autopep8 yapf pyupgrade gofmt gofumpt goimports',
  'rustfmt clang-format clang-tidy shfmt rubocop standardrb php-cs-fixer pint ktlint google-java-format scalafmt git',
]);

/** They put text that stands in their arguments in the place of other text. */
const REPLACING = nameSet('sed gsed perl sd');

/** Whether a file that a program writes stays what it was made of: no code came in that does more than compute. */
export function makesOfWhatIsThere(name: string, args: readonly Arg[], path: string): boolean {
  if (name === 'touch') return true;
  if (REPLACING.has(name))
    return args.every(({ text }) => text !== undefined && (isNameOf(text, path) || isTameText(text, path)));
  if (!MAKING.has(name)) return false;
  if (name === 'git') return !args.some((arg) => /^(?:apply|am|config|clone|archive|submodule)$/.test(arg.text ?? '?'));
  // `-x c` makes any file a source.
  return !args.some((arg) => /^-x/.test(arg.head));
}

function isNameOf(text: string, path: string): boolean {
  return text.slice(text.lastIndexOf('/') + 1) === path.slice(path.lastIndexOf('/') + 1);
}
