import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { shellArguments } from '../../../src/run/spawnCommand';

describe('shellArguments', () => {
  it('gives the command as it is, behind a mark that it is no option', () => {
    assert.deepEqual(shellArguments('-x "a"', 'posix'), {
      args: ['--noprofile', '--norc', '-c', '--', '-x "a"'],
      variables: {},
    });
  });

  it('gives it in a variable on Windows, where arguments are taken apart', () => {
    const { args, variables } = shellArguments('echo "a\\\\b"', 'windows');
    assert.ok(!args.join(' ').includes('echo'));
    assert.deepEqual(Object.values(variables), ['echo "a\\\\b"']);
  });

  if (process.platform !== 'win32') {
    it('runs the same either way', () => {
      const outcome = (command: string, platform: 'posix' | 'windows') => {
        const { args, variables } = shellArguments(command, platform);
        const env = { PATH: process.env.PATH, ...variables };
        const { status, stdout } = spawnSync('bash', args, { env, encoding: 'utf8' });
        return { status, stdout };
      };
      const commands = [
        "printf '%s|' 'a  b' \"\\\\n\" '*' -- $#",
        "cat <<'E'\n$x \\\\\nE\n# end",
        'env | grep -c CHAPERONE_COMMAND; declare -p CHAPERONE_COMMAND',
        'exit 7',
        'echo a; )',
        'x=1\n\nfor i in 1 2; do\n  echo "$i$x"\ndone && false',
        'echo "$LINENO"\necho "$LINENO"; return 3',
        '',
      ];
      for (const command of commands) assert.deepEqual(outcome(command, 'windows'), outcome(command, 'posix'), command);
    });
  }

  if (process.platform !== 'win32') {
    it('changes nothing in a text, whatever stands in it', () => {
      const text = fc.string({ unit: fc.constantFrom(...'ab \'"\\$`*?[]{}()|&;<>#~!=\n\tü😀'), maxLength: 30 });
      fc.assert(
        fc.property(text, (given) => {
          const command = `printf %s '${given.replaceAll("'", "'\\''")}'`;
          const { args, variables } = shellArguments(command, 'windows');
          const { stdout } = spawnSync('bash', args, {
            env: { PATH: process.env.PATH, ...variables },
            encoding: 'utf8',
          });
          assert.equal(stdout, given);
        }),
        { numRuns: 40 },
      );
    });
  }
});
