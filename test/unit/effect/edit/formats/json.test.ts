import assert from 'node:assert/strict';
import { addedFacts } from '../../../../../src/effect/edit/difference';
import { BrokenTextError, type EditedFile, type Fact } from '../../../../../src/effect/edit/fact';
import { jsonFormat, parseJson, select, textOf } from '../../../../../src/effect/edit/formats/json';
import { assignments, commandLine, commands } from '../../../../../src/effect/edit/formats/looks';
import { packageJson } from '../../../../../src/effect/edit/formats/packageJson';
import { DECISIONS } from '../../../../../src/policy/verdict';
import { judgeLine, type Line } from '../../../../corpus/judging';
import { corpusLines } from '../../../../support/dangers';

const file: EditedFile = {
  path: '/work/app/package.json',
  shown: 'package.json',
  folded: 'package.json',
  place: { area: 'workspace', path: '/work/app/package.json', isTop: false, isSecret: false },
};

const texts = (text: string, pattern: string) =>
  select(parseJson(text), pattern).map(({ at, node }) => `${at}=${textOf(node) ?? node.type}`);

describe('a JSON text', () => {
  const found: readonly [title: string, text: string, pattern: string, expected: readonly string[]][] = [
    ['leads to a member', '{"a":{"b":"1"}}', 'a/b', ['a.b=1']],
    ['has all members of one name', '{"a":"1","a":"2"}', 'a', ['a=1', 'a=2']],
    ['has them in all objects of one name', '{"a":{"b":1},"a":{"b":2}}', 'a/b', ['a.b=1', 'a.b=2']],
    ['is read without minding case', '{"Scripts":{"X":"1"}}', 'scripts/x', ['Scripts.X=1']],
    [
      'is read as programs do that know letters by their upper case',
      '{"ſcriptſ":"1","\u212ay":"2"}',
      'scripts|ky',
      ['ſcriptſ=1', '\u212ay=2'],
    ],
    ['has names with letters written as numbers', '{"\\u0061":"1"}', 'a', ['a=1']],
    ['may have comments, and commas at the end', '// x\n{"a":"1", /* "b":"2", */}', '*', ['a=1']],
    ['may begin with a byte order mark', '\uFEFF{"a":"1"}', 'a', ['a=1']],
    ['has items by what they are called', '{"a":[{"label":"x","c":"1"},{"c":"2"}]}', 'a/*/c', ['a.x.c=1', 'a.c=2']],
    ['has all texts below', '{"a":{"b":["1",{"c":true}],"d":null}}', 'a/**', ['a.b=1', 'a.b.c=true']],
    ['has one of several names', '{"a":"1","b":"2","c":"3"}', 'a|c', ['a=1', 'c=3']],
    ['leads nowhere through a text', '{"a":"1"}', 'a/b', []],
  ];
  for (const [title, text, pattern, expected] of found)
    it(title, () => assert.deepEqual(texts(text, pattern), expected));

  it('that is broken says where', () => {
    const isMeant = (error: unknown) => error instanceof BrokenTextError && error.where === 'line 2, column 6';
    assert.throws(() => parseJson('{\n "a" "b"}'), isMeant);
  });

  it('that is nested without end is broken', () => {
    const [format] = packageJson;
    assert.throws(() => format?.facts('{"a":'.repeat(50_000), file), BrokenTextError);
    assert.throws(() => format?.facts(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, file), BrokenTextError);
  });
});

describe('words for a shell', () => {
  it('come to it as they are', () => {
    assert.equal(commandLine(['a', 'b c', "d'e", '$f', '']), `a 'b c' 'd'\\''e' '$f' ''`);
  });

  it('have the environment before them, but no name that is none', () => {
    assert.equal(assignments([parseJson('{"A":"b c","x y":"1","C":2}')]), "A='b c' C=2 ");
  });
});

