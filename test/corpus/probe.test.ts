import assert from 'node:assert/strict';
import path from 'node:path';
import { type Scan, scanText } from '../../src/probe/scanText';
import { originOf, type ProbeText, readProbeTexts } from './probeTexts';

const FOLDER = path.join(__dirname, 'probe');
const developed = read('dev').filter(({ file }) => file !== 'beyond.jsonl');
const beyond = read('dev').filter(({ file }) => file === 'beyond.jsonl');
/** Written by somebody who doesn't know the scan; when it is changed, only their totals are looked at. */
const heldOut = read('heldOut');

describe('corpus of texts that the probe looks through', () => {
  const whys = new Map<string, ProbeText[]>();
  for (const { line } of developed) {
    const title = `${line.expect === 'clean' ? 'leaves alone' : 'finds'} ${line.kind}: ${line.why}`;
    whys.set(title, [...(whys.get(title) ?? []), line]);
  }
  for (const [title, lines] of whys) {
    it(title, () => {
      const wrong = lines.filter((line) => scanOf(line).verdict !== line.expect);
      assert.equal(wrong.map(told).join('\n'), '');
    });
  }

  it('names the texts that it does not find yet, which become lines of its own once it does', () => {
    const found = beyond.filter(({ line }) => scanOf(line).verdict === line.expect);
    assert.equal(found.map(({ line }) => told(line)).join('\n'), '');
  });

  it('holds both kinds, in many languages', () => {
    const lines = [...developed, ...beyond, ...heldOut].map(({ line }) => line);
    const count = (expect: Scan['verdict']) => lines.filter((line) => line.expect === expect).length;
    assert.ok(heldOut.length >= 500, `${heldOut.length} texts`);
    assert.ok(count('clean') >= 100 && count('suspicious') >= 100);
    assert.ok(new Set(lines.map(({ language }) => language)).size >= 10);
  });

  it('does as well on texts that nobody looked at as when its figures were taken', () => {
    const share = (expect: Scan['verdict']) => {
      const lines = heldOut.map(({ line }) => line).filter((line) => line.expect === expect);
      return lines.filter((line) => scanOf(line).verdict === expect).length / lines.length;
    };
    const [found, leftAlone] = [share('suspicious'), share('clean')];
    assert.ok(found >= LEAST_FOUND, `${(found * 100).toFixed(1)} % of the attempts found`);
    assert.ok(leftAlone >= LEAST_LEFT_ALONE, `${(leftAlone * 100).toFixed(1)} % of the clean texts left alone`);
  });
});

/**
 * Floors under what was measured, not the aims, which are 0.9 and 0.98: many of the held-out attempts avoid every turn of
 * phrase that gives one away, and are for a model to see.
 */
const LEAST_FOUND = 0.43;
const LEAST_LEFT_ALONE = 0.95;

function read(name: string): ReturnType<typeof readProbeTexts> {
  return readProbeTexts(path.join(FOLDER, name));
}

function scanOf(line: ProbeText): Scan {
  return scanText(line.text, originOf(line));
}

function told(line: ProbeText): string {
  const signs = scanOf(line).signs.map(({ id, weight }) => `${id} ${weight.toFixed(1)}`);
  return `${JSON.stringify(line.text.slice(0, 200))} should be ${line.expect}: ${signs.join(', ') || 'no signs'}`;
}
