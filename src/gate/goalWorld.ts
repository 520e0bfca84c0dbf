import { join } from 'node:path';
import { settingsIn } from '../effect/git/settingsText';
import type { World } from './door';
import type { GoalWorld } from './sameEnd';

const MOST_BYTES = 200_000;

/** What tells whether two names mean the same, as the disk says now. */
export function goalWorld(world: Pick<World, 'disk' | 'situation'>): GoalWorld {
  return {
    isFile: (path) => world.disk.kind(path) === 'file',
    textOf: (path) => world.disk.text(path, MOST_BYTES),
    addressOf: (remote) => {
      for (const root of world.situation().roots) {
        const text = world.disk.text(join(root, '.git', 'config'), MOST_BYTES);
        const setting = settingsIn(text ?? '').settings.findLast(
          ({ name, between }) => between === remote && (name === 'remote.pushurl' || name === 'remote.url'),
        );
        if (setting !== undefined) return setting.value;
      }
      return undefined;
    },
  };
}
