/**
 * What the agent can propose. Everything that reads or changes the world is one of these kinds, so that the gate,
 * the analysis and the carriers can each be a table with one entry a kind: a kind without one doesn't compile.
 *
 * Paths are absolute and native. Texts are decoded; what the bytes on disk were stands beside them as a digest.
 */
export type Action =
  | ReadFileAction
  | ListFilesAction
  | SearchTextAction
  | EditAction
  | DeleteAction
  | RenameAction
  | CommandAction
  | ReadOutputAction
  | StopCommandAction
  | FetchAction
  | DiagnosticsAction
  | QuestionAction
  | PlanAction;

export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { readonly kind: K }>;

export interface ReadFileAction {
  readonly kind: 'readFile';
  readonly path: string;
  /** First line wanted, counted from 1. */
  readonly startLine?: number | undefined;
  /** Last line wanted, inclusive. */
  readonly endLine?: number | undefined;
}

export interface ListFilesAction {
  readonly kind: 'listFiles';
  readonly path: string;
  /** Glob relative to `path`; everything when absent. */
  readonly glob?: string | undefined;
}

export interface SearchTextAction {
  readonly kind: 'searchText';
  readonly path: string;
  readonly pattern: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
  readonly glob?: string | undefined;
}

/** Creates a file (`before` null) or changes its text. */
export interface EditAction {
  readonly kind: 'edit';
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
  /** SHA-256 (hex) of the bytes on disk that `before` was decoded from; null when the file doesn't exist. */
  readonly beforeSha256: string | null;
}

export interface DeleteAction {
  readonly kind: 'delete';
  readonly path: string;
  readonly beforeSha256: string | null;
}

export interface RenameAction {
  readonly kind: 'rename';
  readonly from: string;
  readonly to: string;
  readonly beforeSha256: string | null;
}

export interface CommandAction {
  readonly kind: 'command';
  /** Given to `bash -c` byte for byte as judged. */
  readonly command: string;
  /** The shell it is written for, where that isn't bash. Such a command is judged, never carried out. */
  readonly shell?: string | undefined;
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly background: boolean;
}

export interface ReadOutputAction {
  readonly kind: 'readOutput';
  readonly commandId: string;
}

export interface StopCommandAction {
  readonly kind: 'stopCommand';
  readonly commandId: string;
}

export interface FetchAction {
  readonly kind: 'fetch';
  readonly url: string;
  /** GET when absent. */
  readonly method?: string | undefined;
  /** What is sent along. */
  readonly body?: string | undefined;
}

export interface DiagnosticsAction {
  readonly kind: 'diagnostics';
  /** One file, or every file of the workspace when absent. */
  readonly path?: string | undefined;
}

/** A question to the person. Always held, since only a person can answer. */
export interface QuestionAction {
  readonly kind: 'question';
  readonly question: string;
  readonly options: readonly string[];
}

export interface PlanAction {
  readonly kind: 'plan';
  readonly steps: readonly PlanStep[];
}

export interface PlanStep {
  readonly text: string;
  readonly status: 'open' | 'active' | 'done';
}

/** Ends an exhaustive `switch`: a union member that was forgotten is a compile error here. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
