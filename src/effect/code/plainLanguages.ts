import { type Names, nameSet, namesIn } from '../names';
import type { FileUse } from './codeFinding';
import type { PlainLanguage } from './plainScript';

function uses(table: Readonly<Partial<Record<FileUse, Names>>>): ReadonlyMap<string, FileUse> {
  const found = new Map<string, FileUse>();
  for (const use of ['read', 'write', 'names', 'folder'] as const)
    for (const name of namesIn(table[use] ?? '')) found.set(name, use);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

const PERL: PlainLanguage = {
  comment: '#',
  names: nameSet([
    'print printf say my our local if unless else elsif while until for foreach next last redo chomp chop split join push pop',
    'shift unshift splice sort reverse keys values each exists defined delete length substr index rindex uc lc ucfirst lcfirst',
    'sprintf scalar map grep abs int sqrt sin cos exp log atan2 rand srand time localtime gmtime ord chr hex oct BEGIN END',
    'and or not xor eq ne lt gt le ge cmp x undef die warn exit return wantarray pos quotemeta sub no strict warnings utf8 STDERR',
    'STDOUT STDIN eof lc pack unpack vec sum sum0 min max first uniq shuffle any all none floor ceil fmod pow strftime binmode ref',
    'List.Util List.sum Data.Dumper Dumper encode_json decode_json to_json from_json JSON.PP',
  ]),
  members: NONE,
  shell: nameSet('system exec'),
  defines: nameSet('sub'),
  variable: String.raw`\$(?:\^?\w+|[&.,;/\\|!@_"+-](?![\w{])|\$(?=\w))|@(?:\w+|_)|%(?=[A-Za-z_])\w+|\$#\w+`,
  special: /^[$@%](?:ENV|INC|SIG|ARGV|ARGVOUT|main|\^\w|0$|\$)|^[$]#ARGV/,
  interpolation: /[$@]\{(?!\w+\})|[$@]\w+(?:->)?[[{](?!\$?[-\w]+[\]}](?!(?:->)?[[{]))|@\{|\$\$/,
  hasPatterns: true,
  quotes: 'perl',
  refused: /`|&(?!&)|->\s*[($@&]|[@%]\$|\n=[a-zA-Z]|<<~?["'A-Za-z_]|\*\{|[$@%]\{|__\w+__|^=\w|<\*|<(?!STDIN>)[A-Z]\w*>/,
  loads: {
    words: nameSet('use'),
    modules:
      /^(?:strict|warnings|utf8|v?5[\d.]*|POSIX|List::Util|Scalar::Util|Data::Dumper|Time::Local|JSON::PP|constant|integer|bigint|Text::Wrap|feature|open)$/,
    anyModule: false,
  },
};

const RUBY_PURE = [
  'upcase downcase reverse length size to_s to_i to_f to_a to_h strip chomp capitalize inspect first last sum sort uniq',
  'map each select reject each_with_index each_slice each_cons each_char chars lines split join gsub sub tr',
  'include? start_with? end_with? match match? scan min max min_by max_by sort_by group_by partition zip flatten compact',
  'empty? any? all? none? find detect count keys values key? fetch dig merge slice take drop times upto downto step round',
  'floor ceil abs even? odd? zero? positive? negative? nil? is_a? class name new now today year month day strftime iso8601',
  'push pop shift unshift insert delete_at concat index rindex rjust ljust center format bytes bytesize encoding hash tally',
  'filter_map flat_map sum product combination permutation each_with_object with_index then freeze dup frozen? respond_to?',
  'parse generate pretty_generate sqrt pow hexdigest hex random_number uuid version puts print write read gets each_line to_json',
  'succ next pred divmod gcd lcm digits lstrip rstrip squeeze delete unpack1 values_at transpose rotate cycle lazy to_r to_c message',
];
const RUBY: PlainLanguage = {
  comment: '#',
  names: nameSet([
    'puts print p pp printf format sprintf def end if elsif else unless while until for in do then case when begin rescue ensure',
    'return next break yield nil true false self and or not loop rand srand sleep exit raise lambda proc module class attr_reader',
    'attr_accessor Struct Math Time Date DateTime JSON Integer Float String Array Hash Set Comparable Enumerable Range Rational',
    'Complex Kernel.puts RUBY_VERSION RUBY_PLATFORM RUBY_ENGINE RUBY_PATCHLEVEL RUBY_RELEASE_DATE STDIN STDOUT STDERR Gem Gem.VERSION',
    'Gem.Version Digest SecureRandom StandardError ArgumentError RuntimeError Bundler.VERSION Rails.version Rails.env Random',
    'Digest.SHA256 Digest.MD5 YAML YAML.dump Base64 Base64.encode64 Base64.strict_encode64 Math.PI Float.INFINITY ARGF gets',
    'JSON.ParserError Etc.nprocessors Etc',
  ]),
  members: nameSet(RUBY_PURE),
  files: uses({
    read: 'File.read File.readlines File.foreach YAML.load_file IO.read JSON.load_file',
    write: 'File.write',
    names: 'File.exist? File.file? File.directory? File.size Dir.exist? Dir.children Dir.entries',
    folder: 'Dir.mkdir FileUtils.mkdir_p',
  }),
  shell: nameSet('system exec Kernel.system Kernel.exec spawn'),
  defines: nameSet('def class module for rescue in'),
  variable: String.raw`\$(?:stdout|stderr|stdin|[0-9~_,;])|@@?\w+|:\w+[?!]?(?!:)|:"[^"#]*"`,
  special:
    /^:(?:system|exec|spawn|eval|send|instance_eval|open|fork|`|method|__send__|public_send|load|require|syscall)/,
  interpolation: /#\{/,
  hasPatterns: true,
  quotes: 'ruby',
  refused: /`|%[x([{<|!/]|\n=[a-z]|^=|\?[/#%]|<<[~-]?["'`\w]|__\w+__|&method|&:(?:system|exec|eval|send|spawn)/,
  loads: {
    words: nameSet('require require_relative'),
    modules:
      /^(?:json|set|date|time|digest|securerandom|bigdecimal|pp|yaml|csv|erb|optparse|ostruct|benchmark|prime|matrix|stringio|strscan|forwardable|rational|base64|etc|English|fileutils|pathname|tempfile|uri|zlib|logger|timeout|monitor|shellwords|abbrev|observer|singleton|delegate|tsort)$/,
    anyModule: true,
  },
};

const PHP: PlainLanguage = {
  comment: String.raw`(?://|#)(?![^\n]*\?>)`,
  names: nameSet([
    'echo print printf sprintf print_r var_dump var_export json_encode json_decode if else elseif while for foreach as do switch',
    'case default break continue return function fn static true false null TRUE FALSE NULL isset empty unset array list count strlen',
    'phpversion PHP_VERSION PHP_EOL PHP_OS PHP_OS_FAMILY PHP_INT_MAX PHP_INT_SIZE PHP_SAPI PHP_BINARY PHP_MAJOR_VERSION ini_get',
    'strtolower strtoupper ucfirst trim ltrim rtrim explode implode str_replace substr strpos strrev str_repeat str_pad nl2br',
    'in_array array_keys array_values array_merge array_sum array_unique array_reverse array_slice array_flip array_combine range sort',
    'rsort ksort max min abs floor ceil round sqrt pow intdiv rand mt_rand random_int bin2hex random_bytes md5 sha1 hash base64_encode',
    'urlencode rawurlencode htmlspecialchars date time mktime strtotime microtime intval floatval strval is_null is_array is_string',
    'is_numeric gettype extension_loaded get_loaded_extensions function_exists class_exists memory_get_usage php_uname sys_get_temp_dir',
    'number_format str_contains str_starts_with str_ends_with array_key_exists uniqid password_hash PASSWORD_DEFAULT PASSWORD_BCRYPT',
    'JSON_PRETTY_PRINT JSON_UNESCAPED_SLASHES JSON_ERROR_NONE json_last_error json_last_error_msg new DateTime DateTimeImmutable',
    'phpinfo_ php_ini_loaded_file zend_version mb_strlen mb_substr array_push array_pop array_shift exit die const',
  ]),
  members: nameSet('format modify diff getTimestamp'),
  files: uses({
    read: 'file_get_contents file parse_ini_file simplexml_load_file',
    names: 'file_exists is_file is_dir filesize scandir',
    write: 'file_put_contents',
    folder: 'mkdir',
  }),
  shell: nameSet('system exec shell_exec passthru'),
  defines: nameSet('function const'),
  variable: String.raw`\$[A-Za-z_]\w*`,
  special: /^\$(?:_SERVER|_ENV|GLOBALS|_GET|_POST)$/,
  interpolation: /\{\$|\$\{/,
  refused: /`|\$\$|\$\{|<<<|\?>|->\s*[{$]|::\s*[{$]|[\])]\s*\(|\/\*/,
  loads: { words: nameSet('require require_once include include_once'), modules: /^(?!)/, anyModule: false },
};

const LUA: PlainLanguage = {
  comment: String.raw`--(?!\[=*\[)`,
  names: nameSet([
    'print local function end if then else elseif for in do while repeat until return break nil true false and or not ipairs pairs',
    'tostring tonumber type select unpack next error assert pcall _VERSION string math table jit.version jit',
    'os.time os.clock os.date io.write io.read',
  ]),
  members: nameSet([
    'format rep sub upper lower len reverse byte char gsub gmatch match find insert concat remove sort unpack pack floor ceil sqrt',
    'abs max min pi huge random randomseed sin cos exp log fmod modf tointeger type',
  ]),
  membersByColon: true,
  shell: nameSet('os.execute'),
  defines: nameSet('local function for'),
  refused: /\[=*\[/,
};

const R: PlainLanguage = {
  comment: '#',
  names: nameSet([
    'print cat c sum mean median sd var min max range length nrow ncol dim names head tail str summary paste paste0 sprintf format',
    'round seq rep rev sort order unique table data.frame matrix list vector numeric character logical factor if else for while in',
    'function return TRUE FALSE NULL NA T F pi sqrt exp log abs nchar toupper tolower substr strsplit unlist',
    'is.null is.na rnorm runif set.seed sample sessionInfo R.version.string R.version packageVersion as.character as.numeric',
    'installed.packages rownames colnames requireNamespace suppressMessages suppressWarnings invisible quit q Sys.time Sys.Date',
    'cor quantile which any all ifelse message stopifnot identical nlevels levels merge rbind cbind',
  ]),
  members: nameSet('string null na frame time Date character numeric version packages'),
  files: uses({ read: 'read.csv readLines readRDS read.table', names: 'file.exists list.files' }),
  tasks: nameSet([
    'devtools.test devtools.document devtools.check devtools.load_all devtools.build devtools.test_file devtools.lint devtools.spell_check',
    'devtools.build_readme devtools.run_examples devtools.test_active_file devtools.test_coverage devtools.check_man',
    'testthat.test_local testthat.test_dir testthat.test_file testthat.test_package testthat.test_check lintr.lint_package lintr.lint',
    'lintr.lint_dir styler.style_pkg styler.style_file styler.style_dir roxygen2.roxygenise roxygen2.roxygenize rcmdcheck.rcmdcheck',
    'rmarkdown.render knitr.knit quarto.quarto_render bookdown.render_book pkgdown.build_site pkgdown.check_pkgdown covr.package_coverage',
    'covr.report spelling.spell_check_package goodpractice.gp urlchecker.url_check tinytest.test_package tinytest.run_test_dir',
    'renv.restore renv.status renv.snapshot pkgbuild.build pkgbuild.compile_dll Rcpp.compileAttributes targets.tar_make',
    'targets.tar_manifest targets.tar_visnetwork desc.desc_get_version desc.desc_print',
  ]),
  defines: nameSet('function for'),
  refused: /`|\\\(|@|:::|[rR]["']/,
  loads: {
    words: nameSet('library require source'),
    modules: /^(?:stats|utils|methods|base|parallel)$/,
    anyModule: true,
  },
};

const JULIA: PlainLanguage = {
  comment: '#(?!=)',
  names: nameSet([
    'println print sum prod sqrt abs min max length size zeros ones rand randn range collect map filter sort reverse push! typeof',
    'for in end if else elseif while function return true false nothing VERSION versioninfo Int Float64 String Vector Matrix string',
    'join split show display maximum minimum pi exp log sin cos div mod rem floor ceil round parse enumerate zip begin let isempty',
    'Pkg.status Pkg Threads.nthreads Threads Sys.CPU_THREADS Sys BenchmarkTools',
  ]),
  members: NONE,
  tasks: nameSet(
    'Pkg.test Pkg.instantiate Pkg.precompile Pkg.build Pkg.resolve Pkg.activate Aqua.test_all JuliaFormatter.format format runtests',
  ),
  defines: nameSet('function for let'),
  interpolation: /\$/,
  refused: /`|#=|@(?!time\b|show\b|assert\b|btime\b)/,
  loads: {
    words: nameSet('using import include'),
    modules: /^(?:Statistics|LinearAlgebra|Random|Dates|Printf|Test|Pkg|InteractiveUtils)$/,
    anyModule: true,
  },
};

const ELIXIR: PlainLanguage = {
  comment: '#',
  names: nameSet([
    'IO IO.puts IO.inspect Enum String Map List Integer Float Keyword Tuple System System.version System.otp_release do end if else',
    'unless case cond fn true false nil inspect length hd tl rem div to_string is_nil and or not in round abs max min Date Time',
    'DateTime Date.utc_today DateTime.utc_now Regex Range Stream',
  ]),
  members: nameSet([
    'puts map filter reduce sum count each sort join split upcase downcase reverse trim length to_string to_integer parse at max min',
    'zip uniq take drop reject into flat_map with_index chunk_every group_by frequencies get put keys values new to_list replace',
    'starts_with? ends_with? contains? slice pad_leading duplicate capitalize format any? all? member? find sort_by',
  ]),
  defines: nameSet('fn'),
  interpolation: /#\{/,
  hasSingleQuotes: false,
  refused: /`|&|\?["'#\\]|~[a-zA-Z]|:[a-z]\w*\./,
};

export const PLAIN_LANGUAGES: Readonly<Record<string, PlainLanguage>> = {
  perl: PERL,
  ruby: RUBY,
  php: PHP,
  lua: LUA,
  r: R,
  julia: JULIA,
  elixir: ELIXIR,
};
