import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DECISIONS } from '../../../src/policy/verdict';
import { judgeCommand } from '../../corpus/judging';

const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const double = (text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`;
const ansi = (text: string) =>
  `$'${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
const octal = (text: string) => [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** Each means the same as what it is given, to bash. */
const disguises: Readonly<Record<string, (payload: string) => string>> = {
  'in a subshell': (p) => `( ${p}\n)`,
  'in braces': (p) => `{ ${p}\n}`,
  'after something harmless': (p) => `ls; ${p}`,
  'after a success': (p) => `true && { ${p}\n}`,
  'after a failure': (p) => `false || { ${p}\n}`,
  'on a second line': (p) => `echo ok # fine\n${p}`,
  'in the background': (p) => `{ ${p}\n} & wait`,
  'substituted into an argument': (p) => `echo "$(${p}\n)"`,
  'in a process substitution': (p) => `cat <(${p}\n)`,
  'in an assignment': (p) => `x=$(${p}\n)`,
  'in a heredoc': (p) => `cat <<END_OF_TEXT\n$(${p}\n)\nEND_OF_TEXT`,
  'in a here-string': (p) => `cat <<< "$(${p}\n)"`,
  'in arithmetic': (p) => `echo $(( $(${p}\n) + 1 ))`,
  'in a test': (p) => `[[ -n "$(${p}\n)" ]]`,
  'through eval': (p) => `eval ${single(p)}`,
  'through eval of a variable': (p) => `x=${single(p)}; eval "$x"`,
  'through a shell': (p) => `bash -c ${single(p)}`,
  'through a shell with clustered flags': (p) => `bash -lxc ${double(p)}`,
  'through ANSI quoting': (p) => `bash -c ${ansi(p)}`,
  'piped into a shell': (p) => `printf '%s\\n' ${single(p)} | sh`,
  'printed in octal into a shell': (p) => `printf '${octal(p)}' | bash`,
  'a here-string for a shell': (p) => `bash <<< ${single(p)}`,
  'a function': (p) => `f() { ${p}\n}; f "$@"`,
  'a function with the name of a program': (p) => `ls() { ${p}\n}; ls "$@"`,
  'a trap': (p) => `trap ${single(p)} EXIT; true`,
  'a loop': (p) => `for i in 1 2; do ${p}\ndone`,
  'an endless loop': (p) => `while true; do ${p}\nbreak; done`,
  'a branch': (p) => `if true; then ${p}\nfi`,
  'a case': (p) => `case x in x) ${p}\n;; esac`,
  'a coprocess': (p) => `coproc { ${p}\n}`,
  negated: (p) => `! { ${p}\n}`,
  timed: (p) => `time bash -c ${single(p)}`,
  'through env': (p) => `env A=b bash -c ${single(p)}`,
  'through wrappers': (p) => `nice -n 5 timeout 60 nohup sh -c ${single(p)}`,
  'through xargs': (p) => `echo x | xargs -I@@ sh -c ${single(p)}`,
  'through find': (p) => `find . -maxdepth 0 -exec sh -c ${single(p)} \\;`,
  'a file written and run': (p) => `printf '%s\\n' ${single(p)} > /tmp/x.sh; bash /tmp/x.sh`,
  'a file teed and run': (p) => `echo ${single(p)} | tee /tmp/y.sh; sh /tmp/y.sh`,
  'positional parameters': (p) => `set -- ${single(p)}; sh -c "$1"`,
  'through a python that runs it': (p) => `python3 -c ${single(`import os; os.system(${JSON.stringify(p)})`)}`,
  'through awk': (p) => `awk ${single(`BEGIN { system(${JSON.stringify(p)}) }`)}`,
  'a git alias': (p) => `git -c alias.x=${single(`!${p}`)} x`,
  'with its output thrown away': (p) => `{ ${p}\n} > /dev/null 2>&1`,
};

const corpus = path.join(__dirname, '../../corpus');
const payloads = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(path.join(corpus, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): { command?: string; expect: string; why: string; program?: string } => JSON.parse(line)),
  )
  // Text that can't be parsed has no meaning that a disguise could keep, and a heredoc needs its own lines.
  .filter(
    (line) =>
      line.expect !== 'allow' &&
      line.command !== undefined &&
      !line.command.includes('<<') &&
      !line.why.startsWith("text that can't be trusted"),
  )
  .map(({ command = '', program }) => ({ command, program }));
/** How a program's arguments are understood doesn't depend on what it wears: each of these lines wears some disguises. */
const SHARE = 24;
const wearing = (disguise: number): readonly string[] =>
  payloads
    .filter(({ program }, index) => program === undefined || index % SHARE === disguise % SHARE)
    .map(({ command }) => command);

const rank = (command: string) => DECISIONS.indexOf(judgeCommand(command).decision);
const names = Object.keys(disguises);
const wrap = (name: string, payload: string) => disguises[name]?.(payload) ?? payload;

describe('a disguise', () => {
  for (const [index, name] of names.entries()) {
    it(`never lowers a verdict: ${name}`, () => {
      const lowered = wearing(index)
        .filter((payload) => rank(wrap(name, payload)) === 0)
        .map((payload) => wrap(name, payload));
      assert.equal(lowered.join('\n---\n'), '');
    });
  }

  it('never lowers a verdict when worn over another', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...payloads.map(({ command }) => command)),
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        (payload, inner, outer) => {
          const command = wrap(outer, wrap(inner, payload));
          assert.notEqual(judgeCommand(command).decision, 'allow', command);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('the analysis', () => {
  it('answers to any text without throwing', () => {
    const shellish = fc
      .array(
        fc.constantFrom(
          '$(',
          ')',
          '`',
          '"',
          "'",
          '\\',
          '\n',
          ' ',
          ';',
          '&&',
          '|',
          '<<E',
          'E',
          '<(',
          '${x',
          '}',
          '{a,b}',
          '$((',
          '))',
          '[[',
          ']]',
          'if',
          'fi',
          'then',
          'for',
          'do',
          'done',
          'case',
          'rm',
          'x=',
          '-rf',
          '/',
          '~',
          '*',
          '>',
          '2>&1',
          'é',
          '\0',
          '\r',
          '\u202e',
          '\ud800',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), shellish), (text) => {
        assert.ok(DECISIONS.includes(judgeCommand(text).decision));
      }),
      { numRuns: 3000 },
    );
  });

  it('answers to text of a megabyte, and holds it', () => {
    for (const piece of ['a;', '$(', '<<a\n', '{a,b}', '"', 'x=$x$x;', '(', 'a|', '`']) {
      assert.notEqual(judgeCommand(piece.repeat(1_000_000 / piece.length)).decision, 'allow', piece);
    }
  });

  it('never lowers a verdict because a command follows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...payloads.map(({ command }) => command)),
        fc.constantFrom(...payloads.map(({ command }) => command), 'ls', 'npm test', 'echo hi', 'git status'),
        fc.constantFrom('; ', ' && ', ' || ', '\n', ' | '),
        (first, second, between) => {
          assert.ok(rank(`${first}${between}${second}`) >= rank(first), `${first}${between}${second}`);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
