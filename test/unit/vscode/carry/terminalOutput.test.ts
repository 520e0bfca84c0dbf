import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TerminalOutput } from '../../../../src/vscode/carry/terminalOutput';

describe('the output of a command in the terminal', () => {
  const cases: readonly [title: string, output: string, shown: string][] = [
    ['breaks lines as a terminal does', 'a\nb\r\nc', 'a\r\nb\r\r\nc'],
    ['keeps colours', '\x1b[1;31mred\x1b[0m', '\x1b[1;31mred\x1b[0m'],
    ['keeps what redraws a progress bar', '10%\r\x1b[2K20%\b\b', '10%\r\x1b[2K20%\b\b'],
    ['drops a clipboard write', 'a\x1b]52;c;cHduZWQ=\x07b', 'ab'],
    ['drops a title', 'a\x1b]0;root@host\x1b\\b', 'ab'],
    ['drops a link and keeps its text', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['drops what poses as shell integration', '\x1b]633;E;ls;nonce\x07ok\x1b]133;D;0\x07', 'ok'],
    ['drops a sequence of another terminal', '\x1b]1337;File=inline=1:AAAA\x07ok', 'ok'],
    ['drops device control, application and privacy strings', '\x1bPq#0\x1b\\a\x1b_G\x1b\\b\x1b^x\x1b\\c', 'abc'],
    ['drops the one-byte forms too', '\x9d52;c;AA\x07a\x9b2Jb\x90q\x9cc', 'abc'],
    ['shows what follows a string without an end, from the next line', '\x1b]0;hidden\nshown', '\r\nshown'],
    ['drops what asks the terminal for an answer', 'a\x1b[6n\x1b[c\x1b[>0q\x1b[21tb', 'ab'],
    ['drops a wipe of the screen and of what scrolled by', 'a\x1b[2J\x1b[3J\x1b[H\x1bcb', 'ab'],
    ['drops the other screen and the mouse', '\x1b[?1049h\x1b[?1000h\x1b[?2004ha', 'a'],
    ['keeps the cursor’s own visibility', '\x1b[?25la\x1b[?25h', '\x1b[?25la\x1b[?25h'],
    ['drops the bell and other control characters', 'a\x07\x00\x0bb\x7f', 'ab'],
    ['lets the cursor up to the first line of the output, and no higher', 'a\nb\x1b[9A!', 'a\r\nb\x1b[1A!'],
    ['lets it down again to the last line', 'a\nb\nc\x1b[2A\x1b[9Bd', 'a\r\nb\r\nc\x1b[2A\x1b[2Bd'],
    ['keeps it where it is on the first line', 'a\x1b[Ab\x1b[2Fc', 'ab\rc'],
    ['drops a character set with its name', 'a\x1b(0b\x1b#8c', 'abc'],
    ['keeps text beyond the basic plane', '😀 ü', '😀 ü'],
  ];
  for (const [title, output, shown] of cases) {
    it(title, () => assert.equal(new TerminalOutput().accept(output), shown));

    it(`${title}, in whatever chunks it comes`, () => {
      const filter = new TerminalOutput();
      assert.equal([...output].map((character) => filter.accept(character)).join(''), shown);
    });
  }

  it('never lets through an escape sequence that isn’t one of the few', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\x1b',
        '[',
        ']',
        'P',
        '\x07',
        '\\',
        '?',
        '2',
        ';',
        'J',
        'A',
        'h',
        'm',
        '\n',
        '\x9d',
        '\x9b',
        '52',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const filter = new TerminalOutput();
        const shown = pieces.map((chunk) => filter.accept(chunk)).join('');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
        const rest = shown.replace(/\x1b\[(?:[\d;:]*[mKGCDPX@]|\d+[ABEF]|0?J|\?25[hl])/g, '');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
        assert.doesNotMatch(rest, /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends with colours and cursor reset, on a new line', () => {
    const filter = new TerminalOutput();
    filter.accept('\x1b[31mred\x1b]0;open');
    assert.equal(filter.end(), '\x1b[0m\x1b[?25h\r\n');
    assert.equal(filter.end(), '\x1b[0m\x1b[?25h');
  });
});
