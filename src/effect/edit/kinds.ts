import { anyPath } from '../names';
import type { EditedFile } from './fact';

/** Files that tools write and people don't: an edit by hand makes them say what no tool would. */
interface WrittenByTools {
  readonly detail: string;
  /** What such a file is, as the end of "changes …". */
  readonly as: string;
  readonly test: RegExp;
}

const KINDS: readonly WrittenByTools[] = [
  {
    detail: 'change.installed',
    as: 'code that a package manager put there, which runs wherever the package is used',
    test: new RegExp(
      `(?:^|/)${anyPath('node_modules bower_components jspm_packages site-packages dist-packages .venv venv .tox .nox .bundle .gems .eggs .pnp .yarn .m2 .gradle .cargo .rustup .terraform .dart_tool Pods Carthage .stack-work deps/.git'.toLowerCase())}/|(?:^|/)vendor/bundle/|(?:^|/)\\.pnp\\.(?:cjs|loader\\.mjs)$`,
    ),
  },
  {
    detail: 'change.wrapper',
    as: 'a program that downloads and starts a build tool',
    test: /(?:^|\/)(?:gradlew|mvnw|sbtw|millw|bazelisk|tools\/bazel|lein)(?:\.bat|\.cmd|\.ps1)?$/,
  },
];

/** The kind of file written by tools that an edit changes by hand; undefined for an ordinary one. */
export function writtenByTools({ folded }: EditedFile): WrittenByTools | undefined {
  return KINDS.find(({ test }) => test.test(folded));
}
