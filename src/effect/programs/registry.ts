import { namesIn } from '../names';
import { archivePrograms } from './archives';
import { cloudPrograms } from './clouds';
import { clusterPrograms } from './clusters';
import { comparingPrograms } from './compare';
import { containerPrograms } from './containers';
import { contractPrograms } from './contracts';
import { copyingPrograms } from './copying';
import { curlPrograms } from './curl';
import { databasePrograms } from './databases';
import { dataPipelines } from './dataPipelines';
import { debuggers } from './debuggers';
import { desktopPrograms } from './desktop';
import { documentPrograms } from './documents';
import { dotnetPrograms } from './dotnet';
import { editorPrograms } from './editors';
import { embeddedPrograms } from './embedded';
import { filePrograms } from './files';
import { gitPrograms } from './git';
import { goPrograms } from './golang';
import { helmPrograms } from './helm';
import { hostingPrograms } from './hosting';
import { httpPrograms } from './httpClients';
import { infrastructurePrograms } from './infrastructure';
import { infrastructureChecks } from './infrastructureChecks';
import { jvmPrograms } from './jvm';
import { keyPrograms } from './keys';
import { launchers } from './launchers';
import { linters } from './linters';
import { listingPrograms } from './listing';
import { machinePrograms } from './machine';
import { mediaPrograms } from './media';
import { mobilePrograms } from './mobile';
import { mobileTools } from './mobileTools';
import { nativePrograms } from './native';
import { nodePrograms } from './node';
import { nodeMakers } from './nodeMakers';
import { nodeTools } from './nodeTools';
import { opensslPrograms } from './openssl';
import { otherLanguagePrograms } from './otherLanguages';
import { otherVcsPrograms } from './otherVcs';
import { packageManagers } from './packageManagers';
import { packageRunners } from './packageRunners';
import { processPrograms } from './processes';
import type { Program } from './program';
import { pythonPrograms } from './python';
import { pythonDevelopment } from './pythonDevelopment';
import { pythonPackages } from './pythonPackages';
import { pythonTools } from './pythonTools';
import { reachabilityPrograms } from './reachability';
import { remoteShellPrograms } from './remoteShells';
import { renamingPrograms } from './renaming';
import { rustPrograms } from './rust';
import { scriptingPrograms } from './scripting';
import { searchPrograms } from './search';
import { servicePrograms } from './services';
import { shellBuiltins } from './shellBuiltins';
import { sitePrograms } from './sites';
import { smallerBuilds } from './smallerBuilds';
import { socketPrograms } from './sockets';
import { sourceGenerators } from './sourceGenerators';
import { structuredPrograms } from './structured';
import { systemPackages } from './systemPackages';
import { taskRunners } from './taskRunners';
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
  packageManagers,
  packageRunners,
  nodePrograms,
  nodeTools,
  nodeMakers,
  pythonPrograms,
  pythonPackages,
  pythonTools,
  pythonDevelopment,
  dataPipelines,
  linters,
  rustPrograms,
  goPrograms,
  jvmPrograms,
  scriptingPrograms,
  dotnetPrograms,
  mobilePrograms,
  mobileTools,
  embeddedPrograms,
  contractPrograms,
  otherLanguagePrograms,
  nativePrograms,
  smallerBuilds,
  sourceGenerators,
  debuggers,
  taskRunners,
  sitePrograms,
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
  systemPackages,
  desktopPrograms,
  windowsPrograms,
  containerPrograms,
  clusterPrograms,
  helmPrograms,
  infrastructurePrograms,
  infrastructureChecks,
  cloudPrograms,
  databasePrograms,
  versionManagers,
];

const byName: ReadonlyMap<string, Program> = new Map(
  programEntries().flatMap((program) => namesIn(program.names).map((name): [string, Program] => [name, program])),
);

export function findProgram(name: string): Program | undefined {
  return byName.get(name);
}

/** Names of all programs that are known, for documentation and tests. */
export function programNames(): readonly string[] {
  return [...byName.keys()];
}

/** Everything that is written down of programs. Each name stands in one entry alone: a test checks it. */
export function programEntries(): readonly Program[] {
  return families.flat();
}
