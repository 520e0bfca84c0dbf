import type { Rule } from '../rule';

/** In parts, so that what looks for keys finds none in this file. */
const KEY = ['AKIA', 'Q7X3MZLD2VKT5RWB'].join('');
const ADDRESS = ['postgres:', '//app:hT9wqLz27v', '@db.acme.io/app'].join('');

/** What the text that an edit adds does, says or hides, in code and in any other text. */
export const editedCodeRules: readonly Rule[] = [
  {
    id: 'edit.decoded',
    when: { effects: ['change'], details: ['change.decoded', 'change.remoteCode'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', so that nobody can read beforehand what it does.',
    saferWay: 'Write the code itself.',
    matches: [
      "edit: src/x.js <<< eval(atob('YWxlcnQoMSk='))",
      "edit: x.py <<< import base64; exec(base64.b64decode('cHJpbnQoMSk='))",
      'edit: src/x.js <<< fetch(u).then((r) => r.text()).then((t) => eval(t))',
      "edit: x.php <<< <?php eval(base64_decode('ZWNobyAxOw=='));",
    ],
    notMatches: [
      "edit: src/x.js <<< const text = atob('YWxlcnQoMSk=')",
      'edit: src/x.js <<< const value = eval(text)',
      'edit: docs/x.md <<< eval(atob(x))',
    ],
  },
  {
    id: 'edit.tests-emptied',
    when: { effects: ['change'], details: ['change.testsEmptied'] },
    severity: 55,
    minimum: 'ask',
    settledBy: 'judge',
    reason: '.',
    saferWay: 'Mend the code, or change the tests that are wrong one by one.',
    // It takes a text before.
    matches: [],
    notMatches: ["edit: test/x.test.ts <<< it('adds', () => expect(add(1, 2)).toBe(3));"],
  },
  {
    id: 'edit.hidden',
    when: { effects: ['change'], details: ['change.hidden'] },
    severity: 70,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', so that it is not what it looks like.',
    saferWay: 'Write it without characters that nobody sees.',
    matches: [
      'edit: src/x.ts <<< const is\u200bAdmin = true;',
      'edit: src/x.py <<< # \u202e',
      'edit: src/x.ts <<< const p\u0430yment = 1;',
      'edit: README.md <<< Read this.\u{e0049}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}',
    ],
    notMatches: [
      'edit: README.md <<< \u05e9\u05dc\u05d5\u05dd \u{1f469}\u200d\u{1f4bb} \u2714\ufe0f',
      "edit: src/x.ts <<< const greeting = '\u041f\u0440\u0438\u0432\u0435\u0442';",
    ],
  },
  {
    id: 'edit.secret',
    when: { effects: ['change'], details: ['change.secret'] },
    severity: 65,
    minimum: 'ask',
    settledBy: 'person',
    reason: ', where everybody who reads the file finds it.',
    saferWay: 'Read it from the environment or from a file that git ignores.',
    matches: [`edit: src/x.ts <<< const key = '${KEY}';`, `edit: x.py <<< url = '${ADDRESS}'`],
    notMatches: [
      "edit: src/x.ts <<< const key = 'AKIAIOSFODNN7EXAMPLE';",
      "edit: x.py <<< url = 'postgres://postgres:postgres@localhost/app'",
      'edit: README.md <<< export OPENAI_API_KEY=sk-your-key-here',
    ],
  },
];
