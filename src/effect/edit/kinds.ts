import { anyPath } from '../names';
import type { EditedFile } from './fact';

/** Files that tools write and people don't: an edit by hand makes them say what no tool would. */
interface WrittenByTools {
  readonly detail: string;
  /** What such a file is, as the end of "changes …". */
  readonly as: string;
  readonly test: RegExp;
  /** Edits that people make as well. */
  readonly isOrdinary?: ((before: string, after: string) => boolean) | undefined;
}

const KINDS: readonly WrittenByTools[] = [
  {
    detail: 'change.installed',
    as: 'code that a package manager put there, which runs wherever the package is used',
    test: new RegExp(
      `(?:^|/)${anyPath([
        'node_modules bower_components jspm_packages site-packages dist-packages .venv venv .tox .nox .bundle .gems .eggs',
        '.pnp .yarn .m2 .gradle .cargo .rustup .terraform .dart_tool pods carthage .stack-work vendor/bundle',
      ])}/|(?:^|/)\\.pnp\\.(?:cjs|loader\\.mjs)$`,
    ),
  },
  {
    detail: 'change.lock',
    as: 'which code is installed, beside what the project says that it wants',
    test: new RegExp(
      `(?:^|/)${anyPath([
        '{package,npm-shrinkwrap,composer,deno,bun,packages,pipfile,poetry,uv,pdm,pixi,cargo,gemfile,flake,mix,pubspec}.lock',
        '{podfile,cartfile,chart,conan,paket,gradle,buildscript-gradle,shard,stack.yaml,rebar,elm-stuff,devbox,mise}.lock',
        '{package-lock,npm-shrinkwrap,packages.lock,jsr-lock,devcontainer-lock,.package-lock}.json bun.lockb yarn.lock',
        '{pnpm-lock,conda-lock,pylock,shrinkwrap}.{yaml,yml,toml} gems.locked go.{work.,}sum cartfile.resolved package.resolved',
        'cabal.project.freeze .terraform.lock.hcl module.bazel.lock gopkg.lock glide.lock berksfile.lock dub.selections.json',
      ])}$`,
    ),
    isOrdinary: (before, after) => withoutOwnVersion(before) === withoutOwnVersion(after),
  },
  {
    detail: 'change.state',
    as: 'what a tool believes to be deployed, as only its own import, apply or destroy would',
    test: new RegExp(
      `(?:^|/)${anyPath([
        '*.tfstate *.tfstate.* *.tfstate.d/** .terraform.tfstate.lock.info *.tfplan',
        '.pulumi/** .serverless/** .sst/** .vagrant/** .minikube/** cdk.out/** amplify/#current-cloud-backend/** sh.helm.release.v1.*',
      ])}$`,
    ),
  },
  {
    detail: 'change.state',
    as: 'which cluster commands reach, and with whose rights',
    test: new RegExp(`(?:^|/)${anyPath('.kube/config kubeconfig *.kubeconfig {,*[-_.]}kubeconfig.{yaml,yml,json}')}$`),
  },
  {
    detail: 'change.state',
    as: 'a database, which only its own program should write',
    test: new RegExp(
      `(?:^|/)${anyPath('*.{sqlite,sqlite3,db3,sqlitedb,mdb,accdb,realm,rdb,aof,ldb,mdf,ldf,frm,ibd,myd} *.{sqlite,sqlite3,db}-{wal,shm,journal} *.db')}$`,
    ),
  },
  {
    detail: 'change.state',
    as: 'which migrations count as done, as only running them would',
    test: new RegExp(
      `(?:^|/)${anyPath('{alembic_version,schema_migrations,flyway_schema_history}{,.*} migrations/meta/**.json drizzle/meta/**.json drizzle/**/meta/**.json migration_lock.toml')}$`,
    ),
  },
  {
    detail: 'change.wrapper',
    as: 'a program that downloads and starts a build tool',
    test: /(?:^|\/)(?:gradlew|mvnw|sbtw|millw|bazelisk|tools\/bazel|lein)(?:\.bat|\.cmd|\.ps1)?$/,
  },
];

/** The kind of file written by tools that an edit changes by hand; undefined for an ordinary one. */
export function writtenByTools(
  { folded }: EditedFile,
  { before, after }: { readonly before: string | null; readonly after: string },
): WrittenByTools | undefined {
  const kind = KINDS.find(({ test }) => test.test(folded));
  return before !== null && kind?.isOrdinary?.(before, after) === true ? undefined : kind;
}

/** A lock file of npm begins with the name and version of the project itself, which change with every release. */
function withoutOwnVersion(text: string): string {
  const end = text.search(/"(?:node_modules\/|dependencies"|packages"\s*:\s*\{\s*"[^"])/);
  if (end < 0) return text;
  return text.slice(0, end).replace(/"(?:name|version)"\s*:\s*"[^"\\]*"/g, '') + text.slice(end);
}
