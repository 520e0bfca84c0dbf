import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judgeLine, type Line } from './judging';

/** Those in `probe` are texts to look through, not actions. */
const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.jsonl') && !name.startsWith('probe'),
);

for (const file of files.sort()) {
  describe(`corpus ${file.slice(0, -'.jsonl'.length)}`, () => {
    const lines: Line[] = readFileSync(path.join(__dirname, file), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => JSON.parse(text));
    for (const why of new Set(lines.map((line) => line.why))) {
      it(`judges as expected: ${why}`, () => {
        const failing = lines
          .filter((line) => line.why === why)
          .flatMap((line) => {
            const verdict = judgeLine(line);
            const isRight =
              line.expect === 'not-allow' ? verdict.decision !== 'allow' : verdict.decision === line.expect;
            return isRight && (line.rule ?? verdict.rule) === verdict.rule
              ? []
              : [
                  `${JSON.stringify(line.command ?? line.action ?? line.edit)} should be ${line.expect}${line.rule === undefined ? '' : ` by ${line.rule}`}, is ${verdict.decision} (${verdict.rule}: ${verdict.reason})`,
                ];
          });
        assert.equal(failing.join('\n'), '');
      });
    }
  });
}
