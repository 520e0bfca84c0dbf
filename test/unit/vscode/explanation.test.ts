import assert from 'node:assert/strict';
import { labelOf } from '../../../src/action/label';
import { explainVerdict, explainVerdictOf } from '../../../src/vscode/explanation';
import { commandAction, judge, parseExample } from '../../corpus/judging';
import { row, t } from './builders';

const explained = (command: string) => explainVerdict(judge(commandAction(command)), t).join('\n\n');

describe('the explanation of a verdict', () => {
  it('has every command of a line with what it does and the rule that decided', () => {
    const text = explained("npm test && bash -c 'ls; git push --force'");
    assert.ok(
      text.includes(
        [
          '**Part by part**',
          '',
          "- **allow** `npm test`: runs the project's tests",
          "  - **allow** `vitest` (in `scripts.test of package.json`): runs the project's tests",
          "- **allow** `bash -c 'ls; git push --force'`: is harmless",
          '  - **allow** `ls`: is harmless',
          '  - **ask** `git push --force`: rewrites history on origin (`git.force-push`)',
        ].join('\n'),
      ),
      text,
    );
  });

  it('names the effects alone where there is one command, or none', () => {
    assert.match(explained('rm -rf src'), /\*\*What it would do\*\*\n\n- deletes src/);
    const { action } = parseExample('edit: .git/config');
    assert.match(explainVerdict(judge(action), t).join('\n'), /\*\*What it would do\*\*\n\n- writes \.git\/config/);
  });

  it('lets no text of a part draw or link', () => {
    const text = explained('ls "`x`](https://evil.example)"; rm -rf src');
    assert.match(text, /- \*\*allow\*\* ``ls "`x`\]\(https:\/\/evil\.example\)"``: /);
  });
});

describe('why an action on record was allowed', () => {
  const why = (example: string) => {
    const { action } = parseExample(example);
    const { decision, rule, layer, severity, part, reason } = judge(action);
    assert.equal(decision, 'allow');
    const verdict = { decision, rule, layer, severity, reason, part: part.text };
    const [, line] = explainVerdictOf(row({ kind: action.kind, label: labelOf(action), verdict }), t);
    return line?.replace('**Why:** ', '');
  };

  for (const [example, expected] of [
    ['read: README.md', 'reads README.md, which is no secret by its name.'],
    ['list: src', 'reads src, which is no secret by its name.'],
    ['edit: src/index.ts', 'writes src/index.ts, in the workspace or a temporary folder.'],
    ['delete: src/old.ts', 'deletes src/old.ts, which can be made again or put back.'],
    ['fetch: https://registry.npmjs.org/zod', 'requests registry.npmjs.org, and changes nothing there.'],
    ['stop: 1', 'stops command 1.'],
    ['git commit -m x', 'changes git history (this repository), and nothing of it is lost or sent anywhere.'],
    ['ls && rm -rf dist', '`rm -rf dist` deletes dist, which can be made again or put back.'],
  ] as const)
    it(`is said of \`${example}\` in more than its own words`, () => assert.equal(why(example), expected));

  it('names the part that decided once', () => {
    const verdict = { ...row().verdict, part: 'vitest', reason: '`vitest` (in scripts.test) runs the tests.' };
    const explained = explainVerdictOf(row({ verdict }), t).join('\n');
    assert.equal(explained.split('`vitest`').length, 2, explained);
    const other = { ...verdict, reason: 'It was refused before.' };
    assert.match(explainVerdictOf(row({ verdict: other }), t).join('\n'), /The part that decided:\*\* `vitest`/);
  });
});
