import path from 'node:path';
import type { Node } from 'jsonc-parser';
import type { EditedFile, Fact } from '../fact';
import { type Found, items, type Look, select, textIn, textOf, textsOf, written } from './json';

type EffectFact = Extract<Fact, { readonly kind: 'effect' }>;

/** The longest text of a value that is told. */
const LONGEST_TOLD = 120;
const LONGEST_SENTENCE = 400;

/** Where a tool that releases packages is told what to run. */
export const RELEASE_COMMANDS = [
  'plugins/*/*/prepareCmd|publishCmd|verifyConditionsCmd|successCmd|analyzeCommitsCmd|failCmd',
  'plugins/*/*/verifyReleaseCmd|generateNotesCmd|addChannelCmd',
] as const;

/** Texts that a shell runs: each text of a list is a command of its own. */
export function commands(...patterns: readonly string[]): Look {
  return (tree) =>
    patterns.flatMap((pattern) =>
      select(tree, pattern).flatMap(({ at, node }) =>
        textsOf(node).map((text): Fact => ({ kind: 'command', at, text })),
      ),
    );
}

/** A command as a text for a shell, or as a list of its words. */
export function commandOrWords(...patterns: readonly string[]): Look {
  return (tree) =>
    patterns.flatMap((pattern) =>
      select(tree, pattern).flatMap(({ at, node }): readonly Fact[] => {
        const words = items(node).flatMap((item) => textOf(item) ?? []);
        const text = textOf(node) ?? (words.length > 0 ? commandLine(words) : undefined);
        return text === undefined ? [] : [{ kind: 'command', at, text }];
      }),
    );
}

/** Files of the project that a tool loads as code, judged as if node ran them; packages are judged where they are installed. */
export function modules(...patterns: readonly string[]): Look {
  return (tree) =>
    patterns.flatMap((pattern) =>
      select(tree, pattern).flatMap(({ at, node }) =>
        // Many lists have the name first and its options after it.
        textsOf(node).flatMap((text): readonly Fact[] => {
          const file = text.replace(/^<rootDir>\//i, './').replace(/^file:(?:\/\/)?/i, '');
          if (/^(?:https?|data|npm|jsr):/i.test(file)) return [remoteCode(at, text)];
          // What is JSON or YAML is no code.
          return /^(?:\.|\/|[a-z]:[\\/])/i.test(file) && !/\.(?:jsonc?|ya?ml)$/i.test(file)
            ? [{ kind: 'command', at, text: commandLine(['node', file]) }]
            : [];
        }),
      ),
    );
}

function remoteCode(at: string, text: string): Fact {
  return {
    kind: 'effect',
    at,
    effect: 'change',
    detail: 'change.dependency.source',
    target: text,
    text,
    says: `loads code from ${told(text)}`,
  };
}

/** Values whose being there does something: `says` is told with the value for `{}`. Undefined from `isMeant` means yes. */
export function values(
  detail: string,
  says: string,
  patterns: readonly string[],
  isMeant: (text: string, found: Found) => boolean = () => true,
): Look {
  return (tree) =>
    patterns.flatMap((pattern) =>
      select(tree, pattern).flatMap((found): readonly Fact[] => {
        const texts = textsOf(found.node);
        return (texts.length > 0 ? texts : [written(found.node)]).flatMap((text) =>
          isMeant(text, found)
            ? [
                changeFact(
                  found.at,
                  detail,
                  says.replace('{}', () => told(text)),
                  text,
                ),
              ]
            : [],
        );
      }),
    );
}

/** The same for settings that loosen unless they have one of the safe values. */
export function unlessSafe(detail: string, says: string, patterns: readonly string[], safe: readonly string[]): Look {
  return values(detail, says, patterns, (text) => !safe.includes(text.toLowerCase()));
}

/** Short enough to stand in a sentence. */
export function told(text: string): string {
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}

/** A change whose own words are `text`. */
export function changeFact(at: string, detail: string, says: string, text: string): EffectFact {
  return { kind: 'effect', at, effect: 'change', detail, target: at, says: sentence(says), text };
}

/** What it is instead where something stood at the same place before. */
export function orChanged(fact: EffectFact, detail: string, says: string): EffectFact {
  return { ...fact, whenChanged: { detail, says: sentence(says) } };
}

/** Names and texts of others stand in it: nothing in them ends the line, turns it around or looks like our own marks. */
function sentence(says: string): string {
  if (!/[^ -~]|`/.test(says) && says.length <= LONGEST_SENTENCE) return says;
  const line = says.replace(/[\s\p{C}]+/gu, ' ').replaceAll('`', "'");
  return line.length > LONGEST_SENTENCE ? `${line.slice(0, LONGEST_SENTENCE)}…` : line;
}

/** Looks below another place: of the settings inside a larger file. */
export function within(pattern: string, ...looks: readonly Look[]): Look {
  return (tree, file) =>
    select(tree, pattern).flatMap(({ at, node }) =>
      looks.flatMap((look) => look(node, file).map((fact) => ({ ...fact, at: `${at}.${fact.at}` }))),
    );
}

/** The folder that the paths of a file's workspace begin in: the workspace's own, or that of the file where it lies outside. */
export function workspaceFolder(file: EditedFile): string {
  const real = file.path.replaceAll('\\', '/');
  if (file.shown !== real && real.endsWith(`/${file.shown}`)) return file.path.slice(0, -file.shown.length - 1);
  return path.dirname(file.path);
}

/** The folder of the project that settings are for: the one that holds the first folder on the way with a dot in front. */
export function projectFolder(file: EditedFile): string {
  const names = file.shown.split('/').slice(0, -1);
  const hidden = names.findIndex((name) => name.startsWith('.'));
  const up = hidden < 0 ? 0 : names.length - hidden;
  return path.resolve(path.dirname(file.path), ...Array.from({ length: up }, () => '..'));
}

/** What looks find, with its commands run in the folder of the project. */
export function inProject(looks: readonly Look[]): readonly Look[] {
  return looks.map(
    (look) => (tree, file) =>
      look(tree, file).map((fact) =>
        fact.kind === 'command' && fact.folder === undefined ? { ...fact, folder: projectFolder(file) } : fact,
      ),
  );
}

/** Words as a shell would have to be given them to get them as they are. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Variables of an environment as they stand before a command. Names that no shell takes are left out. */
export function assignments(environments: readonly Node[]): string {
  return environments
    .flatMap((environment) => select(environment, '*'))
    .flatMap(({ at, node }) => {
      const text = textOf(node) ?? textIn(node, 'value');
      return text !== undefined && /^[a-z_]\w*$/i.test(at) ? [`${at}=${quoted(text)} `] : [];
    })
    .join('');
}
