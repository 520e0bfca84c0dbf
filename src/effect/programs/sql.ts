import { nameSet } from '../names';

/** What a text of SQL does: only asks; changes what a database of one's own keeps; or reaches beyond. */
export type SqlNature = 'asks' | 'changes' | 'beyond';

/** Each of the tools has a language of its own around SQL. */
export type Dialect = 'psql' | 'mysql' | 'sqlite' | 'other';

/** Functions that compute, count or tell about the database. Any other may do anything. */
const FUNCTIONS = nameSet([
  'count sum avg min max total group_concat string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg',
  'bool_and bool_or every stddev variance stddev_pop stddev_samp var_pop var_samp percentile_cont percentile_disc mode',
  'median corr any_value first last listagg approx_count_distinct uniq quantile',
  'row_number rank dense_rank ntile lag lead first_value last_value nth_value percent_rank cume_dist',
  'coalesce nullif ifnull isnull if iif nvl greatest least cast convert try_cast typeof pg_typeof decode case',
  'abs ceil ceiling floor round trunc truncate mod power pow sqrt exp ln log log10 log2 sign pi random rand sin cos tan',
  'length char_length character_length octet_length len lower upper trim ltrim rtrim btrim substr substring substring_index',
  'replace concat concat_ws left right lpad rpad repeat reverse position strpos instr locate split_part format initcap',
  'printf quote quote_ident quote_literal ascii chr char hex unhex md5 sha1 sha2 sha256 encode to_hex translate space',
  'regexp_replace regexp_match regexp_matches regexp_like regexp_substr regexp_count regexp_split_to_array like glob unicode',
  'now current_timestamp current_date current_time localtime localtimestamp date time datetime julianday strftime unixepoch',
  'date_trunc date_part date_format date_add date_sub dateadd datediff timestampdiff timestampadd extract age to_char',
  'to_date to_timestamp to_number from_unixtime unix_timestamp str_to_date year month day hour minute second week weekday',
  'dayofweek dayname monthname quarter curdate curtime sysdate getdate clock_timestamp statement_timestamp make_date',
  'make_interval justify_interval timezone timestamp interval last_day adddate subdate toyyyymm',
  'json json_extract json_array json_object json_each json_tree json_type json_valid json_array_length json_group_array',
  'json_group_object json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text json_value json_query',
  'jsonb_pretty json_build_object jsonb_build_object json_build_array jsonb_build_array row_to_json to_json to_jsonb',
  'jsonb_array_elements json_array_elements jsonb_array_elements_text json_array_elements_text jsonb_object_keys',
  'json_object_keys jsonb_each jsonb_each_text json_each_text jsonb_array_length jsonb_typeof json_unquote json_contains',
  'json_keys json_length json_search jsonb_path_query jsonb_set',
  'array array_length array_to_string string_to_array unnest cardinality array_position array_remove array_append row',
  'generate_series range values exists in any all some over partition filter within using and or not on as when then else from',
  'where having by select join union limit offset between is with recursive materialized set end lateral only distinct',
  'version database schema current_database current_schema current_schemas current_user session_user user connection_id',
  'current_setting pg_size_pretty pg_database_size pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size',
  'pg_get_viewdef pg_get_functiondef pg_get_constraintdef pg_get_indexdef pg_get_expr pg_get_userbyid pg_get_serial_sequence',
  'obj_description col_description has_table_privilege has_schema_privilege to_regclass pg_backend_pid pg_is_in_recovery',
  'pg_postmaster_start_time pg_column_size pg_encoding_to_char format_type pg_stat_get_live_tuples inet_server_addr',
  'inet_server_port pg_sleep sleep found_rows last_insert_rowid last_insert_id changes total_changes sqlite_version',
  'pragma_table_info pragma_index_list pragma_foreign_key_list pragma_table_list pragma_database_list pragma_index_info',
  'pragma_user_version pragma_compile_options sqlite_source_id likelihood likely unlikely zeroblob nullif uuid gen_random_uuid',
  'uuid_generate_v4 st_astext st_x st_y st_distance st_within st_contains to_tsvector to_tsquery plainto_tsquery ts_rank',
  'similarity word_similarity grouping rollup cube sets isnumeric charindex stuff newid row_count bit_count crc32 inet_ntoa',
  'default check primary key unique references varchar numeric decimal integer int text float double bigint smallint nvarchar datetime2 nchar binary varbinary enum bit',
]);

const READS =
  /^(?:select|explain|show|describe|desc|values|table|use|with|pragma|help|set (?:search_path|statement_timeout|lock_timeout|time zone|names|session characteristics))\b/;
/** Words that make a reading statement change something, write a file, or run code. */
const CHANGES =
  /\b(?:insert|update|delete|drop|truncate|alter|create|replace|merge|grant|revoke|into|call|execute|exec|do|lock|reindex|vacuum|analyze|rename|begin|commit|rollback|savepoint|comment|refresh|cluster|reset|kill|flush|purge|handler|upsert|optimize|repair|discard|listen|notify|prepare|deallocate|reassign)\b/;
