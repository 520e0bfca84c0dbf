import { nameSet } from '../names';
import { type Arg, literalArg } from '../shell/value';
import { asked, changed, fromFile, inputOf, judged, nature, placeOf, run } from './databaseAccess';
import { mongoNature } from './mongo';
import type { Call, Parsed, Program } from './program';
import { isLoopback } from './requests';

const CONNECTS = [
  '-h,--host= -p,--port= -U,--username= -d,--dbname= -w,--no-password -W,--password -V,--version -?,--help -v,--verbose',
];

/** Databases: what only asks a database of this machine runs, what changes one waits. */
export const databasePrograms: readonly Program[] = [
  {
    names: 'psql pgcli',
    options: [
      '-h,--host= -p,--port= -U,--username,-u= -d,--dbname= -w,--no-password -W,--password -V,--version -?,--help=?',
      '-c,--command= -f,--file= -a,--echo-all -A,--no-align -b,--echo-errors -e,--echo-queries -E,--echo-hidden --csv',
      '-F,--field-separator= -H,--html -l,--list -L,--log-file=write -n,--no-readline -o,--output= -P,--pset= -q,--quiet',
      '-R,--record-separator= -s,--single-step -S,--single-line -t,--tuples-only -T,--table-attr= -v,--set,--variable=',
      '-x,--expanded -X,--no-psqlrc -z,--field-separator-zero -0,--record-separator-zero -1,--single-transaction',
    ],
    see: psql,
  },
  {
    names: 'pg_isready',
    options: `${CONNECTS[0]} -q,--quiet -t,--timeout=`,
    see: (call, parsed) => asked(call, placeOf(call, parsed)),
  },
  {
    names: 'pg_dump pg_dumpall',
    options: [
      CONNECTS[0] ?? '',
      '-a,--data-only -b,--large-objects,--blobs -B,--no-large-objects,--no-blobs -c,--clean -C,--create -e,--extension=',
      '-E,--encoding= -f,--file=write -F,--format= -j,--jobs= -n,--schema= -N,--exclude-schema= -O,--no-owner',
      '-R -s,--schema-only -S,--superuser= -t,--table= -T,--exclude-table= -x,--no-privileges,--no-acl -Z,--compress=',
      '--column-inserts --attribute-inserts --inserts --if-exists --no-comments --no-publications --no-subscriptions',
      '--no-security-labels --no-tablespaces --no-table-access-method --no-toast-compression --no-unlogged-table-data',
      '--quote-all-identifiers --rows-per-insert= --section= --serializable-deferrable --snapshot= --strict-names',
      '--use-set-session-authorization --disable-dollar-quoting --disable-triggers --enable-row-security --no-sync',
      '--exclude-table-data= --extra-float-digits= --lock-wait-timeout= --load-via-partition-root --role= --on-conflict-do-nothing',
      '-g,--globals-only -r,--roles-only -t -l,--database= --exclude-database= --filter=read --include-foreign-data=',
    ],
    see: (call, parsed) => asked(call, placeOf(call, parsed)),
  },
  {
    names: 'pg_restore',
    options: [
      CONNECTS[0] ?? '',
      '-a,--data-only -c,--clean -C,--create -e,--exit-on-error -f,--file=write -F,--format= -I,--index= -j,--jobs=',
      '-l,--list -L,--use-list=read -n,--schema= -N,--exclude-schema= -O,--no-owner -P,--function= -s,--schema-only',
      '-S,--superuser= -t,--table= -T,--trigger= -x,--no-privileges,--no-acl -1,--single-transaction --if-exists --role=',
      '--no-comments --no-data-for-failed-tables --no-security-labels --no-tablespaces --section= --strict-names',
      '--disable-triggers --enable-row-security',
    ],
    operands: 'read*',
    see: (call, parsed) => {
      if (parsed.has('-l') || (parsed.has('-f') && !parsed.has('-d'))) return undefined;
      return changed(call, 'a database', 'puts a backup into a database');
    },
  },
  {
    names:
      'dropdb createdb dropuser createuser vacuumdb reindexdb clusterdb pg_ctl initdb pg_upgrade pgbench pg_basebackup',
    options: '-V,--version -?,--help',
    loose: true,
    see: (call) =>
      call.name === 'pg_ctl' && call.args[0]?.text === 'status'
        ? undefined
        : call.args.length === 1 && /^-[V?]$/.test(call.args[0]?.text ?? '')
          ? undefined
          : changed(
              call,
              call.name,
              /^(?:drop|pg_ctl)/.test(call.name)
                ? 'deletes or stops a database'
                : 'changes the databases of this machine',
            ),
  },
  {
    names: 'mysql mariadb mycli litecli',
    options: [
      '-h,--host= -P,--port= -u,--user= -p,--password=? -D,--database= -e,--execute= -S,--socket= -N,--skip-column-names',
      '-B,--batch -s,--silent -t,--table -E,--vertical -v,--verbose -w,--wait -X,--xml -H,--html -r,--raw -f,--force',
      '-n,--unbuffered -q,--quick -A,--no-auto-rehash -C,--compress -b,--no-beep -c,--comments -G,--named-commands -i',
      '-V,--version -?,--help -I -L,--skip-line-numbers -o,--one-database -U,--safe-updates -T,--debug-info --protocol=',
      '--default-character-set= --connect-timeout= --ssl-mode= --ssl --skip-ssl --ssl-ca=names --column-names --auto-rehash',
      '--skip-auto-rehash --max-allowed-packet= --get-server-public-key --skip-pager --no-defaults --login-path= --csv',
      '--init-command=no --pager=no --tee=no --plugin-dir=no --defaults-file=no --defaults-extra-file=no --local-infile=no',
      '--ssl-key=read --ssl-cert=names --default-auth=no --delimiter=no --print-defaults',
    ],
    see: mysql,
  },
  {
    names: 'mysqladmin mariadb-admin',
    options:
      '-h,--host= -P,--port= -u,--user= -p,--password=? -S,--socket= -s,--silent -v -w,--wait=? -i,--sleep= -c,--count= -E -r -V,--version --connect-timeout= --protocol= --defaults-file=no',
    see: (call, parsed) => {
      const verbs = parsed.operands.map((arg) => arg.text ?? '?');
      return verbs.every((verb) => /^(?:ping|status|extended-status|version|variables|processlist)$/.test(verb))
        ? asked(call, placeOf(call, parsed))
        : changed(call, 'a database server', 'changes or stops a database server');
    },
  },
  {
    names: 'mysqldump mariadb-dump mysqlshow mysqlcheck',
    options: [
      '-h,--host= -P,--port= -u,--user= -p,--password=? -S,--socket= -B,--databases -A,--all-databases -d,--no-data',
      '-t,--no-create-info -R,--routines -E,--events --triggers --skip-triggers --single-transaction --quick -q --opt',
      '--skip-opt --lock-tables --skip-lock-tables --no-tablespaces --skip-comments --compact --complete-insert -c',
      '--extended-insert --skip-extended-insert --hex-blob --set-gtid-purged= --column-statistics= --default-character-set=',
      '--add-drop-table --skip-add-drop-table --add-drop-database --ignore-table= --where= -w= --tables -n,--no-create-db',
      '-r,--result-file=write --xml -X --compress -C --skip-add-locks --skip-disable-keys --skip-dump-date -V,--version',
      '--ssl-mode= --protocol= -v,--verbose --force -f --max-allowed-packet= --net-buffer-length= --order-by-primary',
      '-T,--tab=no --defaults-file=no --defaults-extra-file=no --plugin-dir=no -k,--keys -i,--status --count',
    ],
    see: (call, parsed) =>
      call.name === 'mysqlcheck' && parsed.has('-r')
        ? changed(call, 'a database', 'repairs a database')
        : asked(call, placeOf(call, parsed)),
  },
  {
    names: 'sqlite3 sqlite',
    longSingle: true,
    options: [
      '-header,--header -noheader,--noheader -headers,--headers -column,--column -csv,--csv -json,--json -list,--list',
      '-line,--line -html,--html -markdown,--markdown -box,--box -table,--table -tabs,--tabs -quote,--quote -ascii,--ascii',
      '-separator,--separator= -nullvalue,--nullvalue= -newline,--newline= -echo,--echo -bail,--bail -batch,--batch',
      '-interactive,--interactive -readonly,--readonly -safe,--safe -stats,--stats -version,--version -help,--help',
      '-cmd,--cmd= -init,--init=no -vfs,--vfs=no -append,--append! -deserialize -lookaside= -memtrace -mmap= -nofollow',
      '-nonce=no -pagecache= -maxsize= -heap= -escape= -zip! -A! -archive! -unsafe-testing! -pcachetrace',
    ],
    see: sqlite,
  },
  {
    names: 'duckdb',
    longSingle: true,
    options:
      '-c,-s= -csv -json -markdown -box -table -line -list -column -html -header -noheader -separator= -nullvalue= -readonly -bail -batch -echo -version,--version -help,--help -init=no -cmd= -no-stdin -unsigned! -ui! -safe -f=read',
    see: sqlite,
  },
  {
    names:
      'usql sqlcmd mssql-cli clickhouse-client clickhouse snowsql cqlsh trino presto iredis influx bcp osql isql sqlplus',
    options:
      '-V,--version -h,--host,--server,-S= -u,--user,-U= -P,--password= -p,--port= -d,--database,-D= -q,--query,-Q,-c,--command,-e,--execute= -f,--format= -t -w= -W -s= -b -C -E -N -x --csv -l= -k= -o=no -i=no -m --multiquery --vertical -H= --help --time -n',
    see: (call, parsed) => {
      const statements = parsed.options.flatMap(({ name, value }) =>
        name === '-q' && value !== undefined ? [value] : [],
      );
      if (parsed.options.length === 0 && parsed.operands.length === 0)
        return changed(call, call.name, 'opens a database');
      if (parsed.has('-V', '--help')) return undefined;
      return statements.length > 0
        ? judged(call, statements, 'other', placeOf(call, parsed))
        : changed(call, call.name, 'opens a database');
    },
  },
  {
    names: 'mongosh mongo',
    options: [
      '--eval= --quiet --norc --host= --port= -u,--username= -p,--password= --authenticationDatabase= --authenticationMechanism=',
      '--json=? --nodb --tls --ssl --version -h,--help --retryWrites= --apiVersion= -f,--file=file --shell! --tlsCAFile=names',
      '--tlsCertificateKeyFile=read --tlsAllowInvalidCertificates --skipStartupWarnings --verbose',
    ],
    see: mongo,
  },
  {
    names: 'mongodump mongorestore mongoexport mongoimport bsondump mongostat mongotop',
    loose: true,
    options:
      '--version --help -h,--host= --uri= --port= -u= -p= -d,--db= -c,--collection= -o,--out=write --file=read --quiet',
    see: (call, parsed) => {
      if (parsed.has('--version', '--help')) return undefined;
      const at = /^(?:bsondump|mongostat|mongotop|mongoexport)$/.test(call.name) ? placeOf(call, parsed) : undefined;
      return at === undefined ? changed(call, call.name, 'copies a database out or in') : asked(call, at);
    },
  },
  {
    names: 'redis-cli valkey-cli keydb-cli',
    options: [
      '-h= -p= -s=no -a= -u= -n= -r= -i= -d= -D= -c -e -x -X= -2 -3 --raw --no-raw --csv --json --quoted-json --stat --scan',
      '--pattern= --quoted-pattern= --bigkeys --memkeys --memkeys-samples= --hotkeys --latency --latency-history --intrinsic-latency=',
      '--user= --pass= --askpass --no-auth-warning --verbose --tls --cacert=names --insecure --sni= --show-pushes= --version',
      '--help -v --count= --eval=no --cluster=no --rdb=no --functions-rdb=no --pipe! --replica! --ldb! --ldb-sync-mode! --lru-test! --cert=read --key=read',
    ],
    see: redis,
  },
  {
    names: 'etcdctl',
    loose: true,
    options:
      '--endpoints= --cacert=names --cert=read --key=read --user= -w,--write-out= --prefix --keys-only --command-timeout=',
    see: (call, parsed) => {
      const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      const at = parsed.value('--endpoints');
      const hosts =
        at === undefined
          ? ['localhost']
          : (at.text ?? '?').split(',').map((each) => each.replace(/^https?:\/\//, '').replace(/:\d+.*$/, ''));
      if (
        /^(?:version|endpoint (?:health|status)|member list|get \S|alarm list|lease list|user list|role list|auth status)/.test(
          words,
        ) &&
        !/registry\/secrets/.test(words)
      )
        return asked(call, hosts.every(isLoopback) ? 'local' : 'elsewhere');
      return words === '' ? undefined : changed(call, 'etcd', 'changes what etcd keeps');
    },
  },
  {
    names: 'liquibase flyway alembic-cli dbmate migrate goose atlas sqitch tern',
    loose: true,
    see: (call, parsed) => {
      const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      return /^(?:info|validate|status|history|version|help|diff|lint|log|plan|new|create|(?:migrate|schema) (?:lint|status|diff|inspect|validate|hash|new))(?: |$)/.test(
        words,
      ) || words === ''
        ? call.runHere('run.tool', call.name, 'looks at the migrations of a database')
        : changed(call, call.name, 'changes the tables of a database');
    },
  },
  {
    names:
      'kafka-topics kafka-topics.sh kafka-configs kafka-configs.sh kafka-consumer-groups kafka-consumer-groups.sh kcat rabbitmqctl rabbitmqadmin nats pulsar-admin',
    loose: true,
    see: (call) => {
      const all = call.args.map((arg) => arg.text ?? '?').join(' ');
      return /(?:^| )(?:--list|--describe|--version|version|status|list_\w+|list|ls|info|ping|cluster_status|node_health_check|-L)(?: |$)/.test(
        all,
      ) && !/delete|create|alter|reset|purge|--import|set_|add |rm |publish|declare/.test(all)
        ? asked(
            call,
            /(?:^|[ =])(?:--bootstrap-server|-b|-s|--server)[ =](?!localhost|127\.0\.0\.1)/.test(all)
              ? 'elsewhere'
              : 'local',
          )
        : changed(call, call.name, `changes what ${call.name} keeps`);
    },
  },
  {
    names: 'restic borg borgmatic duplicity kopia pgbackrest barman wal-g',
    loose: true,
    see: (call, parsed) =>
      /^(?:version|list|info|snapshots|stats|ls|check|help|diff|find|status|rlist|rinfo)$/.test(
        parsed.operands[0]?.text ?? 'help',
      )
        ? call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'looks at backups' })
        : call.emit('deploy', call.name, { detail: 'deploy.backup', says: 'makes, restores or deletes backups' }),
  },
];

