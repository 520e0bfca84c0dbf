import assert from 'node:assert/strict';
import { namesIn } from '../../src/effect/names';
import { programEntries, programNames } from '../../src/effect/programs/registry';
import { corpusLines } from '../support/dangers';

const known = new Set(programNames());
const lines = corpusLines.filter(({ program }) => program !== undefined);

function of(names: readonly string[], isAllowed: boolean): readonly string[] {
  return lines
    .filter(({ program = '', expect }) => names.includes(program) && (expect === 'allow') === isAllowed)
    .map(({ command = '' }) => command);
}

/** The name by which a command line calls a program of the entry. */
function called(command: string, names: readonly string[]): string | undefined {
  return command.split(/[\s|;&()$`'"]+/).find((word) => names.includes(word.slice(word.lastIndexOf('/') + 1)));
}

describe('the known programs', () => {
  it('are many', () => assert.ok(programNames().length >= 250, `${programNames().length}`));

  it('have one entry for each name', () => {
    const names = programEntries().flatMap((entry) => namesIn(entry.names));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it('are those that the corpus shows', () => {
    const strange = lines.flatMap(({ program = '' }) => (known.has(program) ? [] : [program]));
    assert.deepEqual([...new Set(strange)], []);
  });

  for (const { names: given } of programEntries()) {
    const names = namesIn(given);
    const [entry = ''] = names;
    it(`${entry}: what is allowed and what is held differ in an option or operand`, () => {
      const [allowed, held] = [of(names, true), of(names, false)];
      assert.ok(allowed.length >= 2, `${allowed.length} lines that are allowed`);
      assert.ok(held.length >= 2, `${held.length} lines that are held`);
      const siblings = new Set(allowed.map((command) => called(command, names)));
      const paired = held.filter((command) => siblings.has(called(command, names)));
      assert.ok(paired.length >= 2, `held, with an allowed line of the same name beside it: ${paired.length}`);
    });
  }
});
