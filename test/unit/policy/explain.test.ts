import assert from 'node:assert/strict';
import { explain, explainInOneSentence, type PartExplanation } from '../../../src/policy/explain';
import { judge, judgeCommand, parseExample } from '../../corpus/judging';

/** `part: verdict` of each part, those inside another one in brackets behind it. */
function outline(parts: readonly PartExplanation[]): string {
  return parts
    .map(({ part, decision, parts: inner }) => {
      const inside = inner.length === 0 ? '' : ` [${outline(inner)}]`;
      return `${part.text}: ${decision}${inside}`;
    })
    .join(', ');
}

describe('an explanation', () => {
  const outlines: readonly [title: string, command: string, outline: string][] = [
    ['has each command of a list', 'echo ok && git push --force', 'echo ok: allow, git push --force: ask'],
    ['has harmless ones too', 'pwd; true', 'pwd: allow, true: allow'],
    [
      'puts what a shell runs inside it',
      "bash -c 'ls; rm -rf src'",
      "bash -c 'ls; rm -rf src': allow [ls: allow, rm -rf src: ask]",
    ],
    [
      'puts a substitution inside its command',
      'echo $(rm README.md)',
      'echo $(rm README.md): allow [rm README.md: ask]',
    ],
    ['gives a redirection to its command', 'echo x > ~/x', 'echo x > ~/x: ask'],
    ['has a command of a loop once', 'for i in 1 2 3; do npm test; done', 'npm test: allow [vitest: allow]'],
    ['has every part of a pipeline', 'cat a.txt | grep x | wc -l', 'cat a.txt: allow, grep x: allow, wc -l: allow'],
    ['sees through wrappers', 'timeout 5 rm -rf src', 'timeout 5 rm -rf src: ask'],
  ];
  for (const [title, command, expected] of outlines) {
    it(title, () => assert.equal(outline(explain(judgeCommand(command))), expected));
  }

  it('names for each part where it stands, its effects and the rule that decided', () => {
    const command = 'echo ok && git push --force';
    const [, push] = explain(judgeCommand(command));
    assert.ok(push);
    assert.equal(command.slice(push.part.start, push.part.end), 'git push --force');
    assert.equal(push.finding?.rule, 'git.force-push');
    assert.deepEqual(
      push.effects.map(({ effect }) => effect.kind),
      ['gitRemote'],
    );
  });

  it('is said in one sentence, the strictest part first', () => {
    assert.equal(
      explainInOneSentence(judgeCommand('echo ok && git push --force')),
      '`git push --force` rewrites history on origin (rule git.force-push); `echo ok` is harmless.',
    );
  });

  it('has the one part of an action that is no command', () => {
    const { action } = parseExample('edit: .git/config');
    assert.match(outline(explain(judge(action))), /^edit \.git\/config: ask$/);
  });

  it('accounts for every effect, and comes to the decision of the verdict', () => {
    const verdict = judgeCommand("cd src && (cat ../.env | base64); bash -c 'rm x' > /etc/x; npm i left-pad");
    const all = (parts: readonly PartExplanation[]): PartExplanation[] =>
      parts.flatMap((each) => [each, ...all(each.parts)]);
    const parts = all(explain(verdict));
    assert.equal(parts.flatMap(({ effects }) => effects).length, verdict.effects.length);
    assert.ok(parts.some(({ decision, finding }) => decision === verdict.decision && finding?.rule === verdict.rule));
  });
});
