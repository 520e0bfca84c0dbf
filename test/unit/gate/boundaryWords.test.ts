import assert from 'node:assert/strict';
import { type DrawnLine, liftedIn, linesIn } from '../../../src/gate/boundaryWords';

const THERE = new Set([
  'src',
  'lib',
  'test',
  'docs',
  'src/api',
  'lib/core',
  '.env',
  '.github',
  'package.json',
  'Makefile',
  'scripts',
]);
const isThere = (name: string) => THERE.has(name.replace(/\/$/, ''));

/** `only a, b`, `never a`, `no commit`, in the order in which they are found. */
function shown(lines: readonly DrawnLine[]): string {
  return lines
    .map((line) => (line.kind === 'act' ? `no ${line.act}` : `${line.kind} ${line.paths.join(', ')}`.trim()))
    .join('; ');
}

describe('a line that a person draws', () => {
  const drawn: readonly (readonly [sentence: string, lines: string])[] = [
    ['Only touch src/.', 'only src/'],
    ['only touch src', 'only src'],
    ['Fix the bug, but only touch src/ please.', 'only src/'],
    ['Please only edit `src/api` and test/.', 'only src/api, test/'],
    ['You may only change files in lib/core, docs and Makefile.', 'only lib/core, docs, Makefile'],
    ['Touch only src/.', 'only src/'],
    ['Make changes only in src/ and test/', 'only src/, test/'],
    ['Edit files only within the lib folder.', 'only lib'],
    ['Keep your changes within src/.', 'only src/'],
    ['Limit all changes to "src/api".', 'only src/api'],
    ['Restrict yourself to docs/', 'only docs/'],
    ['Stay inside src/.', 'only src/'],
    ["Don't touch anything outside src/.", 'only src/'],
    ['Do not change any files outside of src/api.', 'only src/api'],
    ["Don't edit anything except Button.tsx.", 'only Button.tsx'],
    ['Refactor the parser without touching anything but src/parse.ts', 'only src/parse.ts'],
    ['No changes outside src/.', 'only src/'],
    ['Only change the colours in Button.tsx.', 'only Button.tsx'],
    ['Only edit src/**/*.css', 'only src/**/*.css'],
    ["Don't change anything.", 'only'],
    ['Explain how it works and make no changes.', 'only'],
    ["Don't make any changes yet.", 'only'],
    ['Do not edit any files, just tell me what you would do.', 'only'],
    ['Only touch "src/api."', 'only src/api'],
    ['Only touch (src/), nothing else.', 'only src/'],
    ["Don't touch lib/.", 'never lib/'],
    ['Please do not edit the lib folder or package.json.', 'never lib, package.json'],
    ["Fix the tests; don't change src/.", 'never src/'],
    ['Never modify `.env`, `package.json` and anything in scripts', 'never .env, package.json, scripts'],
    ['Do it without changing package.json.', 'never package.json'],
    ['Avoid touching .github/workflows/ci.yml', 'never .github/workflows/ci.yml'],
    ["don't delete or rename test/old.test.ts", 'never test/old.test.ts'],
    ['Leave lib/ alone.', 'never lib/'],
    ['Leave package.json as is, and keep the docs folder untouched.', 'never package.json'],
    ['test/ must not be changed', 'never test/'],
    ['lib/core is off-limits.', 'never lib/core'],
    ['Hands off .env!', 'never .env'],
    ["Don't commit.", 'no commit'],
    ["Please don't commit anything yet.", 'no commit'],
    ['Do not commit or push.', 'no commit; no push'],
    ["Fix it, but don't push to main", 'no push'],
    ["don't push", 'no push'],
    ['Fix the bug without committing.', 'no commit'],
    ['Never push on your own', 'no push'],
    ["Don't install anything.", 'no install'],
    ['Do not add any new dependencies', 'no install'],
    ['No installing packages.', 'no install'],
    ["Don't delete any files.", 'no delete'],
    ["Don't create new files.", 'no create'],
    ["Don't access the network.", 'no network'],
    ['Work offline.', 'no network'],
    ["Don't publish, and don't deploy to production.", 'no publish; no deploy'],
    ["Only touch src/ and don't commit.", 'only src/; no commit'],
    ["Don't change, commit or push anything.", 'only; no commit; no push'],
  ];
  for (const [sentence, lines] of drawn)
    it(`is drawn by “${sentence}”`, () => assert.equal(shown(linesIn(sentence, isThere)), lines));

  const notDrawn = [
    'Fix the failing test in src/api.',
    "We don't delete temp/ files after the run: fix that.",
    'The parser should only write to out/ when asked.',
    'Write a script that only touches src/.',
    "Why don't we change src/api?",
    'It does not touch lib/ any more; find out why.',
    'Update the README with how not to edit lib/.',
    "Don't change the public API.",
    "Don't commit secrets.",
    "Don't change the signature of parse in src/parse.ts.",
    "Don't push the button twice.",
    'Only add tests.',
    'Add a test that fails if someone edits package.json.',
    'Commit the result when done.',
    'Users can not delete files: add a button for it.',
    'Make it work offline.',
    "Don't use Node.js APIs.",
    'Add a note “do not edit” at the top of generated files.',
    "Don't install husky hooks.",
    'Run the tests, then push.',
    'The client/server split should stay.',
    'Explain why it should not be changed.',
    'Remove the code that never commits the transaction.',
  ];
  for (const sentence of notDrawn)
    it(`is not drawn by “${sentence}”`, () => assert.deepEqual(linesIn(sentence, isThere), []));

  const lifting: readonly (readonly [
    sentence: string,
    acts: readonly string[],
    paths: readonly string[],
    isAll?: true,
  ])[] = [
    ['Now commit it.', ['commit'], []],
    ['You may push now.', ['push'], []],
    ['ok, commit and push', ['commit', 'push'], []],
    ['Go ahead and install the packages.', ['install'], []],
    ['Fix lib/core too.', [], ['lib/core']],
    ['You can change package.json and docs/.', [], ['package.json', 'docs/']],
    ['You may touch anything now.', [], [], true],
    ['Look at lib/core and tell me what it does.', [], []],
    ['How do I commit?', [], []],
    ['Tell me what you would commit.', [], []],
    ['Shall we change lib/core?', [], []],
  ];
  for (const [sentence, acts, paths, isAll = false] of lifting)
    it(`is lifted by “${sentence}” so far: ${[...acts, ...paths].join(', ')}${isAll ? 'all' : ''}`, () =>
      assert.deepEqual(liftedIn(sentence, isThere), { acts, paths, isAll }));
});
