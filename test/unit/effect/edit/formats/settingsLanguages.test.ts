import assert from 'node:assert/strict';
import { BrokenTextError } from '../../../../../src/effect/edit/fact';
import { textsAt, type Value } from '../../../../../src/effect/edit/formats/data';
import { parseIni } from '../../../../../src/effect/edit/formats/ini';
import { parseToml } from '../../../../../src/effect/edit/formats/toml';
import { parseXml } from '../../../../../src/effect/edit/formats/xml';
import { parseYaml } from '../../../../../src/effect/edit/formats/yaml';

function at(values: readonly Value[], path: string): readonly string[] {
  return values.flatMap((value) => textsAt(value, path)).map(({ value }) => value.text);
}

describe('YAML as values', () => {
  const cases: readonly [title: string, text: string, path: string, found: readonly string[]][] = [
    ['finds what an alias stands for', 'a: &x {run: b}\nc: *x', 'c.run', ['b']],
    ['takes the last anchor of a name before an alias', 'a: &x b\nc: &x d\ne: *x', 'e', ['d']],
    ['takes merged mappings in', 'a: &x {run: b}\nc:\n  <<: *x\n  d: e', 'c.run', ['b']],
    ['takes lists of merged mappings in', 'a: &x {r: b}\ny: &y {r: c}\nc:\n  <<: [*x, *y]', 'c.r', ['b', 'c']],
    ['takes a merged mapping in that is written out', 'c:\n  <<: {r: b}', 'c.r', ['b']],
    ['keeps each of two members with one name', 'a: b\na: c', 'a', ['b', 'c']],
    ['reads every document', 'a: b\n---\na: c\n...\n---\na: d', 'a', ['b', 'c', 'd']],
    ['reads flow style', '{a: [{b: c}, {b: d}]}', 'a[].b', ['c', 'd']],
    ['folds and keeps lines as the scalar says', 'a: >-\n  b\n  c\nd: |\n  e\n  f\n', '*', ['b c', 'e\nf\n']],
    ['reads quoted keys and escapes', '"\\u0061": "\\x62"', 'a', ['b']],
    ['leaves what may be a truth as it is written', 'on: yes\noff: NO', '*', ['yes', 'NO']],
    ['decodes binary text', 'a: !!binary Y3VybA==', 'a', ['curl']],
    ['reads past tags that nobody knows', 'a: !reference [b, c]\nd: !x e', '*[]', ['b', 'c', 'e']],
    ['reads past a byte order mark and other ends of lines', '\uFEFFa: b\r\nc:\r\n  - d\r\n', '**[]', ['b', 'd']],
    ['finds the items of lists in lists', 'a: [[b, [c]], d]', 'a[]', ['b', 'c', 'd']],
    ['finds a value however deep', 'a: [{b: {run: c}}]\nrun: d', '**.run', ['d', 'c']],
    ['finds keys whatever their case', 'A: {RUN: b}', 'a.run', ['b']],
    ['reads an empty text as nothing', '', '**', []],
  ];
  for (const [title, text, path, found] of cases) it(title, () => assert.deepEqual(at(parseYaml(text), path), found));

  const ten = (name: string) => `[${Array(10).fill(name).join(', ')}]`;
  const broken: readonly [title: string, text: string, message: RegExp][] = [
    ['tells where a text breaks', 'a: b\nc: [d\ne: f\n', /^line 3, column 1: /],
    ['refuses tabs before a key', 'a:\n\tb: c\n', /^line 2, column 1: Tabs/],
    ['refuses an alias of nothing', 'a: *b\n', /names nothing before it/],
    ['refuses an alias in what it names', 'a: &b [*b]\n', /names nothing before it/],
    [
      'refuses aliases that stand for too much',
      `a: &a ${ten('x')}\n${[...'abcde'].map((name, index) => `${'bcdef'[index]}: &${'bcdef'[index]} ${ten(`*${name}`)}`).join('\n')}\n`,
      /stand for too much/,
    ],
    ['refuses what is nested deeply', '['.repeat(500) + ']'.repeat(500), /nested too deeply/],
    ['refuses what is nested beyond the stack', '['.repeat(20_000), /./],
  ];
  for (const [title, text, message] of broken)
    it(title, () =>
      assert.throws(
        () => parseYaml(text),
        (error) => error instanceof BrokenTextError && message.test(error.message),
      ),
    );
});

