import path from 'node:path';
import { anyPath, type Names } from '../../names';
import type { EditedFile, Fact, Format } from '../fact';
import { type Found, isFalse, isTrue, type Scalar, textsAt, type Value } from './data';
import { parseIni } from './ini';
import { parseKeyWords } from './keyWords';
import { changeFact, told } from './looks';
import { exportsOf, FILLED_IN, NamedTexts } from './namedTexts';
import { parseToml } from './toml';
import { parseXml } from './xml';
import { parseYaml } from './yaml';

/** What one document of a file says that reaches beyond it. */
export type Look = (document: Value, file: EditedFile) => readonly Fact[];

/** How texts of a language are read: into their documents. */
export type Language = 'yaml' | 'toml' | 'ini' | 'words' | 'xml';

const PARSERS: Readonly<Record<Language, (text: string) => readonly Value[]>> = {
  yaml: parseYaml,
  toml: (text) => [parseToml(text)],
  ini: (text) => [parseIni(text)],
  words: (text) => [parseKeyWords(text)],
  xml: (text) => [parseXml(text)],
};

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  yaml: 'YAML',
  toml: 'TOML',
  ini: 'settings',
  words: 'settings',
  xml: 'XML',
};

/** The documents of a text. Throws `BrokenTextError`. */
export function documentsIn(language: Language, text: string): readonly Value[] {
  return PARSERS[language](text);
}

/** Files of one kind, by the names they have wherever they are, and what is looked for in each of their documents. */
export function settingsFormat(language: Language, files: Names, looks: readonly Look[]): Format {
  const test = new RegExp(`(?:^|/)${anyPath(files)}$`);
  const parse = PARSERS[language];
  return {
    name: LANGUAGE_NAMES[language],
    reads: ({ folded }) => test.test(folded),
    facts: (text, file) => parse(text).flatMap((document) => looks.flatMap((look) => look(document, file))),
  };
}

export interface Running {
  /** Texts that a shell runs: those at one place are one script. */
  readonly paths: Names;
  /** The folder they run in, relative to the file's own. */
  readonly folder?: string | undefined;
  readonly isElsewhere?: true | undefined;
  /** What the tool fills in before a shell sees the text: each stands for an unknown value. */
  readonly filledIn?: RegExp | undefined;
  /** Values that the file sets itself, and how a text names one: its first group is the name. */
  readonly named?: { readonly paths: Names; readonly reference: RegExp } | undefined;
  /** Variables that the texts run with. */
  readonly environment?: Names | undefined;
}

export function scripts({ paths, folder, isElsewhere, filledIn, named, environment }: Running): Look {
  return (document, file) => {
    const byPlace = new Map<string, string[]>();
    for (const { at, value } of textsAt(document, paths)) {
      const known = byPlace.get(at);
      if (known === undefined) byPlace.set(at, [value.text]);
      else known.push(value.text);
    }
    if (byPlace.size === 0) return [];
    const exports = environment === undefined ? '' : exportsOf(textsAt(document, environment));
    const put = named === undefined ? undefined : new NamedTexts(textsAt(document, named.paths), named.reference);
    return [...byPlace].map(([at, texts]) => {
      const text = texts.join('\n');
      return scriptFact(at, exports + filled(put === undefined ? text : put.into(text), filledIn), {
        folder: folder === undefined ? undefined : path.resolve(path.dirname(file.path), folder),
        isElsewhere,
      });
    });
  };
}

export function filled(text: string, pattern: RegExp | undefined): string {
  return pattern === undefined ? text : text.replace(pattern, () => FILLED_IN);
}

/** `{{ name }}`, as Jinja and the templates of Go write it. */
export const BRACES = /\{\{(?:[^{}]|\{[^{}]*\})*\}\}/g;

/** The first line of a script names who runs it. */
const INTERPRETERS: readonly (readonly [RegExp, string])[] = [
  [/^#![^\n]*\bpython/, 'python'],
  [/^#![^\n]*\b(?:node|bun|deno)\b/, 'javascript'],
  [/^#![^\n]*\bperl/, 'perl'],
  [/^#![^\n]*\bruby/, 'ruby'],
  [/^#![^\n]*\bphp/, 'php'],
];

export function scriptFact(
  at: string,
  text: string,
  more: {
    readonly folder?: string | undefined;
    readonly isElsewhere?: true | undefined;
    readonly language?: string | undefined;
  } = {},
): Fact {
  const language = more.language ?? INTERPRETERS.find(([line]) => line.test(text))?.[1];
  return { kind: 'script', at, text, ...more, language };
}

/** Values whose being there does something. In `says`, `{}` is the value and `{at}` where it stands. */
export interface Noticed {
  readonly detail: string;
  readonly says: string;
  readonly paths: Names;
  readonly when?: (text: string, found: Found<Scalar>) => boolean;
}

export function notices(...all: readonly Noticed[]): (document: Value) => readonly Fact[] {
  return (document) =>
    all.flatMap(({ detail, says, paths, when = () => true }) =>
      textsAt(document, paths)
        .filter((found) => when(found.value.text, found))
        .map(({ at, value }) =>
          changeFact(at, detail, says.replace('{at}', at).replace('{}', told(value.text)), value.text),
        ),
    );
}

export const on = (text: string): boolean => isTrue(text);
export const off = (text: string): boolean => isFalse(text);
