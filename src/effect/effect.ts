import type { Place } from './place';

/**
 * What an action would do. `change` is what an edit changes beyond the text itself: a dependency, a setting that runs
 * something, a check that is switched off. `follow` is that it does what a suspicious text named, and `cross` that it
 * crosses a line the person drew, beside what it is.
 * `unknown` is anything the analysis can't see through; rules make it at least `ask`.
 */
export const EFFECT_KINDS = [
  'read',
  'write',
  'delete',
  'run',
  'fetch',
  'upload',
  'listen',
  'install',
  'publish',
  'gitHistory',
  'gitRemote',
  'gitConfig',
  'deploy',
  'database',
  'escalate',
  'persist',
  'weaken',
  'process',
  'environment',
  'editorState',
  'askPerson',
  'change',
  'follow',
  'cross',
  'unknown',
] as const;

export type EffectKind = (typeof EFFECT_KINDS)[number];

/** Where in the action an effect comes from: a range of the command line (UTF-16 units), or all of it. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Which file and place in it the text stands in, where it isn't part of the action: `scripts.test of package.json`. */
  readonly standsIn?: string | undefined;
}

export interface Effect {
  readonly kind: EffectKind;
  /** What it is done to, as a person would name it: a path, a host, a program, a branch. */
  readonly target: string;
  /** Where `target` lies, for effects on files. */
  readonly place?: Place | undefined;
  readonly part: Part;
  readonly certainty: 'certain' | 'possible';
  /** The program that does it, by its base name. */
  readonly program?: string | undefined;
  /**
   * What kind of `kind` it is, as a dotted name a rule can match: `git.forcePush`, `shell.parseError`,
   * `program.unknown`, `run.packageScript`, `delete.recursive`.
   */
  readonly detail?: string | undefined;
  /** One short clause for the explanation: "rewrites history on origin". */
  readonly says?: string | undefined;
}

/** What the analysis found: every effect, and every file whose content or identity it relied on. */
export interface Analysis {
  readonly effects: readonly Effect[];
  /** Real paths that the verdict relied on, for the digest. */
  readonly paths: readonly string[];
  /** Real paths of the files whose text the verdict took for what would run. */
  readonly scripts: readonly string[];
  /** Real paths of the files and folders into which text from the network goes. */
  readonly downloads: readonly string[];
  /** Programs that it calls: names for the search path to find, and absolute paths. */
  readonly programs: readonly string[];
  /** Each command of a command line, whether or not it has effects; empty for other actions. */
  readonly parts: readonly Part[];
}
