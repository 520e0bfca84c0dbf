import { join } from 'node:path';
import { scanText } from '../../src/probe/scanText';
import { originOf, type ProbeText, readProbeTexts } from '../../test/corpus/probeTexts';

const CORPUS = 'test/corpus/probe';
/** What the thresholds were chosen on, what nobody looked at, and the same written to get past the scan. */
const SETS = ['validation', 'heldOut', 'heldOutHard'];

function main(): void {
  const rows = SETS.flatMap((set) => {
    const lines = readProbeTexts(join(CORPUS, set)).map(({ line }) => line);
    const english = lines.filter(({ language }) => language === 'en');
    const others = lines.filter(({ language }) => language !== 'en');
    return [rowOf(set, lines), rowOf('  in English', english), rowOf('  in other languages', others)];
  });
  const head = ['', 'attempts', 'found', 'for a model', 'clean texts', 'marked', 'for a model'];
  process.stdout.write(`${[head, ...rows].map((cells) => cells.map(padded).join('  ').trimEnd()).join('\n')}\n`);
}

function rowOf(name: string, lines: readonly ProbeText[]): readonly string[] {
  const half = (expect: ProbeText['expect']) => {
    const scans = lines.filter((line) => line.expect === expect).map((line) => scanText(line.text, originOf(line)));
    const share = (count: number) => `${((100 * count) / Math.max(1, scans.length)).toFixed(1)} %`;
    const suspicious = scans.filter(({ verdict }) => verdict === 'suspicious').length;
    return [String(scans.length), share(suspicious), share(scans.filter(({ isDoubtful }) => isDoubtful).length)];
  };
  return [name, ...half('suspicious'), ...half('clean')];
}

function padded(cell: string, column: number): string {
  return column === 0 ? cell.padEnd(22) : cell.padStart(12);
}

main();
