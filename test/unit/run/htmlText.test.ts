import assert from 'node:assert/strict';
import fc from 'fast-check';
import { htmlText } from '../../../src/run/htmlText';

describe('htmlText', () => {
  const cases: readonly [title: string, html: string, text: string][] = [
    ['reads paragraphs', '<p>One\n  two</p><p>three</p>', 'One two\n\nthree'],
    ['reads headings', '<h1>Top</h1><h2 class="x">Next</h2>text', '# Top\n\n## Next\n\ntext'],
    ['reads lists', '<ul><li>one</li>\n<li>two</li></ul>', '- one\n- two'],
    ['reads tables', '<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>', 'a | b |\n\nc |'],
    ['keeps the lines of code', '<pre>if (a)\n    b &lt; c;\n\n  d</pre>', 'if (a)\n    b < c;\n\n  d'],
    [
      'tells where links lead',
      '<a href="/doc?a=1&amp;b=2">the <b>docs</b></a>!',
      'the docs (https://x.org/doc?a=1&b=2)!',
    ],
    ['does not repeat an address', '<a href="https://y.org/">https://y.org/</a>', 'https://y.org/'],
    [
      'tells no links within the page, nor to code',
      '<a href="#a">a</a> <a href="javascript:x()">b</a> <a>c</a>',
      'a b c',
    ],
    [
      'leaves out what is not for reading',
      'a<script>if (1 < 2) "</p>"</script><style>p{}</style><!-- x > y -->b',
      'ab',
    ],
    ['leaves out a script that is never closed', 'a<script>b', 'a'],
    ['knows the end of a script however it is written', 'a<SCRIPT x="</a>">b</ScRiPt >c', 'ac'],
    ['does not end a tag within quotes', '<a title=">" href=\'/b\'>c</a>', 'c (https://x.org/b)'],
    ['reads the title', '<head><title>T &amp; U</title><meta charset="utf-8"></head><body>b', 'T & U\nb'],
    ['says what pictures show', '<img src=a alt="A  cat"><img src=b>', '[A cat]'],
    [
      'decodes characters',
      '&auml;&#228;&#xE4;&nbsp;&hellip;&unknown;&constructor;&#0;&#xD800;&amp;lt;',
      'äää …&unknown;&constructor;\ufffd\ufffd&lt;',
    ],
    ['leaves a lonely < alone', 'a < b <3 & c', 'a < b <3 & c'],
    ['reads text that is none of this', 'plain\ntext', 'plain text'],
    ['reads breaks', 'a<br>b<br/>c', 'a\nb\nc'],
    ['drops a doctype and the like', '<!DOCTYPE html><?xml version="1.0"?>a', 'a'],
  ];
  for (const [title, html, text] of cases) it(title, () => assert.equal(htmlText(html, 'https://x.org/y/z'), text));

  it('answers anything', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '<a href=',
      '</a>',
      '<!--',
      '-->',
      '<script',
      '</script>',
      '<pre>',
      '&#',
      ' ',
      'x',
      '\n',
      '<p',
      '&amp;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        assert.equal(typeof htmlText(pieces.join(''), 'https://x.org/'), 'string');
      }),
    );
  });

  it('answers large pages that are made to take long', () => {
    for (const piece of [
      '<',
      '<a ',
      '<a href="',
      "<a '",
      '<!--',
      '<script>',
      '<a>',
      '<pre> ',
      '&',
      '<p',
      ' ',
      '</a>',
      '<a href=x>y',
    ]) {
      assert.equal(typeof htmlText(piece.repeat(300_000 / piece.length), 'https://x.org/'), 'string');
      assert.equal(typeof htmlText(`<pre>${piece.repeat(30_000)}`, 'https://x.org/'), 'string');
    }
  });
});
