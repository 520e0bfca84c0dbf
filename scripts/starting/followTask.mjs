import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { followLines } from '../followLines.mjs';
import { importSource } from './importSource.mjs';
import { Report, sumUp } from './report.mjs';

/**
 * Prints what happens in an editor from the ledger that the extension keeps there, until the first task has ended.
 * @param {string} userData of the editor
 * @returns {Promise<{ ended: Promise<void>, stop: () => void }>} `stop` ends the printing
 */
export async function followTask(userData) {
  /** @type {typeof import('../../src/action/visibleText')} */
  const { oneLine } = await importSource('src/action/visibleText.ts');
  const report = new Report(oneLine);
  /** @type {() => void} */
  let end = () => undefined;
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const stop = followLines(
    () => findLedger(userData),
    (line) => {
      const entry = JSON.parse(line);
      for (const told of report.tell(entry)) console.log(told);
      if (entry.kind === 'taskEnded') {
        console.log(`\nSummary: ${sumUp(report.summary)}`);
        end();
      }
    },
  );
  return { ended, stop };
}

/**
 * @param {string} userData
 * @returns {string | undefined}
 */
function findLedger(userData) {
  const storage = path.join(userData, 'User', 'workspaceStorage');
  if (!existsSync(storage)) return undefined;
  const candidates = readdirSync(storage).map((name) =>
    path.join(storage, name, 'chaperone.chaperone', 'ledger.jsonl'),
  );
  return candidates.find((file) => existsSync(file));
}
