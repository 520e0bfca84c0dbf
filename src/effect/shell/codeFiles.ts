import { anyPath } from '../names';

/** Files that builds, tests and interpreters run. */
const CODE_FILE = new RegExp(
  `(?:^|/)${anyPath([
    'package.json makefile Makefile GNUmakefile justfile Rakefile Gemfile CMakeLists.txt Dockerfile Cargo.toml build.rs',
    'pyproject.toml setup.py setup.cfg conftest.py tox.ini noxfile.py build.gradle build.gradle.kts pom.xml *config*',
    '*.{js,jsx,ts,tsx,cjs,cjsx,cts,ctsx,mjs,mjsx,mts,mtsx,vue,svelte} *.{py,rb,pl,php,lua} *.{sh,bash,zsh,mk}',
    '*.{go,rs,java,kt,gradle,c,cc,cpp,h,cs,csproj,props,targets,ex,exs,swift,zig,hs,cabal,sbt,cmake,ninja}',
    'build.xml composer.json {T,t}askfile.{yml,yaml} Procfile Vagrantfile meson.build BUILD BUILD.bazel WORKSPACE',
  ])}$`,
);

/** Whether builds, tests or interpreters of a project run it, by its name. */
export function isCodeFile(path: string): boolean {
  return CODE_FILE.test(path.replaceAll('\\', '/'));
}
