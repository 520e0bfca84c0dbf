import { languageOfInterpreter } from '../../script/interpreters';
import { type Justfile, justRun, readJustfile } from '../../script/justfile';
import { TooMuchMakeError } from '../../script/makeVariables';
import { isPlainShell } from '../../script/plainShell';
import { inShellOfItsOwn } from '../../script/separateLines';
import type { EditedFile, Fact, Format } from '../fact';
import { opaqueFact } from './opaque';

/** What just runs: recipes with the variables of the file put in, and commands whose output those hold. */
export const justfile: Format = {
  name: 'a justfile',
  reads: ({ folded }) => /(?:^|\/)(?:\.?justfile|[^/]+\.just)$/.test(folded),
  facts: (text, file) => {
    try {
      return factsOf(readJustfile(text), file);
    } catch (error) {
      if (!(error instanceof TooMuchMakeError)) throw error;
      return [opaqueFact(error.message, file)];
    }
  },
};

function factsOf(read: Justfile, file: EditedFile): readonly Fact[] {
  const folder = file.path.slice(0, file.path.lastIndexOf('/')) || '/';
  const { texts, shells, unknowns } = justRun(read, 'all', new Map(), folder);
  const facts: Fact[] = texts.map(({ recipe, text, interpreter }) => {
    const language = interpreter === 'sh' ? 'sh' : languageOfInterpreter(interpreter);
    const at = `recipe ${recipe}`;
    return language === 'sh' ? { kind: 'script', at, text } : { kind: 'script', at, text, language };
  });
  if (shells.length > 0)
    facts.push({ kind: 'script', at: 'what just runs at each start', text: shells.map(inShellOfItsOwn).join('\n') });
  const shell = read.settings.get('shell')?.replace(/[[\]"',]/g, ' ');
  if (shell !== undefined && !isPlainShell(shell))
    facts.push({
      kind: 'effect',
      at: 'set shell',
      effect: 'change',
      detail: 'change.executable',
      target: file.shown,
      says: 'sets what runs every recipe',
      text: `set shell := ${shell.trim().replace(/\s+/g, ' ')}`,
    });
  for (const { file: imported } of read.imports)
    if (/^(?:[~/]|[a-z]:[\\/])/i.test(imported))
      facts.push({
        kind: 'effect',
        at: `import ${imported}`,
        effect: 'change',
        detail: 'change.executable',
        target: file.shown,
        says: `takes in ${imported}, whose recipes are run with its own`,
      });
  // A file of the project that is taken in is judged when it is edited itself.
  for (const says of unknowns) if (!/^(?:imports|has the module|needs) /.test(says)) facts.push(opaqueFact(says, file));
  return facts;
}
