import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action } from '../../../src/action/action';
import type { JudgeCase } from '../../../src/judge/judge';
import { judgeRequest } from '../../../src/judge/request';
import { commandAction, editCase, judgeCase, TOLD } from '../../support/judgeCases';
import { runs } from '../../support/storm/runs';

/** Each as it stands in a text. None has ever been in use. */
const SECRETS = [
  { secret: 'q7Zt0Lx93RkVb2NwYh5PmC81Xk29fLw0', text: 'API_TOKEN=q7Zt0Lx93RkVb2NwYh5PmC81Xk29fLw0' },
  { secret: 'Jd83kQz71LmXw09TbVr2aF5eTn4Hs8Vw', text: 'password: "Jd83kQz71LmXw09TbVr2aF5eTn4Hs8Vw"' },
  {
    secret: 'Tn4Hs8Vw1Bq6Zr9Kc3Lx7Md5Gp5Yb2Rm8Wz1Xq7Fv4Ks9Jt3',
    text: 'sk-ant-api03-Tn4Hs8Vw1Bq6Zr9Kc3Lx7Md5Gp5Yb2Rm8Wz1Xq7Fv4Ks9Jt3',
  },
  { secret: 'Gp5Yb2Rm8Wz1Xq7Fv4Ks9Jt3Lc6Nd0Hs8Vw1', text: 'ghp_Gp5Yb2Rm8Wz1Xq7Fv4Ks9Jt3Lc6Nd0Hs8Vw1' },
] as const;

/** A piece of a secret as long as this is worth something to who guesses the rest. */
const PIECE = 12;

/** Where a text may be cut that is too long to be told whole: around there a secret is most likely to be torn. */
const CUTS = [30, 60, 70, 90, 100, 160, 200, 210, 300, 400, 420, 600, 900, 1200, 2100, 2800, 3600, 4000, 8400, 12_000];

const near = fc.tuple(fc.constantFrom(...CUTS), fc.integer({ min: -70, max: 10 }));
const beside = near.map(([cut, shift]) => Math.max(0, cut + shift));
const padding = fc.oneof(
  fc.record({ before: beside, after: fc.constantFrom(0, 100, 5000, 20_000) }),
  fc.record({ before: fc.constantFrom(0, 100, 5000, 20_000), after: beside }),
);

const secretText = fc
  .record({ which: fc.constantFrom(...SECRETS), padding })
  .map(({ which, padding: { before, after } }) => ({
    secret: which.secret,
    text: `${words(before)} ${which.text} ${words(after)}`,
  }));

function words(length: number): string {
  return 'word '.repeat(Math.ceil(length / 5)).slice(0, length);
}

/** A case with a text at each place where one can stand. */
const PLACES: Readonly<Record<string, (text: string) => JudgeCase>> = {
  command: (text) => judgeCase(commandAction(`frobnicate ${text}`)),
  variable: (text) => judgeCase(commandAction(`echo '${text}' | frobnicate`)),
  request: (text) => judgeCase({ kind: 'fetch', url: 'https://example.com/api', method: 'POST', body: text }),
  newFile: (text) => editCase('/work/app/Makefile', null, `all:\n\tfrobnicate ${text}\n`),
  changedFile: (text) => editCase('/work/app/Makefile', `all:\n\tmake ${text}\n`, `all:\n\tfrobnicate ${text}\n`),
  search: (text) =>
    judgeCase({ kind: 'searchText', path: '/work', pattern: text, isRegex: false, isCaseSensitive: true }),
  deletion: (text) => judgeCase(deletionOf(text)),
  instructions: (text) =>
    judgeCase(commandAction('frobnicate'), { instructions: [{ path: '/work/app/AGENTS.md', text }] }),
  said: (text) => judgeCase(commandAction('frobnicate'), { person: [{ kind: 'said', at: 0, text }] }),
  attached: (text) =>
    judgeCase(commandAction('frobnicate'), { person: [{ kind: 'said', at: 0, text: 'Fix it.', attached: text }] }),
  question: (text) =>
    judgeCase(commandAction('frobnicate'), {
      person: [{ kind: 'answered', at: 0, number: 1, question: text, text: 'Yes.' }],
    }),
  approved: (text) =>
    judgeCase(commandAction('frobnicate'), { person: [{ kind: 'approved', at: 0, number: 1, what: text }] }),
  denied: (text) =>
    judgeCase(commandAction('frobnicate'), { person: [{ kind: 'denied', at: 0, number: 1, what: text, note: text }] }),
  recent: (text) => judgeCase(commandAction('frobnicate'), { recent: [{ label: text, came: 'done' }] }),
  script: (text) =>
    judgeCase(commandAction('sh build.sh'), { scripts: [{ path: '/work/app/build.sh', by: 'task', text }] }),
  taint: (text) => judgeCase(commandAction('frobnicate'), { taints: [{ source: text, signs: ['override'] }] }),
};

function deletionOf(text: string): Action {
  return { kind: 'delete', path: `/work/app/${text.trim()}`, beforeSha256: '0'.repeat(64) };
}

describe('a secret in what a judge is told', () => {
  for (const [place, caseOf] of Object.entries(PLACES)) {
    it(`is left out, and no piece of it stays where a text is cut: ${place}`, () => {
      fc.assert(
        fc.property(secretText, fc.constantFrom('first' as const, 'second' as const), ({ secret, text }, stage) => {
          const sent = JSON.stringify(judgeRequest(caseOf(text), stage, TOLD).request);
          for (let at = 0; at + PIECE <= secret.length; at += 1) {
            const piece = secret.slice(at, at + PIECE);
            assert.ok(!sent.includes(piece), `${piece} of ${secret} is in the request`);
          }
        }),
        runs(25),
      );
    });
  }
});
