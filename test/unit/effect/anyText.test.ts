// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the text of a shell, where it is an expansion
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DECISIONS } from '../../../src/policy/verdict';
import { judgeCommand } from '../../corpus/judging';
import { dangers } from '../../support/dangers';
import { recordingCommand } from '../../support/shellWords';

const MEGABYTE = 1_000_000;

const FRAGMENTS = [
  ...[
    '$(',
    ')',
    '`',
    '"',
    "'",
    '\\',
    '\n',
    ' ',
    '\t',
    ';',
    ';;',
    '&&',
    '||',
    '|',
    '|&',
    '&',
    '!',
    '#',
    '<<E',
    '<<-E\n',
    'E',
  ],
  ...[
    '<<<',
    '<(',
    '>(',
    '${x',
    '${x:-',
    '${!x',
    '${x@P}',
    '}',
    '{',
    '{a,b}',
    '{1..9}',
    '$((',
    '))',
    '((',
    '[[',
    ']]',
    '[',
    ']',
  ],
  ...[
    'if',
    'then',
    'else',
    'fi',
    'for',
    'in',
    'while',
    'do',
    'done',
    'case',
    'esac',
    'function f',
    'f()',
    'coproc',
    'select',
  ],
  ...[
    'rm',
    '-rf',
    'x=',
    'a=(',
    '/',
    '~',
    '*',
    '?',
    '..',
    '>',
    '>>',
    '2>&1',
    '<',
    '&>',
    '>|',
    'eval',
    'trap',
    'bash -c',
    'find',
  ],
  ...['é', '🙂', '\0', '\r', '\r\n', '\u202e', '\u200b', '\ud800', '\udc00', '\ufeff', '\u00a0', '\x1b[2K', '\x7f'],
];

const shellish = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 80 });
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  shellish.map((parts) => parts.join('')),
  shellish.map((parts) => parts.join(' ')),
  recordingCommand,
  // A danger with something cut out, or put in.
  fc
    .tuple(fc.constantFrom(...dangers), fc.nat(), fc.nat(8), fc.constantFrom('', ...FRAGMENTS))
    .map(([text, at, length, put]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + length);
    }),
);

describe('the analysis of a command line', function () {
  this.timeout(60_000);

  it('answers to any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { decision, effects } = judgeCommand(text);
        assert.ok(DECISIONS.includes(decision));
        assert.ok(!effects.some(({ detail }) => detail === 'analysis.failed'), JSON.stringify(text));
      }),
      { numRuns: 4000, seed: 1 },
    );
  });

  it('answers to long text, and holds what is too long to be looked through', () => {
    const pieces = [
      ...FRAGMENTS,
      'a;',
      '(',
      'a|',
      'x=$x$x;',
      '<<a\n',
      '$x',
      'echo a\n',
      '[[ a && ',
      '$(',
      '{a,b}{a,b}',
      'f(){ f;};f;',
    ];
    for (const piece of pieces)
      for (const size of [1000, 30_000, MEGABYTE]) {
        const { decision, effects } = judgeCommand(piece.repeat(Math.ceil(size / piece.length)));
        assert.ok(size < MEGABYTE || decision !== 'allow', JSON.stringify(piece));
        assert.ok(!effects.some(({ detail }) => detail === 'analysis.failed'), JSON.stringify(piece));
      }
  });
});
