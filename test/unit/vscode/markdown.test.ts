import assert from 'node:assert/strict';
import { codeBlock, codeSpan, plainProse } from '../../../src/vscode/markdown';

describe('a text of unknown origin in Markdown', () => {
  const blocks: readonly [string, string, string][] = [
    ['stays in its block', 'ls', '```\nls\n```'],
    ['can not end its block', 'a\n```\n# Approved', '````\na\n```\n# Approved\n````'],
    ['can not end a longer block either', '`````', '``````\n`````\n``````'],
    ['shows what it hides', 'a\u202eb', '```\na\\u{202e}b\n```'],
  ];
  for (const [title, text, markdown] of blocks) it(title, () => assert.equal(codeBlock(text), markdown));

  const spans: readonly [string, string, string][] = [
    ['is code within a line', 'rm -rf x', '`rm -rf x`'],
    ['can not end its code', 'echo `date`', '`` echo `date` ``'],
    ['can not end it by its first character', '`a', '`` `a ``'],
    ['can not start a new line', 'a\n# b', '`a\\n# b`'],
    ['is never nothing', '', '` `'],
  ];
  for (const [title, text, markdown] of spans) it(title, () => assert.equal(codeSpan(text), markdown));

  const sentences: readonly [string, string, string][] = [
    [
      'reads as it is',
      'It deletes data (3 files), which git does not have - so it waits.',
      'It deletes data (3 files), which git does not have - so it waits.',
    ],
    ['keeps what is code in it', '`rm -rf a_b` deletes a_b', '`rm -rf a_b` deletes a\\_b'],
    ['can not link', '[x](https://evil.example)', '\\[x\\](https:&#47;/evil.example)'],
    ['can not link by itself', 'www.evil.example a@evil.example', 'www&#46;evil.example a&#64;evil.example'],
    ['can not draw', '![x](y) <img src=z> &lt;', '!\\[x\\](y) \\<img src=z> \\&lt;'],
    ['can not open code that it does not end', 'a ` b [x](y)', 'a \\` b \\[x\\](y)'],
    ['can not hide a link in code that ends early', '`` [x](y) ``', '\\`` [x](y) `\\`'],
    ['can not start a line of its own', 'a\n# b', 'a\\\\n# b'],
  ];
  for (const [title, text, markdown] of sentences) it(title, () => assert.equal(plainProse(text), markdown));
});
