import { posix, win32 } from 'node:path';
import type { Situation } from '../action/situation';
import { isExecutableFile } from './bash';

export interface RipgrepPlaces {
  /** Where the editor is installed (`vscode.env.appRoot`). */
  readonly appRoot: string | undefined;
  /** Of the commands, in which no folder of the workspace stands. */
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: Situation['platform'];
  /** `linux-x64`, as node names them. */
  readonly machine?: string | undefined;
  readonly isProgram?: ((path: string) => boolean) | undefined;
}

/** The ripgrep that comes with the editor, whose place has changed between versions, else one on the PATH. */
export function findRipgrep(places: RipgrepPlaces): string | undefined {
  const { appRoot, environment, platform, isProgram = isExecutableFile } = places;
  const machine = places.machine ?? `${process.platform}-${process.arch}`;
  const { join, isAbsolute, delimiter } = platform === 'windows' ? win32 : posix;
  const name = platform === 'windows' ? 'rg.exe' : 'rg';
  const withEditor = ['node_modules', 'node_modules.asar.unpacked'].flatMap((modules) =>
    [
      ['@vscode', 'ripgrep-universal', 'bin', machine, name],
      ['@vscode', 'ripgrep', 'bin', name],
    ].map((rest) => (appRoot === undefined ? undefined : join(appRoot, modules, ...rest))),
  );
  const onPath = (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name));
  return [...withEditor, ...onPath].find((candidate) => candidate !== undefined && isProgram(candidate));
}
