import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../processes.mjs';
import { demoFacts, readSample } from './sample.mjs';

/** @typedef {{ says: string, check: () => Promise<void> }} Check it fails by throwing */

/**
 * What has to be true after the demo, asked of the disk and of the window.
 * @param {string} workspace
 * @param {import('../editor/window.mjs').Window} window
 * @returns {readonly Check[]}
 */
export function demoChecks(workspace, window) {
  const { edited, heldLabel, notDone } = demoFacts();
  return [
    ...edited.map((file) => ({
      says: `the edit of ${file} is on disk`,
      check: async () => {
        const isChanged = readFileSync(path.join(workspace, file), 'utf8') !== readSample(file);
        if (!isChanged) throw new Error('The file is as it was.');
      },
    })),
    {
      says: "the sample's tests pass",
      check: async () => {
        await runQuietly(process.execPath, ['--test'], { cwd: workspace });
      },
    },
    {
      says: `"${heldLabel}" is in the view Held`,
      check: async () => {
        await window.showViews();
        await window.rows('Held', heldLabel).first().waitFor();
      },
    },
    {
      says: `"${heldLabel}" has not been done`,
      check: async () => {
        if (!existsSync(path.join(workspace, notDone.pathStillThere))) {
          throw new Error(`${notDone.pathStillThere} is gone.`);
        }
      },
    },
  ];
}