/** Reaches files, other programs, other databases or the server itself. */
const BEYOND = new RegExp(
  [
    String.raw`\bcopy\b|\boutfile\b|\bdumpfile\b|\bload\s+data\b|\binfile\b|\battach\b|\bdetach\b|\binstall\b|\bload\b|\bexport\b|\bimport\b|\bbackup\b|\brestore\b`,
    String.raw`\bxp_\w+|\bsp_\w+|\bopenrowset\b|\bopenquery\b|\bopendatasource\b|\bbulk\b|\bshutdown\b`,
    String.raw`\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:function|procedure|trigger|event|extension|server|language|user|role|database|tablespace|system|library|foreign|subscription|publication)\b`,
    String.raw`\balter\s+system\b|\bset\s+(?:global|persist|role|session\s+authorization)\b|\bvacuum\s+into\b|\bdo\b\s*\$|\bsecurity\s+definer\b|\bgrant\b|\brevoke\b`,
    String.raw`\bpragma\s+(?:\w+\.)?(?:writable_schema|temp_store_directory|data_store_directory|trusted_schema|load_extension)`,
    String.raw`\bcreate\s+virtual\s+table\b`,
  ].join('|'),
);
const PRAGMA_READS =
  /^pragma\s+(?:\w+\.)?(?:table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|foreign_key_check|integrity_check|quick_check|database_list|collation_list|compile_options|function_list|module_list|pragma_list|(?:user_version|application_id|journal_mode|page_count|page_size|encoding|foreign_keys|freelist_count|schema_version|synchronous|cache_size)\s*$)/;

/** Statements only: what stands in quotes and comments is taken out first. */
export function sqlNature(text: string, dialect: Dialect): SqlNature {
  let worst: SqlNature = 'asks';
  const plain = withoutText(text, dialect);
  if (plain === undefined) return 'beyond';
  for (const statement of plain.split(';')) {
    const nature = statementNature(statement.trim().toLowerCase().replace(/\s+/g, ' '));
    if (nature === 'beyond') return nature;
    if (nature === 'changes') worst = nature;
  }
  return worst;
}

function statementNature(statement: string): SqlNature {
  if (statement === '' || statement === '\\g') return 'asks';
  if (BEYOND.test(statement)) return 'beyond';
  if (statement.startsWith('pragma')) return PRAGMA_READS.test(statement) ? 'asks' : 'changes';
  for (const [, name = '', before = ''] of calls(statement))
    if (!FUNCTIONS.has(name) && !isColumnList(before)) return 'beyond';
  if (/^explain\b/.test(statement))
    return CHANGES.test(statement.replace(/^explain(?: \(?[^)]*\)|(?: analyze| verbose)*)/, '')) ? 'changes' : 'asks';
  if (/^show\b|^(?:describe|desc)\b/.test(statement)) return 'asks';
  if (READS.test(statement)) return CHANGES.test(statement) ? 'changes' : 'asks';
  return CHANGES.test(/^\w+/.exec(statement)?.[0] ?? '') ? 'changes' : 'beyond';
}

/** `name(` and the words before it. */
function* calls(statement: string): Generator<readonly [string, string, string]> {
  for (const match of statement.matchAll(/([a-z_][\w.]*)\s*\(/g)) {
    const name = (match[1] ?? '').replace(/^pg_catalog\./, '');
    yield [match[0], name, statement.slice(0, match.index)];
  }
}

/** `insert into t (a, b)`, `create table t (`, `with x(a) as (`: a list of columns, no call. */
function isColumnList(before: string): boolean {
  return /\b(?:into|table|exists|view|index(?: \S+)? on|on \S+|references|key|unique|check|constraint \S+|using \w+|with|recursive|columns|primary key|default|add|column \S+|as)(?: if not exists)? ?(?:\w+\.)?$/.test(
    before,
  );
}

/**
 * Without comments, and with every text in quotes as `''`; undefined when a quote doesn't end, or a comment is run by
 * some servers.
 */
function withoutText(text: string, dialect: Dialect): string | undefined {
  let plain = '';
  for (let rest = text; rest !== ''; ) {
    const skip =
      /^--[^\n]*/.exec(rest) ??
      (dialect === 'mysql' ? /^#[^\n]*/.exec(rest) : null) ??
      /^\/\*(?![!+])[\s\S]*?\*\//.exec(rest);
    if (skip !== null) {
      plain += ' ';
      rest = rest.slice(skip[0].length);
      continue;
    }
    if (/^\/\*/.test(rest)) return undefined;
    if (/^'/.test(rest) && /\bu&$/i.test(plain)) return undefined;
    const escapes = dialect === 'mysql' || /[eE]$/.test(plain);
    const quoted =
      (escapes ? /^'(?:[^'\\]|\\[\s\S]|'')*'/ : /^'(?:[^']|'')*'/).exec(rest) ??
      (dialect === 'mysql' ? /^"(?:[^"\\]|\\[\s\S])*"/.exec(rest) : null) ??
      /^\$(\w*)\$[\s\S]*?\$\1\$/.exec(rest);
    if (quoted !== null) {
      // Some read a backslash before a quote differently: neither reading may hide a statement.
      if (/\\['"]/.test(quoted[0])) return undefined;
      plain += "''";
      rest = rest.slice(quoted[0].length);
      continue;
    }
    // A name in quotes may be any function's.
    const name = /^(?:"[^"]*"|`[^`]*`|\[[^\]]*\])/.exec(rest);
    if (name !== null) {
      plain +=
        /^\s*\(/.test(rest.slice(name[0].length)) && !/\b(?:into|table|exists|references) $/i.test(plain)
          ? ' quoted_name '
          : ' c ';
      rest = rest.slice(name[0].length);
      continue;
    }
    if (/^['"`]/.test(rest)) return undefined;
    plain += rest[0] ?? '';
    rest = rest.slice(1);
  }
  return plain;
}
