import type { CommandName } from './contributions';

/** What a message to the person offers to do about it: one of our commands, or one of the editor's. */
export type ErrorAction =
  | { readonly title: string; readonly command: CommandName }
  | { readonly title: string; readonly editorCommand: string; readonly args?: readonly unknown[] | undefined };

/** Told by its code: the engine is a bundle of its own, with a class of its own. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && 'code' in error && error.code === CODE;
}

const CODE = 'chaperone.user';

/** A failure a person can understand and act on: its message is ready to show. */
export class UserError extends Error {
  readonly code = CODE;

  constructor(
    message: string,
    readonly action?: ErrorAction | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}
