import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPLY_JSON_SCHEMA } from '../../../src/judge/reply';
import { judgeRequest } from '../../../src/judge/request';
import { systemText } from '../../../src/judge/systemText';
import { GOLDEN_CASES, type GoldenCase, TOLD } from '../../support/judgeCases';

/**
 * Each request as it is sent, reviewed like code. After a change that is meant: `UPDATE_GOLDEN=1` with this file's tests
 * writes them anew (`biome check --write` then gives them their form), and leaves the tests pending, so that a run that
 * writes them proves nothing.
 */
const FOLDER = join(__dirname, 'golden');
const isUpdate = process.env.UPDATE_GOLDEN === '1';

describe('the requests of the judge, as they are kept', () => {
  for (const [name, golden] of Object.entries(GOLDEN_CASES)) {
    it(`is what golden/${name}.json has`, function () {
      const file = join(FOLDER, `${name}.json`);
      const shown = shownRequest(golden);
      if (isUpdate) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`);
        this.skip();
      }
      assert.ok(existsSync(file), `golden/${name}.json is missing`);
      assert.deepEqual(shown, JSON.parse(readFileSync(file, 'utf8')));
    });
  }

  it('are no others, and are not written where nobody looks at them', () => {
    assert.ok(!(isUpdate && process.env.CI), 'UPDATE_GOLDEN is for people');
    const kept = readdirSync(FOLDER).toSorted();
    assert.deepEqual(
      kept,
      Object.keys(GOLDEN_CASES)
        .map((name) => `${name}.json`)
        .toSorted(),
    );
  });
});

/** Texts by their lines, and what all have in common only once. */
function shownRequest({ about, stage = 'first', told = TOLD }: GoldenCase): unknown {
  const { request, isCut } = judgeRequest(about, stage, told);
  const { system, messages, outputSchema, ...others } = request;
  assert.deepEqual(outputSchema, REPLY_JSON_SCHEMA);
  const isUsual = about === GOLDEN_CASES.unknownCommand?.about && stage === 'first';
  return {
    isCut,
    ...others,
    system: system.map(({ text, ...block }) => ({
      ...block,
      text: text === systemText(TOLD) && !isUsual ? 'as in unknownCommand.json' : text.split('\n'),
    })),
    messages: messages.map(({ role, content }) => ({
      role,
      content:
        typeof content === 'string'
          ? content
          : content.map((block) => (block.type === 'text' ? { ...block, text: block.text.split('\n') } : block)),
    })),
  };
}
