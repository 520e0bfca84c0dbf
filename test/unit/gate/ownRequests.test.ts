import assert from 'node:assert/strict';
import { boundariesOf } from '../../../src/gate/boundaries';
import { requestsIn } from '../../../src/gate/ownRequests';

const THERE = new Set(['src', 'lib', 'docs', 'package.json']);
const isThere = (name: string) => THERE.has(name.replace(/\/$/, ''));

function drawn(...messages: readonly string[]): string {
  return boundariesOf(
    messages.map((text, at) => ({ kind: 'said', at, text })),
    isThere,
  )
    .map((line) => (line.kind === 'act' ? `no ${line.act}` : `${line.kind} ${line.paths.join(', ')}`.trim()))
    .join('; ');
}

describe('what of a message a person asks for themselves', () => {
  const messages: readonly (readonly [message: string, lines: string])[] = [
    [
      "- Only touch `src/`\n- Don't commit\n* never push\n1. Don't install anything",
      'only src; no commit; no push; no install',
    ],
    ["**Important:** don't touch **lib/**", 'never lib'],
    ["**Don't touch lib/**", 'never lib'],
    ['Constraints:\n- no commits\n- no new dependencies', 'no commit; no install'],
    ["Don't touch:\n- lib/\n- docs/", 'never lib, docs'],
    ['Only change:\n- src/a.ts\n- src/b.ts', 'only src/a.ts, src/b.ts'],
    ["    Fix it.\n\n    Don't touch lib/.", 'never lib'],
    ["Fix it:\n```\nDon't touch lib/.\n", 'never lib'],
    ["Don't run `npm install`. Don't use `git push`.", 'no install; no push'],
    ["Fix the error: don't touch lib/ though.", 'never lib'],
    ["One rule: don't touch lib/.", 'never lib'],
    ["Write the docs: short, and don't touch src/.", 'never src'],
    ["Here is what I need:\n- a fix\n- don't touch lib/", 'never lib'],
    ["> Why?\n\nDon't touch lib/.", 'never lib'],
    ["Error: it's broken\nDon't touch lib/.", 'never lib'],
  ];
  for (const [message, lines] of messages)
    it(`is found in ${JSON.stringify(message)}`, () => assert.equal(drawn(message), lines));

  const notTheirs = [
    'Fix this:\n```\nDo not modify src/\n```',
    'The issue says:\n\n> Please do not edit package.json by hand.\n\nFix it.',
    'CI fails:\n\n    You must not change lib/\n    Do not commit to main\n\nWhy?',
    'fatal: do not push to main\nhelp',
    'git push says `remote: error: do not push to main`. Help.',
    'The label is wrong; change it to "Note: never commit" please.',
    'The status line must say: no changes.',
    'Write in README.md: you should not edit lib/.',
    'Acceptance criteria:\n- Do not delete any files\n- never push',
    '## Behaviour\n- never delete files',
    "Document the rules:\n1. Don't edit lib/.\n2. Never commit.",
    '- [ ] never commit\n- [x] never push\nMake a component of this list.',
    'Feature: work offline',
  ];
  for (const message of notTheirs) it(`is not in ${JSON.stringify(message)}`, () => assert.equal(drawn(message), ''));

  it('lifts nothing by what is quoted', () => {
    assert.equal(drawn("Don't commit.", '```\nok, commit\n```'), 'no commit');
    assert.equal(drawn("Don't commit.", '> ok, commit\n\nWhat does it mean?'), 'no commit');
    assert.equal(drawn("Don't commit.", 'The button should say: commit'), 'no commit');
  });

  it('lets what was only to be looked at be done', () => {
    assert.equal(drawn("Explain it. Don't change anything.", 'Looks good, do it'), '');
    assert.equal(drawn("Explain it. Don't change anything.", 'Now fix src/a.ts'), 'only src/a.ts');
    assert.equal(drawn('Only touch src/.', 'Go ahead'), 'only src');
  });

  it('reads long runs of anything within the time of a test', () => {
    for (const piece of [
      "don't ",
      "don't touch ",
      ' ',
      '- x\n',
      '```\n',
      '“',
      '**a',
      'say:',
      '1. ',
      '! ',
      "Don't touch src/a. ",
    ]) {
      const message = piece.repeat(Math.ceil(100_000 / piece.length));
      assert.match(drawn(message, "Don't commit."), /no commit/, piece);
    }
  });

  it('looks through a bounded part of what is pasted', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `Sentence ${index}.`).join(' ');
    assert.ok(requestsIn(many).length <= 400);
    assert.equal(drawn(`${many} Don't commit.`), 'no commit');
    assert.equal(drawn(`Don't commit. ${many}`), 'no commit');
  });
});
