import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, violationsIn } from './houseRules';

describe('the house', () => {
  it('keeps the direction of imports, has no cycles, no barrels, no vague names and no overlong files', () => {
    const sources = readSources('src');
    assert.ok(sources.size > 20, 'the sources were found');
    assert.ok([...sources.values()].flatMap(importsOf).length > 50, 'their imports were found');
    assert.deepEqual(violationsIn(sources), []);
  });
});

describe('the rules of the house', () => {
  const cases: readonly [title: string, file: string, source: string, violation: RegExp | undefined][] = [
    ['lets a room import from the ground', 'gate/a.ts', "import { b } from '../action/b';", undefined],
    ['lets a room import from itself', 'gate/a.ts', "import { b } from './b';", undefined],
    [
      'lets the root import anything',
      'extension.ts',
      "import { b } from './vscode/b';\nimport * as v from 'vscode';",
      undefined,
    ],
    ['lets the editor room import vscode', 'vscode/tree/a.ts', "import * as vscode from 'vscode';", undefined],
    ['refuses an import from above', 'effect/a.ts', "import { b } from '../gate/b';", /against the direction/],
    [
      'refuses an import of a type from above',
      'effect/a.ts',
      "import type { B } from '../gate/b';",
      /against the direction/,
    ],
    ['refuses an import from a neighbour', 'run/a.ts', "import { b } from '../agent/b';", /against the direction/],
    [
      'refuses an import over several lines',
      'policy/a.ts',
      "import {\n  type B,\n  c,\n} from '../hold/b';",
      /against the direction/,
    ],
    ['refuses an import for its effect', 'policy/a.ts', "import '../gate/b';", /against the direction/],
    ['refuses a dynamic import', 'hold/a.ts', "  const b = await import('../gate/b');", /against the direction/],
    ['refuses an import inside a type', 'hold/a.ts', "let b: import('../gate/b').B;", /against the direction/],
    ['refuses require', 'hold/a.ts', "const b = require('../gate/b');", /against the direction/],
    ['refuses a path that is computed', 'hold/a.ts', 'await import(path);', /computed path/],
    ['refuses vscode in the core', 'agent/a.ts', "import type { Uri } from 'vscode';", /imports vscode/],
    ['refuses vscode loaded late in the core', 'run/a.ts', "await import('vscode');", /imports vscode/],
    ['refuses an import of the root', 'vscode/a.ts', "import { activate } from '../extension';", /imports the root/],
    ['refuses an import from outside the source', 'action/a.ts', "import x from '../../test/x';", /outside the source/],
    ['refuses a room nobody knows', 'stuff/a.ts', '', /in no room/],
    ['refuses a file outside of every room', 'a.ts', '', /in no room/],
    ['refuses a barrel by its name', 'gate/index.ts', '', /passes on/],
    ['refuses a star export', 'gate/a.ts', "export * from './b';", /passes on/],
    ['refuses a named re-export', 'gate/a.ts', "export type { B } from './b';", /passes on/],
    ['allows an ordinary export list', 'gate/a.ts', 'const b = 1;\nexport { b };\n', undefined],
    ['refuses a vague name', 'gate/pathUtils.ts', '', /named "utils"/],
    ['refuses a vague folder', 'gate/common/a.ts', '', /named "common"/],
    ['allows a word that only contains a vague one', 'gate/commonality.ts', '', undefined],
    ['refuses an overlong file', 'gate/a.ts', '\n'.repeat(551), /has 551 lines/],
    ['allows the longest file', 'gate/a.ts', '\n'.repeat(550), undefined],
    ['refuses the SDK on activation', 'extension.ts', "import { z } from 'zod';", /loads zod on activation/],
    ['allows a type of the SDK on activation', 'extension.ts', "import type { z } from 'zod';", undefined],
    ['allows the SDK after activation', 'extension.ts', "const { z } = await import('zod');", undefined],
  ];
  for (const [title, file, source, violation] of cases) {
    it(title, () => {
      const violations = violationsIn(new Map([[file, source]]));
      if (violation === undefined) assert.deepEqual(violations, []);
      else assert.match(violations.join('\n'), violation);
    });
  }

  it('refuses a cycle, and tells its way', () => {
    const sources = new Map([
      ['hold/a.ts', "import { b } from './b';"],
      ['hold/b.ts', "import type { C } from './c';"],
      ['hold/c.ts', "import { a } from './a';"],
    ]);
    assert.deepEqual(violationsIn(sources), ['hold/a.ts → hold/b.ts → hold/c.ts → hold/a.ts is a cycle']);
  });

  it('allows two ways to the same file', () => {
    const sources = new Map([
      ['hold/a.ts', "import { b } from './b';\nimport { c } from './c';"],
      ['hold/b.ts', "import { c } from './c';"],
      ['hold/c.ts', ''],
    ]);
    assert.deepEqual(violationsIn(sources), []);
  });

  it('refuses the SDK on activation behind another file', () => {
    const sources = new Map([
      ['extension.ts', "import { a } from './model/a';"],
      ['model/a.ts', "import Anthropic from '@anthropic-ai/sdk';"],
    ]);
    assert.deepEqual(violationsIn(sources), ['model/a.ts loads @anthropic-ai/sdk on activation']);
  });
});

function readSources(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.[cm]?[jt]sx?$/.test(path),
  );
  return new Map(files.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]));
}
