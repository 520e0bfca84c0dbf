import { nameSet } from '../names';

/** Methods that find, count, show or tell. Any other may change something. */
const METHODS = nameSet([
  'find findOne count countDocuments estimatedDocumentCount distinct explain limit sort skip pretty toArray forEach map',
  'project projection hint batchSize itcount hasNext next size length tryNext filter slice join includes keys values entries',
  'print printjson stringify parse stats dataSize storageSize totalSize totalIndexSize getCollectionNames getCollectionInfos',
  'getCollection getSiblingDB getIndexes getName getMongo getDBNames getDBs listCommands hello isMaster version serverStatus',
  'hostInfo buildInfo status conf config printReplicationInfo printSecondaryReplicationInfo getReplicationInfo getUsers getRoles',
  'adminCommand runCommand isCapped latencyStats getShardDistribution ObjectId ISODate Date UUID NumberLong NumberInt Number String',
  'toString toISOString toFixed getTime EJSON tojson currentOp serverCmdLineOpts getLogComponents help',
]);
const COMMANDS =
  /^(?:ping|hello|isMaster|ismaster|buildInfo|buildinfo|serverStatus|dbStats|dbstats|collStats|collstats|listDatabases|listCollections|listIndexes|replSetGetStatus|connectionStatus|hostInfo|count|find|explain|getParameter|features|whatsmyuri|top)$/;

/** Code for the shell of MongoDB: whether all it calls only looks. */
export function mongoNature(code: string): 'asks' | 'changes' {
  const names = [...code.matchAll(/(?:runCommand|adminCommand)\(\s*(?:\{\s*)?["']?(\w+)["']?/g)].map(
    (match) => match[1] ?? '',
  );
  const commands = (code.match(/(?:runCommand|adminCommand)\s*\(/g) ?? []).length;
  if (names.length !== commands || !names.every((name) => COMMANDS.test(name))) return 'changes';
  if (
    /[`\\]|\$(?:out|merge|where|function|accumulator)|\[\s*["'a-zA-Z(]|\b(?:eval|require|process|import|load|fs|mapReduce|Function|constructor|new\s+Mongo|cat|while|connect|passwordPrompt)\b/.test(
      code,
    )
  )
    return 'changes';
  const plain = code.replace(/"[^"\n]*"|'[^'\n]*'/g, "''");
  if (/["']{3}|(?<![=!<>])=(?![=>])|\+\+|--|\bdelete\b/.test(plain)) return 'changes';
  for (const [, name = ''] of plain.matchAll(/([\w$]+)\s*\(/g))
    if (!METHODS.has(name) && !/^(?:if|for|function)$/.test(name)) return 'changes';
  // `show dbs`, `use test`.
  for (const statement of plain.split(/[;\n]/)) {
    const text = statement.trim();
    if (/^(?:show (?:dbs|databases|collections|tables|users|roles|profile|logs)|use \w+|db)?$/.test(text)) continue;
    if (/^(?:show|use)\s/.test(text) || !/[({})]/.test(text)) return 'changes';
  }
  return 'asks';
}
