import { namesIn } from '../names';
import { archivePrograms } from './archives';
import { cloudPrograms } from './clouds';
import { clusterPrograms } from './clusters';
import { comparingPrograms } from './compare';
import { containerPrograms } from './containers';
import { copyingPrograms } from './copying';
import { curlPrograms } from './curl';
import { databasePrograms } from './databases';
import { desktopPrograms } from './desktop';
import { documentPrograms } from './documents';
import { editorPrograms } from './editors';
import { filePrograms } from './files';
import { gitPrograms } from './git';
import { helmPrograms } from './helm';
import { hostingPrograms } from './hosting';
import { httpPrograms } from './httpClients';
import { infrastructurePrograms } from './infrastructure';
import { keyPrograms } from './keys';
import { languagePrograms } from './languages';
import { launchers } from './launchers';
import { listingPrograms } from './listing';
import { machinePrograms } from './machine';
import { mediaPrograms } from './media';
import { nodePrograms } from './node';
import { opensslPrograms } from './openssl';
import { otherVcsPrograms } from './otherVcs';
import { processPrograms } from './processes';
import type { Program } from './program';
import { reachabilityPrograms } from './reachability';
import { remoteShellPrograms } from './remoteShells';
import { renamingPrograms } from './renaming';
import { searchPrograms } from './search';
import { servicePrograms } from './services';
import { shellBuiltins } from './shellBuiltins';
import { socketPrograms } from './sockets';
import { structuredPrograms } from './structured';
import { systemPackagePrograms } from './systemPackages';
import { textPrograms } from './text';
import { versionManagers } from './versionManagers';
import { windowsPrograms } from './windows';
import { wrapperPrograms } from './wrappers';

const families: readonly (readonly Program[])[] = [
  shellBuiltins,
  filePrograms,
  copyingPrograms,
  listingPrograms,
  textPrograms,
  searchPrograms,
  comparingPrograms,
  structuredPrograms,
  editorPrograms,
  mediaPrograms,
  documentPrograms,
  renamingPrograms,
  wrapperPrograms,
  launchers,
  gitPrograms,
  otherVcsPrograms,
  hostingPrograms,
  nodePrograms,
  languagePrograms,
  curlPrograms,
  httpPrograms,
  socketPrograms,
  opensslPrograms,
  reachabilityPrograms,
  remoteShellPrograms,
  keyPrograms,
  archivePrograms,
  processPrograms,
  servicePrograms,
  machinePrograms,
  systemPackagePrograms,
  desktopPrograms,
  windowsPrograms,
  containerPrograms,
  clusterPrograms,
  helmPrograms,
  infrastructurePrograms,
  cloudPrograms,
  databasePrograms,
  versionManagers,
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
