import { either, nameSet } from '../names';
import type { Arg } from '../shell/value';
import { plainField } from './jsonField';
import type { Call, Parsed, Program } from './program';
import { lookForSecrets } from './toolArguments';

/** Programs on JSON, YAML, XML and tables. */
export const structuredPrograms: readonly Program[] = [
  {
    names: 'jq gojq jaq jqn',
    options: [
      '-cnrRsSeaCMjV -f,--from-file=read -L,--library-path=no --arg= --argjson= --slurpfile= --rawfile=',
      '--args --jsonargs --raw-output --raw-input --slurp --null-input --compact-output --sort-keys --exit-status',
      '--tab --indent= --color-output --monochrome-output --join-output --ascii-output --seq --stream',
      '--stream-errors --unbuffered --raw-output0 -h -i! --yaml-input --yaml-output --binary -b --build-configuration',
    ],
    see: jq,
  },
  {
    names: 'yq xq tomlq',
    options: [
      '-cnrRsSeCMPjNvVi0 --inplace -o,--output-format= -p,--input-format= -I,--indent= --arg= --argjson= -y -Y -t -x',
      '-w=',
      '--yaml-output --prettyPrint --no-colors --colors --unwrapScalar=? --front-matter= -f,--from-file=read',
      '--expression=',
      '--exit-status --null-input --no-doc --nul-output --verbose --header-preprocess=? --raw-output --slurp',
      '--sort-keys',
      '--xml-output --toml-output --yaml-roundtrip --width= --explicit-start --explicit-end --in-place --raw-input',
      '--xml-attribute-prefix= --xml-content-name= --string-interpolation=? --security-disable-env-ops',
      '--security-disable-file-ops --csv-auto-parse=? --csv-separator= --properties-separator= --lua-globals',
      '-s=no --split-exp=no --split-exp-file=no --slurpfile=no --rawfile=no --indentless-lists --output=?',
    ],
    see: yq,
  },
  {
    names: 'gron ungron',
    options: '-usmcvjvk --ungron --stream --monochrome --colorize --values --json --no-sort',
    see: (call, parsed) => {
      for (const operand of parsed.operands)
        if (/^https?:/i.test(operand.head)) call.request(operand, false);
        else call.file('read', operand);
      return undefined;
    },
  },
  {
    names: 'fx jless jid jnv',
    loose: true,
    see: (call, parsed) => {
      const [file, ...code] = parsed.operands;
      if (file !== undefined) call.file('read', file);
      if (call.name === 'fx' && code.some(({ text }) => !/^[.\w[\]"'-]*$/.test(text ?? '?')))
        call.unknown('code.opaque', 'fx', 'runs JavaScript on each value');
      return undefined;
    },
  },
  {
    names: 'dasel',
    options: [
      '-f,--file=read -r,--read= -w,--write= -s,--selector= -t,--type= -v,--value= -o,--out=write --pretty=? --compact',
      '-i=read -p=read -c --colour --escape-html=? --indent= -n --null --plain -m --multiple --length --format=',
      '--merge-input-documents',
    ],
    subcommands: {
      'put|delete': {
        options: [
          '-f,--file=edit -r,--read= -w,--write= -s,--selector= -t,--type= -v,--value= -o,--out=write --pretty=?',
          '--compact',
        ],
        operands: 'text*',
      },
      'select|validate|help|completion|version': {
        loose: true,
        options: '-f,--file=read -r= -w= -s=',
        operands: 'text*',
      },
    },
    see: () => undefined,
  },
  {
    names: 'xmllint',
    options: [
      '--noout --format --pretty= --valid --nonet --xpath= --schema=read --noblanks --html --recover --huge --xmlout',
      '--output=write -o=write --encode= --c14n --c14n11 --exc-c14n --nocompact --nodefdtd --nowarning --noerr',
      '--nodict',
      '--debug --copy --timing --repeat --stream --push --memory --compress --dropdtd --dtdattr --auto --insert',
      '--walker',
      '--pattern= --relaxng=read --schematron=read --dtdvalid=read --dtdvalidfpi= --postvalid --testIO --maxmem=',
      '--sax --sax1',
      '--noent! --loaddtd! --shell! --xinclude! --noxincludenode --path=no --catalogs! --load-trace --quiet',
      '--max-ampl=',
    ],
    operands: 'read*',
  },
  {
    names: 'xmlstarlet xml',
    subcommands: {
      'sel|select': { loose: true, see: (call) => xmlFiles(call, 'read') },
      'ed|edit': {
        loose: true,
        see: (call) =>
          xmlFiles(call, call.args.some(({ text }) => /^(?:-L|--inplace)$/.test(text ?? '')) ? 'edit' : 'read'),
      },
      'fo|format|val|validate|el|elements|c14n|esc|escape|unesc|unescape|pyx|xmln|p2x|depyx|ls|list': {
        loose: true,
        options: '-d,--dtd=read -s,--xsd=read -r,--relaxng=read',
        operands: 'read*',
      },
    },
  },
  {
    names: 'xsltproc',
    options: [
      '-o,--output=write --param= --stringparam= --novalid --nonet --nowrite --nomkdir --noout --timing --repeat',
      '--verbose -v',
      '--maxdepth= --maxvars= --html --encoding= --dumpextensions --path=no --noblanks --huge --seed-rand=',
      '--xinclude! --catalogs! --load-trace --writesubtree=write --xincludestyle! --profile --norman --debug',
      '--nodtdattr',
    ],
    see: (call, parsed) => {
      for (const operand of parsed.operands) {
        if (/^https?:/.test(operand.head)) call.request(operand, false);
        else call.file('read', operand);
      }
      return undefined;
    },
  },
  {
    names: [
      'csvcut csvgrep csvlook csvstat csvsort csvjson csvjoin csvstack csvclean csvformat csvsplit',
      'in2csv xlsx2csv csv2md csvtk csvdiff',
    ],
    loose: true,
    options: [
      '-c,--columns= -n --names -m,--match= -r,--regex= -f,--file= -d,--delimiter= -q,--quotechar= -e,--encoding= -K=',
      '-k,--key= -g,--groups= --sheet= --write-sheets! --max-rows= --max-columns= -D,--out-delimiter= -Q= -U= -M=',
    ],
    operands: 'read*',
  },
  {
    names: 'csvtool',
    options: '-t= -u= -o=write -z= --help -help',
    subcommands: {
      call: {
        see: (call, { operands }) => {
          if (operands[0] !== undefined) call.script(operands[0]);
          return call.unknown('program.beyond', 'csvtool call', 'runs a command with each value of a table');
        },
      },
      'col|namedcol|width|height|head|drop|take|sub|replace|join|paste|pastecol|format|trim|square|transpose|readable|cat|setcolumns|setrows':
        { loose: true, operands: 'text*', see: (call, { operands }) => lookForSecrets(call, operands) },
    },
  },
  { names: 'csvsql sql2csv csvpy', loose: true, see: csvSql },
  {
    names: 'xsv xan qsv qsvlite',
    loose: true,
    see: (call, parsed) => {
      const [command, ...rest] = parsed.operands;
      if (command !== undefined && !XSV_COMMANDS.has(command.text ?? '?'))
        call.unknown(
          'program.subcommand',
          command.raw,
          `uses ${call.name} ${command.raw}, which can write files or run code`,
        );
      for (const operand of rest) call.file('read', operand);
      call.args.forEach((arg, index) => {
        if (/^(?:-o|--output)$/.test(call.args[index - 1]?.text ?? '')) call.file('write', arg);
        else if (/^(?:-o.|--output=)/.test(arg.head))
          call.unknown('program.option', arg.raw, `lets ${call.name} write a file`);
      });
      return undefined;
    },
  },
  { names: 'datamash', loose: true, operands: 'text*' },
  { names: 'mlr miller', loose: true, see: miller },
];

const XSV_COMMANDS = nameSet([
  'cat count fixlengths flatten fmt frequency freq headers index input join sample search select slice sort',
  'stats table transpose dedup enum reverse sniff validate view groupby agg filter help h f jsonl json to',
  'describegpt schema',
]);

/** `jq -r .a.b file`: the text that stands there, where the file can be read. */
function queried(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const [filter, file, ...more] = parsed.operands;
  if (file === undefined || more.length > 0 || parsed.options.some(({ name }) => !/^-(?:r|-raw-output)$/.test(name)))
    return undefined;
  const keys = /^(?:\.[A-Za-z_]\w*)+$/.test(filter?.text ?? '') ? filter?.text?.slice(1).split('.') : undefined;
  const text = parsed.options.length === 1 && keys !== undefined ? plainField(call.textOf(file), keys) : undefined;
  return text === undefined ? undefined : call.out(`${text}\n`);
}

function jq(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const text = call.args.map((arg) => arg.text ?? '').join(' ');
  if (/(?:\benv|\$ENV)\b/.test(text) && /KEY|TOKEN|SECRET|PASS|CRED/i.test(text))
    call.emit('read', 'the environment', { detail: 'read.environment' });
  // `--arg name value` takes two: what follows is no file.
  const skipped = new Set<unknown>();
  call.args.forEach((arg, index) => {
    if (/^--(?:arg|argjson)$/.test(arg.text ?? '')) skipped.add(call.args[index + 1]).add(call.args[index + 2]);
    if (/^--(?:slurpfile|rawfile)$/.test(arg.text ?? '')) {
      skipped.add(call.args[index + 1]).add(call.args[index + 2]);
      const file = call.args[index + 2];
      if (file !== undefined) call.file('read', file);
    }
  });
  const rest = parsed.operands.filter((operand) => !skipped.has(operand));
  const [filter] = parsed.has('-f') ? [] : rest;
  // Modules, and what is read while it runs.
  if (/^\s*(?:import|include)\s+"|\binput_filename\b.*\binput\b.*@sh|\bget_search_list\b/.test(filter?.text ?? ''))
    call.unknown('code.opaque', 'jq', 'loads other jq code');
  const files = parsed.has('-f', '--from-file') ? rest : rest.slice(1);
  if (!parsed.has('--args', '--jsonargs')) for (const file of files) call.file('read', file);
  return queried(call, parsed);
}

function yq(call: Call, parsed: Parsed): undefined {
  const isInPlace = parsed.has('-i', '--inplace', '--in-place');
  const operands = [...parsed.operands];
  if (/^(?:e|eval|ea|eval-all)$/.test(operands[0]?.text ?? '')) operands.shift();
  const expression = parsed.has('-f', '--from-file', '--expression') ? parsed.value('--expression') : operands.shift();
  const text = expression?.text ?? '';
  if (/\b(?:load\w*|env|envsubst|strenv|system)\s*\(|\$ENV\b|\benv\./.test(text))
    call.unknown('code.opaque', 'yq', 'uses a function of yq that reads files or the environment');
  // A file alone is printed as it is.
  if (operands.length === 0 && expression !== undefined && /^[\w./~-]+\.(?:ya?ml|json|xml|toml|csv)$|^\.env/.test(text))
    call.file('read', expression);
  for (const file of operands) call.file(isInPlace ? 'edit' : 'read', file);
  return undefined;
}

/** Words of an expression are no files; what has the form of one may be. */
function xmlFiles(call: Call, role: 'read' | 'edit'): undefined {
  const reader = call.args.find(({ text }) => /\bdocument\(|unparsed-text|dyn:|str:|exsl/.test(text ?? ''));
  if (reader !== undefined) call.unknown('code.opaque', reader.raw, 'uses a function that reads other files');
  const last = call.args.at(-1);
  if (last === undefined || last.head.startsWith('-')) return undefined;
  call.file(role, last);
  return undefined;
}

function csvSql(call: Call, parsed: Parsed): undefined {
  if (call.name === 'csvpy') call.unknown('program.beyond', 'csvpy', 'starts an interpreter');
  const isElsewhere = call.args.some(({ head }) =>
    /^--(?:db|insert|before-insert|after-insert|create-if|overwrite)/.test(head),
  );
  if (isElsewhere || call.name === 'sql2csv')
    call.emit('database', 'a database', { detail: 'database.query', says: 'works on a database' });
  for (const operand of parsed.operands)
    if (call.args[call.args.indexOf(operand) - 1]?.text?.startsWith('--') !== true) call.file('read', operand);
  return undefined;
}

/** Verbs that only take text after them. */
const MILLER_OPTION = new RegExp(
  `^(?:--(?:(?:${either('i o io c2 t2 j2 l2 x2 p2 n2')})\\w*|${either([
    'i o io c2 t2 j2 l2 x2 p2 n2)w* --(?:csv tsv json jsonl xtab pprint nidx dkvp markdown usv asv',
    'csvlite tsvlite c2p barred right no-auto-flatten no-auto-unflatten implicit-csv-header',
    'headerless-csv-output allow-ragged-csv-input records-per-batch nr-progress-mod no-color key-color',
    'from ifs ofs fs ips ops ps irs ors rs repifs quote-all quote-original xvright jvstack no-jvstack',
    'jlistwrap ofmt fflatsep infer-none infer-octal lazy-quotes skip-comments pass-comments nidx version',
    'help',
  ])})|-[nSAOC])$`,
);

function miller(call: Call): undefined {
  const { args } = call;
  let i = 0;
  while (args[i]?.head.startsWith('-') === true) {
    const text = args[i]?.text ?? '';
    if (text === '-I') break;
    if (!MILLER_OPTION.test(text)) {
      call.unknown(
        'program.option',
        text,
        `gives mlr ${text === '' ? args[i]?.raw : text}, which can run or load something`,
      );
      return undefined;
    }
    if (/^--(?:from|i?o?fs|i?o?ps|i?o?rs|ofmt|records-per-batch|nr-progress-mod|fflatsep|key-color)$/.test(text)) {
      i++;
      const value = args[i];
      if (text === '--from' && value !== undefined) call.file('read', value);
    }
    i++;
  }
  const isInPlace = args[i]?.text === '-I';
  const rest = args.slice(isInPlace ? i + 1 : i);
  const verbs = rest.filter((_, index) => index === 0 || rest[index - 1]?.text === 'then');
  for (const verb of verbs)
    if (/^(?:tee|split|case-split|nothing-else)$/.test(verb.text ?? ''))
      call.unknown('program.subcommand', verb.raw, `writes files with mlr ${verb.raw}`);
  for (const arg of rest) {
    if (
      /\b(?:system|exec|os_type|hostname)\s*\(|\b(?:tee|emit\w*|print\w*|dump)\b[^"]*>|\|\s*"|^\s*func\b.*system/s.test(
        arg.text ?? '',
      )
    )
      call.unknown('code.opaque', arg.raw, 'runs commands or writes files from an expression of mlr');
    if (arg.text !== undefined && FILE_NAME.test(arg.text)) call.file(isInPlace ? 'edit' : 'read', arg);
  }
  const code = rest.findIndex((arg) => /^-[fs]$/.test(arg.text ?? ''));
  if (code > 0 && /^(?:put|filter)$/.test(rest[code - 1]?.text ?? rest[0]?.text ?? '')) loaded(call, rest[code + 1]);
  return undefined;
}

const FILE_NAME = /^[^\s"'$()=]*(?:\/[^\s"'$()=]*|\.[A-Za-z]\w{0,9})$/;

function loaded(call: Call, file: Arg | undefined): void {
  if (file !== undefined) call.unknown('run.file', file.raw, `runs code from ${file.raw}`);
}
