import assert from 'node:assert/strict';
import { explainVerdict } from '../../../src/vscode/explanation';
import { commandAction, judge, parseExample } from '../../corpus/judging';
import { t } from './builders';

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