function psql(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-V', '-?')) return undefined;
  const at = placeOf(call, parsed);
  const output = parsed.value('-o');
  if (output !== undefined && /^\|/.test(output.head)) {
    call.unknown('program.option', output.raw, 'gives what it finds to a command');
    call.script({ ...output, text: output.text?.slice(1), head: output.head.slice(1) });
  } else if (output !== undefined) call.file('write', output);
  if (parsed.has('-l')) return asked(call, at);
  const statements: Arg[] = [];
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    if (name === '-c') statements.push(value);
    else if (name === '-f' && value.text !== '-') {
      const text = fromFile(call, value);
      if (text === undefined)
        call.unknown('value.script', value.raw, `runs the statements of ${value.raw} on a database`);
      else statements.push(text);
    }
  }
  const texts = [...statements, inputOf(call)].map((each) => each?.text ?? '').join('\n');
  // Variables are put in as they stand.
  if (parsed.has('-v') && /(?<!:):['"]?\w/.test(texts))
    return changed(call, 'a database', 'puts variables into statements on a database');
  return run(call, statements, 'psql', at);
}

function mysql(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-V', '-?', '--print-defaults')) return undefined;
  const statements = parsed.options.flatMap(({ name, value }) => (name === '-e' && value !== undefined ? [value] : []));
  return run(call, statements, 'mysql', placeOf(call, parsed));
}

function sqlite(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-version', '-help')) return undefined;
  const [file, ...given] = parsed.operands;
  const commands = parsed.options.flatMap(({ name, value }) =>
    /^-(?:cmd|c)$/.test(name) && value !== undefined ? [value] : [],
  );
  const statements = [...commands, ...given];
  const input = inputOf(call);
  const all = statements.length > 0 ? statements : input === undefined ? [] : [input];
  const isMemory = file === undefined || file.text === ':memory:' || file.text === '';
  const isDuck = call.name === 'duckdb';
  const natures = all.map((each) => {
    if (each.text === undefined) return 'beyond';
    if (isDuck) return nature(withoutFiles(call, each.text), 'other');
    return copyOf(call, each.text) ? 'asks' : nature(each.text, 'sqlite');
  });
  const worst =
    natures.includes('beyond') || all.length === 0 ? 'beyond' : natures.includes('changes') ? 'changes' : 'asks';
  if (isDuck && all.some((each) => readsBeyond(withoutFiles(undefined, each.text ?? ''))))
    return changed(call, 'a database', 'reads files or addresses through a database');
  if (!isMemory && file !== undefined) {
    if (/^file:/.test(file.head)) {
      const path = file.text?.replace(/^file:(?:\/\/)?/, '').replace(/\?.*$/, '');
      call.file('read', { ...file, text: path, head: path ?? file.head });
    } else call.file(worst === 'changes' ? 'write' : 'read', file);
  }
  if (worst === 'asks') return undefined;
  // A database that is only in memory, temporary or made by this very command is nobody's loss.
  const isMaking =
    all.some((each) => /\bcreate\b/i.test(each.text ?? '')) &&
    all.every((each) => !/\b(?:drop|delete|update|alter|replace|vacuum)\b/i.test(each.text ?? ''));
  const area = file === undefined ? undefined : call.areaOf(file);
  const isFresh =
    isMemory ||
    area === 'temp' ||
    (area === 'workspace' && isMaking && file !== undefined && call.kindOf(file) === 'missing');
  if (worst === 'changes' && isFresh) return undefined;
  return changed(
    call,
    file?.raw ?? 'a database',
    all.length === 0 ? 'opens a database for whatever is typed' : 'runs statements on a database',
  );
}

/** `.backup FILE`: all of a database, once more. Told where that is written. */
function copyOf(call: Call, text: string): boolean {
  const [, single, double, bare] =
    /^\s*\.(?:backup|save)\s+(?:main\s+)?(?:'([^'\\\n]+)'|"([^"\\\n]+)"|([^\s'"|\\-][^\s'"|\\]*))\s*$/.exec(text) ?? [];
  const file = single ?? double ?? bare;
  if (file !== undefined) call.file('write', literalArg(file, call.part));
  return file !== undefined;
}

