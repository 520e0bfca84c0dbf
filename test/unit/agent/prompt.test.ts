import assert from 'node:assert/strict';
import { systemPrompt } from '../../../src/agent/prompt';

const textOf = (roots: readonly string[], platform: 'posix' | 'windows' = 'posix', mode: 'auto' | 'plan' = 'auto') =>
  systemPrompt({ roots, platform, mode })
    .map(({ text }) => text)
    .join('\n');

describe('the system prompt', () => {
  it('is the same, whatever the mode and the day', () => {
    assert.equal(textOf(['/a'], 'posix', 'auto'), textOf(['/a'], 'posix', 'plan'));
    assert.doesNotMatch(textOf(['/a']), /\b20\d\d\b/);
  });

  it('names the one folder', () => {
    assert.match(textOf(['/work/app']), /The workspace folder is \/work\/app\. Relative paths start there\./);
  });

  it('names several folders as paths can start with them', () => {
    const text = textOf(['/work/app', '/other/site', '/x/site']);
    assert.match(text, /- app: \/work\/app\n- \/other\/site\n- \/x\/site\n/);
    assert.match(text, /`app\/src`/);
  });

  it('says where commands run on Windows', () => {
    assert.match(textOf(['C:\\app'], 'windows'), /Git Bash/);
  });

  it('ends with a breakpoint of the cache', () => {
    assert.deepEqual(systemPrompt({ roots: ['/a'], platform: 'posix', mode: 'auto' }).at(-1)?.cache_control, {
      type: 'ephemeral',
    });
  });
});
