// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of a shell, where it is an expansion
import fc from 'fast-check';

const VARIABLES = ['x', 'y', 'e', 'u', 'p'] as const;
const PLAIN = [
  'a',
  'b1',
  'src',
  'file.txt',
  '-x',
  '.',
  '/',
  '=',
  ':',
  ',',
  '%',
  '+',
  '@',
  'é',
  'n',
  '0',
  '7',
  ']',
  '^',
];
const TILDES = ['~', '~/x', 'a=~/x', 'x:~', '~/', 'a~'];
const ESCAPES = ['\\ ', '\\$', '\\"', "\\'", '\\\\', '\\*', '\\n', '\\\n', '\\{', '\\~', '\\[', '\\?', '\\;', '\\#'];
const SINGLES = ["''", "'a b'", "'$x'", "'*'", "'\\'", "'\"'", "'\n'", "'{a,b}'", "' '", "'~'", "'[a]'", "'é🙂'"];
const ANSI = [
  "$'a\\tb'",
  "$'\\x41\\x2f'",
  "$'\\101'",
  "$'\\u00e9'",
  "$'it\\'s'",
  "$'\\\\n'",
  "$'\\n'",
  "$'\\e'",
  "$''",
  "$'\\0'",
];
const BRACES = [
  '{a,b}',
  '{1..3}',
  '{3..1}',
  '{01..10..4}',
  '{a..e..2}',
  '{c..a}',
  '{a,{b,c}}',
  '{a}',
  '{}',
  '{,x}',
  "{a,'b c'}",
  '{a..}',
  '{a,b}{1,2}',
  '{-1..1}',
  '{X..c}',
  '{1..3..0}',
  '{a,"$x"}',
  '{a\\,b,c}',
  '{1..02}',
  '{a,b',
  'a,b}',
];
const GLOBS = [
  '*',
  '?',
  '[ab]*',
  '*.txt',
  'sub/*',
  'no*match',
  'f?le.txt',
  '[!a]*',
  '.*',
  '*/',
  'sub/../*',
  '[[:alpha:]]*',
];
const ARITHMETIC = [
  '$((1+2))',
  '$((2*3-10))',
  '$(( 7 / 2 ))',
  '$((n))',
  '$((n+1))',
  '$((1<2))',
  '$((0x10))',
  '$((010))',
  '$[1+1]',
];
const PATTERNS = [
  'a',
  '*',
  'a*',
  '?',
  '*/',
  '/*',
  '.txt',
  '*.',
  '[a-c]',
  "'*'",
  '"$e"',
  '\\*',
  '',
  '-',
  'é',
  '$x',
  '*o',
  '??',
];

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts);
const variable = fc.constantFrom(...VARIABLES);
const pattern = oneOf(PATTERNS);
const number = oneOf(['0', '1', '2', '5', '99', ' -1', ' -3', 'n', '1+1', '$n', '(-2)']);
const index = oneOf(['0', '1', '2', '7', 'n', '-1']);

const expansion = fc.oneof(
  variable.map((name) => `$${name}`),
  variable.map((name) => `\${${name}}`),
  fc
    .tuple(
      variable,
      oneOf(['-', ':-', '=', ':=', '+', ':+']),
      oneOf(['', 'd', "'q r'", '"$x"', '$y', 'd e', '~', '*', '\\*', '$(echo s)', '${y:-z}']),
    )
    .map(([name, operator, word]) => `\${${name}${operator}${word}}`),
  fc.tuple(variable, oneOf(['#', '##', '%', '%%']), pattern).map((parts) => `\${${parts.join('')}}`),
  fc.tuple(variable, number).map(([name, from]) => `\${${name}:${from}}`),
  fc
    .tuple(variable, number, oneOf(['0', '1', '2', '99', 'n', '1+1']))
    .map(([name, from, length]) => `\${${name}:${from}:${length}}`),
  fc.tuple(variable, oneOf(['^', '^^', ',', ',,', '^^a', ',,[A-Z]'])).map((parts) => `\${${parts.join('')}}`),
  fc
    .tuple(variable, oneOf(['/', '//', '/#', '/%']), pattern, oneOf(['', '/', '/r', '/$y', '/&', "/'s t'"]))
    .map((parts) => `\${${parts.join('')}}`),
  variable.map((name) => `\${#${name}}`),
  variable.map((name) => `\${!${name}}`),
  variable.map((name) => `\${${name}@Q}`),
  index.map((at) => `\${a[${at}]}`),
  oneOf([
    '${a[@]}',
    '${a[*]}',
    '${#a[@]}',
    '$a',
    '${a}',
    '${!a[@]}',
    '${a[@]:1}',
    '${a[@]:0:2}',
    '${a[@]#a}',
    '${a[@]/a/b}',
    '${x[0]}',
    '${x[@]}',
  ]),
  oneOf([
    '$1',
    '$2',
    '${3}',
    '$@',
    '$*',
    '$#',
    '${@:2}',
    '${10}',
    '${1:-d}',
    '${*:1:1}',
    '${@: -1}',
    '${#1}',
    '$9',
    '$10',
  ]),
  oneOf(ARITHMETIC),
  oneOf([
    "$(printf '%s' 'a b')",
    '$(echo "$x")',
    '$(echo $y)',
    '`echo b`',
    "$(printf 'a\\nb\\n\\n')",
    '$(echo)',
    '$(echo -n c)',
    "$(printf '%s,' 1 2)",
    "$(echo '*')",
    '$(echo "a  b")',
    '$(pwd)',
    "`printf '%s' \\`echo n\\``",
    '$(cat <<< "h s")',
    "$(printf '%02d' 7)",
    '$(basename a/b.c .c)',
    '$(dirname a/b.c)',
  ]),
);