/** Where DuckDB takes a file for a table: it may be an address as well, and then stays. */
const FILE_AS_TABLE =
  /\b(from|join)\s+(?:read_(?:csv|csv_auto|parquet|json|json_auto|ndjson|ndjson_auto)\s*\(\s*)?(['"])((?:(?!:\/)[\w./*-])+)\2(?:\s*\))?/gi;

/** A statement with names in the place of files that it reads, which are told. */
function withoutFiles(call: Call | undefined, text: string): string {
  return text.replace(FILE_AS_TABLE, (_, word: string, quote: string, file: string) => {
    call?.file('read', literalArg(file, call.part));
    void quote;
    return `${word} file_read`;
  });
}

/** Anything else that is read or written by its path. */
function readsBeyond(text: string): boolean {
  return /\b(?:read_\w+|(?:from|join)\s+['"]|glob|sniff_csv|parquet_\w+)|"[^"]*[/:.\\][^"]*"|,\s*'[^']*[/:.\\][^']*'/i.test(
    text,
  );
}

function mongo(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--version', '-h')) return undefined;
  const code = parsed.options.flatMap(({ name, value }) => (name === '--eval' && value !== undefined ? [value] : []));
  const input = code.length > 0 ? undefined : inputOf(call);
  const all = input === undefined ? code : [input];
  if (all.length === 0 || parsed.has('-f') || parsed.operands.some((arg) => /\.js$/.test(arg.head)))
    return changed(call, 'a database', 'runs code on a database');
  return all.every((each) => each.text !== undefined && mongoNature(each.text) === 'asks')
    ? asked(call, placeOf(call, parsed))
    : changed(call, 'a database', 'runs code on a database');
}

const REDIS_READS = nameSet([
  'ping info get mget keys scan exists ttl pttl type dbsize llen lrange lindex hgetall hget hkeys hvals hlen hmget hexists',
  'hscan hstrlen smembers scard sismember smismember srandmember sscan sinter sunion sdiff zrange zrevrange zcard zscore',
  'zcount zrank zrevrank zrangebyscore zrevrangebyscore zscan zmscore strlen getrange getbit bitcount time lastsave role',
  'xinfo xlen xrange xrevrange xpending pfcount geopos geodist geosearch echo select dump randomkey expiretime touch lolwut',
  'json.get json.type json.mget json.objkeys ft.search ft.info ft._list ts.get ts.range',
]);
const REDIS_LOOKS =
  /^(?:memory (?:usage|stats|doctor)|object (?:encoding|refcount|idletime|freq|help)|client (?:list|info|id|getname)|config get|command(?: (?:count|docs|info|list))?|slowlog (?:get|len)|cluster (?:info|nodes|slots|shards|myid)|pubsub \w+|latency (?:latest|history|doctor)|module list|acl (?:list|whoami|users|cat)|function list|script exists|debug object)(?: |$)/i;

function redis(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--version', '--help', '-v')) return undefined;
  const words = parsed.operands.map((arg) => arg.text ?? '?');
  const at = placeOf(call, parsed);
  if (words.length > 0) {
    const isReading = REDIS_READS.has((words[0] ?? '').toLowerCase()) || REDIS_LOOKS.test(words.join(' '));
    return isReading && !parsed.has('-x', '-X')
      ? asked(call, at)
      : changed(call, 'a database', 'changes what a database keeps');
  }
  if (
    parsed.has(
      '--stat',
      '--scan',
      '--bigkeys',
      '--memkeys',
      '--hotkeys',
      '--latency',
      '--latency-history',
      '--intrinsic-latency',
    )
  )
    return asked(call, at);
  const lines = (inputOf(call)?.text ?? '?').split('\n').filter((line) => line.trim() !== '');
  const isReading = lines.every(
    (line) => REDIS_READS.has(line.trim().split(/\s/)[0]?.toLowerCase() ?? '') || REDIS_LOOKS.test(line.trim()),
  );
  return isReading ? asked(call, at) : changed(call, 'a database', 'runs commands on a database');
}
