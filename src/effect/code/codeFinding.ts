import type { EffectKind } from '../effect';
import type { Taint } from '../shell/value';

/** Words that a program is given on its command line: the one at `from`, any from there on, or all of them. */
export interface GivenWords {
  readonly from: number;
  readonly as: 'one' | 'any' | 'all';
}

/** A text that code makes: a path, an address, a word of a command. */
export interface CodeText {
  /** Undefined where it can't be told. */
  readonly text: string | undefined;
  /** How it begins, where only that is known. */
  readonly head?: string;
  /** All that is known of it, with U+FFFC for each part that isn't. */
  readonly shape?: string;
  /** It is what the program is given, where it isn't known otherwise. */
  readonly given?: GivenWords;
  /** It may be any number of words. */
  readonly isMany?: boolean;
  /** Parts of the text stand in for names found below a known folder, or for numbers. */
  readonly isLikely: boolean;
  readonly taint: Taint;
  /** How a person would name it where the text isn't known. */
  readonly name: string;
}

export type FileUse = 'read' | 'write' | 'edit' | 'delete' | 'names' | 'folder';

/** What a piece of code does beside computing and printing, in the order in which it does it. */
export type CodeFinding =
  | { readonly kind: FileUse; readonly file: CodeText }
  /** Runs a file of its own language. */
  | { readonly kind: 'file'; readonly file: CodeText }
  /** Works in another folder from here on; `isMaybe` where that depends. */
  | { readonly kind: 'cwd'; readonly file: CodeText; readonly isMaybe: boolean }
  /** Looks for modules in this folder too. */
  | { readonly kind: 'modules'; readonly file: CodeText }
  /** Loads a module: `isOwn` one of the project or of an installed package, else one of the language. */
  | { readonly kind: 'module'; readonly name: string; readonly isOwn: boolean }
  | { readonly kind: 'request'; readonly url: CodeText; readonly isUpload: boolean; readonly says?: string }
  | { readonly kind: 'shell'; readonly text: CodeText }
  | {
      readonly kind: 'command';
      readonly words: readonly CodeText[];
      readonly input?: CodeText | undefined;
      readonly cwd?: CodeText | undefined;
    }
  /** Text run as code of its own language. */
  | { readonly kind: 'code'; readonly text: CodeText }
  /** Reads a variable of the environment; undefined all of them. */
  | { readonly kind: 'environment'; readonly name: string | undefined }
  | { readonly kind: 'set'; readonly name: string; readonly value: CodeText }
  | {
      readonly kind: 'effect';
      readonly effect: EffectKind;
      readonly detail: string;
      readonly target: string;
      readonly says: string;
    }
  /** Anything that isn't plain. */
  | { readonly kind: 'unknown'; readonly what: string };

/** Takes what was found, and gives what flows back: that of a file, of an answer, of another program's output. */
export type Report = (finding: CodeFinding) => Taint;

export function plainText(text: string): CodeText {
  return { text, isLikely: false, taint: 0, name: text };
}

/** The file that the code stands in, as it names it: it doesn't say where it lies. */
export const OWN_FILE = './main';

export function isOwnFile({ text, isLikely }: CodeText): boolean {
  return isLikely && /^\.\/main(?:\.\w+)?$/.test(text ?? '');
}