const inDouble = fc
  .array(
    fc.oneof(
      expansion,
      expansion,
      oneOf([
        'a',
        ' ',
        'b c',
        '\\$',
        '\\"',
        '\\\\',
        '\\n',
        '\\\n',
        "'",
        '*',
        '~',
        '{a,b}',
        '#',
        '\\`',
        '\n',
        "\\'",
        '!',
        '?',
      ]),
    ),
    { maxLength: 3 },
  )
  .map((parts) => `"${parts.join('')}"`);

const piece = fc.oneof(
  { weight: 3, arbitrary: oneOf(PLAIN) },
  oneOf(TILDES),
  oneOf(ESCAPES),
  { weight: 2, arbitrary: oneOf(SINGLES) },
  oneOf(ANSI),
  oneOf(BRACES),
  oneOf(GLOBS),
  { weight: 3, arbitrary: inDouble },
  { weight: 3, arbitrary: expansion },
  inDouble.map((text) => `$${text}`),
);

/** A word as nobody would write it, but as bash would take it. */
export const shellWord = fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

const value = fc.oneof(
  oneOf([
    '',
    'v',
    "'a b'",
    "'*'",
    'a.b.txt',
    'src/lib/a.ts',
    "'-rf x'",
    "$'l1\\nl2'",
    "' lead'",
    "'tail '",
    '~',
    'A:B',
    "'[a]'",
    'ÉàZ',
    "'a  b'",
    'aXbXa',
    "'\\\\a'",
    'x',
    'y',
    '🙂b',
  ]),
  shellWord,
);
const words = fc.array(shellWord, { minLength: 1, maxLength: 2 }).map((all) => all.join(' '));

const setting = fc.oneof(
  fc.tuple(variable, value).map(([name, text]) => `${name}=${text}`),
  fc.tuple(variable, value).map(([name, text]) => `${name}+=${text}`),
  words.map((text) => `a=(${text})`),
  words.map((text) => `a+=(${text})`),
  fc.tuple(index, value).map(([at, text]) => `a[${at}]=${text}`),
  words.map((text) => `set -- ${text}`),
  oneOf([
    'n=3',
    'n=0',
    'n=-1',
    'cd sub',
    'cd ..',
    'cd ./sub/..',
    'unset x',
    'export y',
    'shift',
    'set --',
    'cd nowhere',
    'unset a',
    'let n=2',
    '((n++))',
    'set -f',
    'cd "$PWD/sub"',
  ]),
  fc
    .tuple(oneOf(['export', 'declare', 'readonly q;', 'local 2>&1;']), variable, value)
    .map(([how, name, text]) => `${how} ${name}=${text}`),
  value.map((text) => `printf -v x '%s' ${text}`),
  value.map((text) => `read -r x <<< ${text}`),
);

const ending = fc.oneof(
  { weight: 4, arbitrary: words.map((text) => `record ${text}`) },
  words.map((text) => `for v in ${text}; do record "$v"; done`),
  words.map((text) => `f() { record "$@" "$#"; }; f ${text}`),
  words.map((text) => `f() { record "$1"; shift; record $*; }; f ${text}`),
  // A dollar sign that stands for itself keeps bash from splitting what is beside it.
  words.filter((text) => !text.includes('\\$')).map((text) => `eval record ${text}`),
  words.map((text) => `(cd sub; record ${text})`),
  words.map((text) => `record $(printf '%s ' ${text})`),
  fc.tuple(variable, value, words).map(([name, text, rest]) => `${name}=${text} record ${rest}`),
  words.map((text) => `{ record ${text}\n}`),
  words.map((text) => `if true; then record ${text}; fi`),
);

/** So that most of what is written in the words is known. */
const START = "x='a b' y=src/lib/a.ts e= p='*.txt' n=3; a=(one 'two three' x.txt); set -- one 'two  three'";

/** Settings, then commands that give words to `record`. */
export const recordingCommand = fc
  .tuple(fc.array(setting, { maxLength: 4 }), ending)
  .map(([settings, last]) => [START, ...settings, last].join('\n'));
