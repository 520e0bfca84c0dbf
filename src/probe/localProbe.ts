import { excerpts } from './excerpts';
import { warned } from './fencing';
import { passagesOf } from './passages';
import type { FoundSign, Probe, Probed, TextSource } from './probe';
import { type Scan, scanText } from './scanText';

/** The probe without a model: what its patterns find counts. */
export class LocalProbe implements Probe {
  async inspect(text: string, source: TextSource): Promise<Probed> {
    return found(text, source, scanText(text, { by: source.by, path: source.path }));
  }
}

/** What a scan makes of a text. */
export function found(text: string, { name }: TextSource, scan: Scan): Probed {
  if (scan.verdict === 'clean') return { text, signs: [], passages: [] };
  const signs = signsOf(text, scan);
  return { text: warned(text, name, signs), signs, passages: passagesOf(text, scan) };
}

/** One of each kind: the strongest, the strongest kind first. */
function signsOf(text: string, { signs }: Scan): readonly FoundSign[] {
  const excerptOf = excerpts(text, signs);
  const byId = new Map<string, FoundSign>();
  for (const sign of signs.toSorted((a, b) => b.weight - a.weight)) {
    const { id, says } = sign;
    if (!byId.has(id)) byId.set(id, { id, says, excerpt: excerptOf(sign) });
  }
  return [...byId.values()];
}
