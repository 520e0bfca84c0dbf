import assert from 'node:assert/strict';
import { SETTINGS } from '../../src/vscode/contributions';
import { call, text, turn } from '../support/messagesServer';
import { chaperone, setGlobally, Thread } from './thread';

const POLICY = [SETTINGS.policyPreset, SETTINGS.policyAskAt, SETTINGS.policyBlockAt, SETTINGS.policySeverities];

describe('the policy settings', () => {
  let thread: Thread | undefined;

  afterEach(async () => {
    for (const key of POLICY) await setGlobally(key, undefined);
    await thread?.dispose();
    thread = undefined;
  });

  /** The verdict on a command that runs code of the project. */
  async function verdictOn(command: string): Promise<string | undefined> {
    thread = await Thread.open([turn([text('I run it.'), call('run_command', { command })]), turn([text('I go on.')])]);
    await thread.run('Run it');
    const row = thread.engine.actionLog.rows().findLast(({ label }) => label === command);
    return row?.verdict.decision;
  }

  it('allow code of the project by default', async () => {
    assert.equal(await verdictOn('node --test no-such-test-1.js'), 'allow');
  });

  it('hold it when the person has chosen cautious', async () => {
    await setGlobally(SETTINGS.policyPreset, 'cautious');
    assert.equal(await verdictOn('node --test no-such-test-2.js'), 'ask');
  });

  it('take effect for a single rule', async () => {
    await setGlobally(SETTINGS.policySeverities, { 'run.workspace': 92 });
    assert.equal(await verdictOn('node --test no-such-test-3.js'), 'block');
  });

  it('are cautious when one of them is wrong, and say so', async () => {
    await setGlobally(SETTINGS.policyPreset, 'permissive');
    await setGlobally(SETTINGS.policyAskAt, 'high');
    assert.equal(await verdictOn('node --test no-such-test-4.js'), 'ask');
    const problems = (await (await chaperone()).engine()).problems();
    assert.ok(problems.some((problem) => problem.includes(SETTINGS.policyAskAt)));
  });

  it('name a rule that there is not', async () => {
    await setGlobally(SETTINGS.policySeverities, { 'git.psuh': 10 });
    const problems = (await (await chaperone()).engine()).problems();
    assert.ok(problems.some((problem) => problem.includes('git.psuh')));
  });
});