describe('TOML as a value', () => {
  const tasks = [
    '[tool.poe.tasks]\nx = "a"',
    'tool.poe.tasks.x = "a"',
    'tool = {poe = {tasks = {x = "a"}}}',
    '[tool.poe]\ntasks."x" = \'a\'',
  ];
  for (const text of tasks)
    it(`reads ${JSON.stringify(text)} as it reads the others`, () =>
      assert.deepEqual(at([parseToml(text)], 'tool.poe.tasks.x'), ['a']));

  it('reads lists of tables', () =>
    assert.deepEqual(at([parseToml('[[a]]\nb = 1\n[[a]]\nb = true')], 'a[].b'), ['1', 'true']));

  it('reads names that objects have anyway', () =>
    assert.deepEqual(at([parseToml('[__proto__]\na = "b"\n[constructor]\na = "c"')], '*.a'), ['b', 'c']));

  it('tells where a text breaks', () =>
    assert.throws(() => parseToml('a = 1\na = 2'), /^BrokenTextError: line 2, column \d+: /));

  it('refuses what is nested deeply', () =>
    assert.throws(() => parseToml(`a = ${'['.repeat(20_000)}`), BrokenTextError));
});

describe('INI as a value', () => {
  const cases: readonly [title: string, text: string, path: string, found: readonly string[]][] = [
    ['reads names before the first section', 'a=b\n[c]\na=d\n', 'a', ['b']],
    ['reads names in sections, and of sections that come again', '[c]\na = b\n[d]\n[c]\na: e\n', 'c.a', ['b', 'e']],
    ['goes on with a line that is further in', '[c]\na =\n  b\n  # not this\n  d\n', 'c.a', ['b\nd']],
    ['goes on after a backslash', '[c]\na = b \\\n  d\n', 'c.a', ['b  d']],
    ['reads past a byte order mark and other ends of lines', '\uFEFFa=b\r\nc=d\r', '*', ['b', 'd']],
    ['takes quotes away', 'a="b"\nc=\'d\'', '*', ['b', 'd']],
    ['knows keys that are addresses', '//a:80/:_authToken=x\n@b:registry=y\n', '*', ['x', 'y']],
    ['leaves comments out', '# a=b\n; c=d\n! e=f\n', '*', []],
  ];
  for (const [title, text, path, found] of cases) it(title, () => assert.deepEqual(at([parseIni(text)], path), found));
});

describe('XML as a value', () => {
  const cases: readonly [title: string, text: string, path: string, found: readonly string[]][] = [
    ['reads elements and attributes', '<a b="c"><d>e</d></a>', 'a.*', ['c', 'e']],
    ['reads past prefixes', '<x:a xmlns:x="u" x:b="c"><x:d>e</x:d></x:a>', 'a.*', ['c', 'e']],
    ['reads the text of an element with attributes', '<a b="c"> e </a>', 'a.#text', ['e']],
    [
      'reads text that is marked as such, and written as numbers',
      '<a><b><![CDATA[c]]>d&#101;&amp;</b></a>',
      'a.b',
      ['cde&'],
    ],
    ['leaves comments out', '<a><!-- <b>c</b> --></a>', 'a.b', []],
  ];
  for (const [title, text, path, found] of cases) it(title, () => assert.deepEqual(at([parseXml(text)], path), found));

  const broken = ['<a><b></a>', '', 'no', '<a>&unknown;</a>', '<a>'.repeat(5000) + '</a>'.repeat(5000)];
  for (const text of broken)
    it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => assert.throws(() => parseXml(text), BrokenTextError));
});
