import { sha256 } from '../action/digest';
import type { Disk, Situation } from '../action/situation';
import { locate } from '../effect/locate';
import { type Provenance, provenanceOf } from '../effect/script/provenance';
import type { RunScript } from '../judge/judge';
import { MISSING } from './evidence';

/** A text longer than this is not told in any case. In bytes. */
const MOST_BYTES = 64 * 1024;

const WRITTEN_BY: Readonly<Record<Provenance, RunScript['by']>> = {
  starting: 'project',
  person: 'person',
  task: 'task',
  downloaded: 'downloaded',
  outside: 'outside',
};

interface Looking {
  readonly situation: Situation;
  readonly disk: Disk;
}

/**
 * The files that an action runs, for a judge: who wrote each, and what it says where it isn't as the task found it. Only the
 * text that the verdict relied on: `fingerprints` has each file's by its path.
 */
export function scriptsTold(fingerprints: ReadonlyMap<string, string>, looking: Looking): readonly RunScript[] {
  // Tools look for a script in many places; most aren't there.
  const there = [...fingerprints].filter(([, fingerprint]) => fingerprint !== MISSING && fingerprint !== 'folder');
  return there.map(([path, fingerprint]) => {
    const by = WRITTEN_BY[provenanceOf(path, looking)];
    const text = by === 'project' ? undefined : textOf(path, looking);
    return text !== undefined && sha256(text) === fingerprint ? { path, by, text } : { path, by };
  });
}

/** The same for files that an action only reads: those that the task has written or got from somewhere. */
export function textsTold(fingerprints: ReadonlyMap<string, string>, looking: Looking): readonly RunScript[] {
  return scriptsTold(fingerprints, looking).flatMap((told) =>
    told.by === 'task' || told.by === 'downloaded' ? [{ ...told, isRead: true }] : [],
  );
}

/** Running a file must not be a way to send it to a model: those that the agent couldn't have read are not told. */
function textOf(path: string, { situation, disk }: Looking): string | undefined {
  const { area, isSecret } = locate(path, situation, disk);
  return isSecret || (area !== 'workspace' && area !== 'temp') ? undefined : disk.text(path, MOST_BYTES);
}
