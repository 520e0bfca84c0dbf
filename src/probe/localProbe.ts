import { oneLine, shorten } from '../action/visibleText';
import { warned } from './fencing';
import { passagesOf } from './passages';
import type { FoundSign, Probe, Probed, TextSource } from './probe';
import { type Scan, scanText } from './scanText';

const EXCERPT = 160;

/** The probe without a model: what its patterns find counts. */
export class LocalProbe implements Probe {
  async inspect(text: string, source: TextSource): Promise<Probed> {
    return found(text, source, scanText(text, { by: source.by, path: source.path }));
  }
}

/** What a scan makes of a text. */
export function found(text: string, { name }: TextSource, scan: Scan): Probed {
  if (scan.verdict === 'clean') return { text, signs: [], passages: [] };
  const signs = signsOf(scan);
  return { text: warned(text, name, signs), signs, passages: passagesOf(text, scan) };
}

/** One of each kind: the first. */
function signsOf({ signs }: Scan): readonly FoundSign[] {
  const byId = new Map<string, FoundSign>();
  for (const { id, says, text } of signs)
    if (!byId.has(id)) byId.set(id, { id, says, excerpt: shorten(oneLine(text), EXCERPT) });
  return [...byId.values()];
}
