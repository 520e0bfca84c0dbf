import type { CodeFinding } from '../code/codeFinding';
import type { EffectKind } from '../effect';
import type { Place } from '../place';

/** What an edit changes: the stretch between what both texts begin and end with. */
export interface Difference {
  /** Where the texts begin to differ. */
  readonly start: number;
  /** Where the stretch ends that goes, in the text before. */
  readonly beforeEnd: number;
  /** Where the stretch ends that comes, in the text after. */
  readonly afterEnd: number;
}

/** The file that an edit changes. */
export interface EditedFile {
  /** Real path. */
  readonly path: string;
  /** Its path relative to the workspace folder that holds it, with `/`, as a person would name it; else the whole path. */
  readonly shown: string;
  /** `shown` as the least distinguishing file system would compare it: lower case, normalised. Test names on this. */
  readonly folded: string;
  readonly place: Place;
}

/**
 * Something that a text says which reaches beyond the text itself. An edit is judged by the facts of the text after it that
 * the text before it doesn't have; a script that is run, by the facts it has now.
 */
export type Fact =
  /** A shell would run `text`, in `folder` (real; the file's own when absent). */
  | { readonly kind: 'command'; readonly at: string; readonly text: string; readonly folder?: string | undefined }
  /** An interpreter would run `text`: `python`, `javascript`, … as `scanCode` names them. */
  | { readonly kind: 'code'; readonly at: string; readonly text: string; readonly language: string }
  /**
   * An interpreter would run `text` as a whole: a shell, or that of `language`. Of this the *effects* are compared, with those
   * of the script that had the same `at` before: what was defined earlier is known, and what was there stays unasked.
   */
  | {
      readonly kind: 'script';
      readonly at: string;
      readonly text: string;
      /** As `scanCode` names it; a shell's when absent. */
      readonly language?: string | undefined;
      readonly folder?: string | undefined;
      /** Files that the same text says how to make, relative to `folder`: deleting one is no loss. */
      readonly makes?: readonly string[] | undefined;
      /** It runs in a container or on another machine: only what reaches beyond those counts. */
      readonly isElsewhere?: true | undefined;
      /** It runs within an image that is built: see `withinImage`. */
      readonly isWithinImage?: boolean | undefined;
      /** Real path of the file, where the script is all of it. */
      readonly file?: string | undefined;
    }
  /** Code of the project shows that it does this, whenever something runs it. */
  | { readonly kind: 'finding'; readonly at: string; readonly finding: CodeFinding }
  | {
      readonly kind: 'effect';
      readonly at: string;
      readonly effect: EffectKind;
      /** Dotted, as rules match it: `change.dependency.added`. */
      readonly detail: string;
      /** What it is done to, as a person would name it. */
      readonly target: string;
      /** Continues a sentence that begins with the text: `adds a script that runs at each install`. */
      readonly says: string;
      /** The words of the text that say so, short: what is shown as the part. `at` when absent. */
      readonly text?: string | undefined;
      /** What it is instead where the text before has another with the same `at`: a change of what was there. */
      readonly whenChanged?: { readonly detail: string; readonly says: string } | undefined;
    };

/** A format of files whose texts say more than text. */
export interface Format {
  /** For messages: `package.json`. */
  readonly name: string;
  reads(file: EditedFile): boolean;
  /** A first look that must be fast on texts of any length: false where what changed can't have changed any fact. */
  mayMatter?(before: string, after: string, difference: Difference, file: EditedFile): boolean;
  /**
   * All facts of a text, in its order. `at` names the place in a way that stays the same when other parts change
   * (`scripts.postinstall`, not a line number). Throws `BrokenTextError` for text that is not of the format.
   */
  facts(text: string, file: EditedFile): readonly Fact[];
  /** Where the text after can only be read in a rougher way: what the text before says, read so. It isn't new either. */
  roughFacts?(before: string, after: string, difference: Difference, file: EditedFile): readonly Fact[];
  /** What protected and is weaker or gone after: facts of both texts together. Throws as `facts` does. */
  weakened?(before: string, after: string, file: EditedFile): readonly Fact[];
}

/** The text is not of its format; `where` is for the person: `line 3, column 7`. */
export class BrokenTextError extends Error {
  readonly code = 'broken';
  constructor(
    readonly why: string,
    readonly where: string | undefined,
  ) {
    super(where === undefined ? why : `${where}: ${why}`);
    this.name = 'BrokenTextError';
  }
}
