import path from 'node:path';
import { type Makefile, readMakefile } from '../../script/makefile';
import { recipesOf } from '../../script/makeTargets';
import { TooMuchMakeError } from '../../script/makeVariables';
import { arePlainFlags, isPlainShell } from '../../script/plainShell';
import type { EditedFile, Fact, Format } from '../fact';
import { opaqueFact } from './opaque';
import { rootOf } from './shellScript';
import { isSourceName } from './sourceNames';

/** What make runs: recipes with the variables of the file put in, and what it runs while it reads the file. */
export const makefile: Format = {
  name: 'a Makefile',
  reads: (file) =>
    /(?:^|\/)(?:(?:gnu|bsd)?makefile(?:[.-][\w.-]+)?|[^/]+\.(?:mk|mak|make))$/.test(file.folded) && !isSourceName(file),
  facts: (text, file) => {
    try {
      return factsOf(readMakefile(text), file);
    } catch (error) {
      if (!(error instanceof TooMuchMakeError)) throw error;
      return [opaqueFact(error.message, file)];
    }
  },
};

function factsOf(read: Makefile, file: EditedFile): readonly Fact[] {
  const { recipes, unknowns } = recipesOf(read);
  const makes = read.rules.flatMap(({ targets }) => targets.filter((target) => /^[\w./-]+$/.test(target)));
  const facts: Fact[] = recipes.map(({ target, text }) => ({ kind: 'script', at: `recipe of ${target}`, text, makes }));
  if (read.shells.length > 0)
    facts.push({
      kind: 'script',
      at: 'what make runs at each start',
      text: read.shells.map((command) => `(\n${command}\n)`).join('\n'),
    });
  for (const name of read.exported === 'all' ? [] : read.exported) {
    const [value] = read.variables.get(name)?.values ?? [];
    // Names that matter to what is run; what they hold is in the recipes that use them.
    if (value !== undefined)
      facts.push({ kind: 'script', at: `export of ${name}`, text: `export ${name}='${value.replaceAll("'", '')}'` });
  }
  facts.push(...shellsOf(read, file), ...includesOf(read, file));
  for (const says of unknowns) facts.push(opaqueFact(says, file));
  return facts;
}

function shellsOf({ variables, targetVariables }: Makefile, { shown }: EditedFile): readonly Fact[] {
  const set = [
    ...['SHELL', '.SHELLFLAGS', 'MAKE', 'MAKEFLAGS', 'GNUMAKEFLAGS'].flatMap((name) =>
      (variables.get(name)?.values ?? []).map((value) => ({ name, value })),
    ),
    ...targetVariables.filter(({ name }) => name === 'SHELL' || name === '.SHELLFLAGS'),
  ];
  return set
    .filter(({ name, value }) =>
      name === 'SHELL'
        ? !isPlainShell(value)
        : name === '.SHELLFLAGS'
          ? !arePlainFlags(value)
          : /(?:^|\s)(?:-f|-C|-I|--eval|--file|--makefile|--directory)|\$\(|[;|&`]/.test(value),
    )
    .map(({ name, value }) => ({
      kind: 'effect',
      at: name,
      effect: 'change',
      detail: 'change.executable',
      target: shown,
      says: `sets with ${name} what runs every recipe`,
      text: `${name} = ${value}`,
    }));
}

/** A file of make from elsewhere is run as this one is, and nobody looks at it here. */
function includesOf({ includes }: Makefile, file: EditedFile): readonly Fact[] {
  return includes
    .filter((include) => !isOwn(include.file, file))
    .map((include) => ({
      kind: 'effect',
      at: `include ${include.file}`,
      effect: 'change',
      detail: 'change.executable',
      target: file.shown,
      says: `includes ${include.file}, whose recipes and variables are run with its own`,
    }));
}

/** In the project, or installed for building against. */
function isOwn(included: string, file: EditedFile): boolean {
  if (/^\/usr\/(?:local\/)?(?:share|include|lib)\/|^\$\([\w./-]*pg_config --pgxs\)$/.test(included)) return true;
  if (/^~|^[a-z]:[\\/]|\$\(|^\$\{(?:HOME|TMPDIR|TMP)\}/i.test(included)) return false;
  // What a variable stands for that isn't known lies in the project, unless that is all there is.
  const plain = included.replace(/^\$\{\w+\}\//, '');
  if (plain.startsWith('$')) return false;
  const root = rootOf(file);
  const place = path.resolve(path.dirname(file.path), plain);
  return place === root || place.startsWith(root.endsWith('/') ? root : `${root}/`);
}
