import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { findBash } from '../../../src/run/bash';
import { listFilesCarrier } from '../../../src/run/listFiles';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { searchTextCarrier } from '../../../src/run/searchText';
import { AgentFixture } from '../../support/agentFixture';
import { type Dials, GateFixture } from '../../support/gateFixture';
import { call, text, turn } from '../../support/messagesServer';

/** Whole tasks through the real gate on a machine that lacks a program. */
describe('a task on a machine', () => {
  let gate: GateFixture;
  let agent: AgentFixture;
  afterEach(async () => {
    await agent.stop();
    gate.dispose();
  });

  async function startWith(dials: Partial<Dials>, ...calls: readonly ReturnType<typeof call>[]): Promise<void> {
    gate = new GateFixture(dials);
    mkdirSync(gate.root, { recursive: true });
    agent = await AgentFixture.start(
      [turn(calls), turn([text('I see.')])],
      {},
      { door: gate.gate, surroundings: () => ({ mode: 'auto', roots: [gate.root], platform: 'posix' }) },
    );
  }

  it('without bash is told why no command runs and what to install, and goes on with the rest', async () => {
    const bash = findBash({ PATH: '/usr/bin' }, 'posix', () => false);
    assert.ok(bash.kind === 'missing');
    await startWith(
      { unavailable: { command: bash.why } },
      call('run_command', { command: 'ls' }),
      call('run_command', { command: 'rm -rf /' }),
      call('write_file', { path: 'a.txt', content: 'x\n' }),
    );
    const task = await agent.run('Look around');
    assert.equal(task.status, 'done');
    const [ran, destroyed, wrote] = agent.resultsLast(1);
    assert.match(
      ran?.text ?? '',
      /^Blocked: .*Commands need bash, and none was found.*Install it and reload.*Use other tools/,
    );
    assert.match(destroyed?.text ?? '', /Don't try to reach the same end another way/);
    assert.equal(wrote?.isError, false);
    assert.equal(existsSync(gate.path('a.txt')), true);
    assert.deepEqual(
      gate.carried.map(({ kind }) => kind),
      ['edit'],
    );
  });

  it('without ripgrep finds files and lines all the same', async () => {
    const parts = { disk: new NodeDisk(), ripgrep: () => undefined, isSecret: () => false };
    const [search, list] = [searchTextCarrier(parts), listFilesCarrier(parts)];
    await startWith(
      {
        act: async (action, carrying) => {
          if (action.kind === 'searchText') return search(action, carrying);
          if (action.kind === 'listFiles') return list(action, carrying);
          throw new Error(action.kind);
        },
      },
      call('search_text', { pattern: 'needle' }),
      call('list_files', {}),
    );
    writeFileSync(gate.path('hay.txt'), 'hay\na needle\n');
    await agent.run('Find it');
    const [found, listed] = agent.resultsLast(1);
    assert.match(found?.text ?? '', /hay\.txt.*2.*a needle/s);
    assert.match(listed?.text ?? '', /hay\.txt/);
  });
});
