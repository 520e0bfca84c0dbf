import { namesIn } from '../names';
import { archivePrograms } from './archives';
import { cloudPrograms } from './cloud';
import { filePrograms } from './files';
import { gitPrograms } from './git';
import { languagePrograms } from './languages';
import { networkPrograms } from './network';
import { nodePrograms } from './node';
import type { Program } from './program';
import { shellBuiltins } from './shellBuiltins';
import { systemPrograms } from './system';
import { textPrograms } from './text';
import { wrapperPrograms } from './wrappers';

const families: readonly (readonly Program[])[] = [
  shellBuiltins,
  filePrograms,
  textPrograms,
  wrapperPrograms,
  gitPrograms,
  nodePrograms,
  languagePrograms,
  networkPrograms,
  archivePrograms,
  systemPrograms,
  cloudPrograms,
];

const byName: ReadonlyMap<string, Program> = new Map(
  families.flatMap((family) =>
    family.flatMap((program) => namesIn(program.names).map((name): [string, Program] => [name, program])),
  ),
);

export function findProgram(name: string): Program | undefined {
  return byName.get(name);
}

/** Names of all programs that are known, for documentation and tests. */
export function programNames(): readonly string[] {
  return [...byName.keys()];
}
