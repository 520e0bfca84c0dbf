import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { call, text, turn } from '../../support/messagesServer';
import { SupervisedAgent } from '../../support/supervisedAgent';

/** Put together here, so that no scanner takes this file for a leak. */
const TOKEN = `ghp_${'a8Kd93jfLs02mZpQ4xT7vB1nC6hG5wRyE0uI'}`;

describe('A secret in a script that is stopped', () => {
  it('is told to the agent by no reason, whoever stopped it', async () => {
    const run = (command: string, id: string) => call('run_command', { command }, id);
    const calls = [run('npm run held', 'a'), run('npm run blocked', 'c')];
    const again = [run('npm run also', 'd')];
    const edit = { path: 'config.ts', old_text: `a\n\n\nTOKEN=${TOKEN}`, new_text: 'b' };
    const script = [turn(calls), turn(again), turn([call('edit_file', edit, 'e')]), turn([text('Done.')])];
    const supervised = await SupervisedAgent.start(script, []);
    const { agent, gate } = supervised;
    try {
      writeFileSync(gate.path('config.ts'), `a\nTOKEN=${TOKEN}\n`);
      const scripts = {
        held: `git push --force https://x:${TOKEN}@github.com/a/b.git`,
        blocked: `rm -rf / --${TOKEN}`,
        also: `rm -rf /* --${TOKEN}`,
      };
      writeFileSync(gate.path('package.json'), JSON.stringify({ scripts }));
      await agent.run('Go');
      const told = [1, 2, 3].flatMap((request) => agent.resultsLast(request).map((result) => result.text));
      assert.deepEqual(
        told.slice(0, 3).map((one) => one.split(/[ :]/)[0]),
        ['Held', 'Blocked', 'Blocked'],
      );
      assert.match(told.at(-1) ?? '', /stand at line 1\. Copy them exactly/);
      for (const one of told) {
        assert.match(one, /<<masked-1: /);
        assert.ok(!one.includes(TOKEN), one);
      }
      assert.deepEqual([agent.bugs, gate.errors], [[], []]);
    } finally {
      await supervised.stop();
    }
  });
});