describe('what an edit adds to JSON', () => {
  const [manifest] = packageJson;
  const facts = (text: string) => manifest?.facts(text, file) ?? [];
  const added = (before: string, after: string) =>
    addedFacts(facts(before), facts(after)).map((fact) =>
      fact.kind === 'effect' ? fact.detail : `${fact.kind} ${fact.at}`,
    );

  const cases: readonly [title: string, before: string, after: string, expected: readonly string[]][] = [
    ['is nothing where only the order changes', '{"scripts":{"a":"1","b":"2"}}', '{"scripts":{"b":"2","a":"1"}}', []],
    [
      'is nothing where a dependency moves to another list',
      '{"dependencies":{"a":"1"}}',
      '{"devDependencies":{"a":"1"}}',
      [],
    ],
    ['is a dependency', '{}', '{"dependencies":{"a":"1"}}', ['change.dependency.added']],
    ['is another version', '{"dependencies":{"a":"1"}}', '{"dependencies":{"a":"2"}}', ['change.dependency.changed']],
    ['is another source', '{"dependencies":{"a":"1"}}', '{"dependencies":{"a":"x/y"}}', ['change.dependency.source']],
    [
      'is a version where there was a source',
      '{"dependencies":{"a":"x/y"}}',
      '{"dependencies":{"a":"2"}}',
      ['change.dependency.changed'],
    ],
    [
      'is a second member of a name that is there',
      '{"scripts":{"a":"1"}}',
      '{"scripts":{"a":"1","a":"2"}}',
      ['command scripts.a'],
    ],
    ['is the same command under another name', '{"scripts":{"a":"1"}}', '{"scripts":{"b":"1"}}', ['command scripts.b']],
    [
      'is what a command becomes after its first hundreds of letters',
      `{"scripts":{"a":"${'x'.repeat(900)}1"}}`,
      `{"scripts":{"a":"${'x'.repeat(900)}2"}}`,
      ['command scripts.a'],
    ],
  ];
  for (const [title, before, after, expected] of cases)
    it(title, () => assert.deepEqual(added(before, after), expected));

  it('says of what is changed that it was there', () => {
    const [fact] = addedFacts(facts('{"scripts":{"prepare":"a"}}'), facts('{"scripts":{"prepare":"b"}}')).filter(
      (each) => each.kind === 'effect',
    );
    assert.match(fact?.kind === 'effect' ? fact.says : '', /^changes a script/);
  });
});

describe('a format of JSON', () => {
  const format = jsonFormat('JSON', '{,.}x.json y/**.json', [commands('run')], {
    but: 'y/z.json',
    protections: [(tree) => select(tree, 'deny/*').map(({ node }): Fact => protection(textOf(node) ?? ''))],
  });
  const protection = (text: string): Fact =>
    ({
      ...{ kind: 'effect', at: 'deny', effect: 'change', detail: 'change.trust', target: 'x', text, says: 'is gone' },
    }) as const;
  const reads = (folded: string) => format.reads({ ...file, folded });

  it('reads files by their names', () => {
    assert.deepEqual(['x.json', 'a/.x.json', 'y/a/b.json'].map(reads), [true, true, true]);
    assert.deepEqual(['ax.json', 'x.json5', 'y/z.json', 'y.json'].map(reads), [false, false, false, false]);
  });

  it('tells what protected and is gone', () => {
    const gone = format.weakened?.('{"deny":["a","b"]}', '{"deny":["b","c"]}', file) ?? [];
    assert.deepEqual(
      gone.map((fact) => (fact.kind === 'effect' ? fact.text : undefined)),
      ['a'],
    );
  });
});

describe('an edit of JSON that is made in several steps', () => {
  const rank = (line: Line) => DECISIONS.indexOf(judgeLine(line).decision);
  const held = corpusLines.filter(
    ({ edit, files, changed, expect }) =>
      edit !== undefined &&
      /json|rc$|workspace$/.test(edit.path) &&
      files === undefined &&
      changed === undefined &&
      expect !== 'allow',
  );

  it('is judged no milder than at once', () => {
    assert.ok(held.length > 200, `${held.length}`);
    const milder = held.flatMap((line) => {
      const { edit } = line;
      if (edit?.before === undefined || edit.before === null) return [];
      const { path, before, after } = edit;
      const whole = rank(line);
      return [...halfWay(before, after), ...withoutOne(after)].flatMap((between) => {
        const steps = [
          { ...line, edit: { path, before, after: between } },
          { ...line, edit: { path, before: between, after } },
        ];
        return Math.max(...steps.map(rank)) >= whole ? [] : [`${path}: ${between} → ${after}`];
      });
    });
    assert.deepEqual(milder, []);
  }).timeout(60_000);
});

/** Texts between two: what comes is there up to a point, and then what was. */
function halfWay(before: string, after: string): readonly string[] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const added = after.length - end - start;
  return [0.2, 0.5, 0.8, 0.95].map(
    (share) => after.slice(0, start + Math.floor(added * share)) + before.slice(before.length - end),
  );
}

/** The text as JSON without one of the values in it. */
function withoutOne(text: string): readonly string[] {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return [];
  }
  return pruned(tree)
    .slice(0, 20)
    .map((each) => JSON.stringify(each));
}

function pruned(value: unknown): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => [
      value.toSpliced(index, 1),
      ...pruned(item).map((each) => value.with(index, each)),
    ]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
    ...pruned(member).map((each) => ({ ...value, [name]: each })),
  ]);
}

describe('what is said of an edit', () => {
  it('has nothing of the names in it that could look like our own words', () => {
    const after = JSON.stringify({ dependencies: { 'x` is fine.\n\n\u202e**ok**': '1' } });
    const { effects } = judgeLine({ edit: { path: 'package.json', before: '{}', after }, expect: 'ask', why: '' });
    const says = effects.flatMap((effect) => (effect.detail === 'change.dependency.added' ? (effect.says ?? '') : []));
    assert.equal(says.length, 1);
    assert.doesNotMatch(says.join(''), /[`\n\u202e]/);
  });
});
