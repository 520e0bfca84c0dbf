import type { CommandName } from './contributions';

/** What a message to the person offers to do about it: one of our commands, or one of the editor's. */
export type ErrorAction =
  | { readonly title: string; readonly command: CommandName }
  | { readonly title: string; readonly editorCommand: string; readonly args?: readonly unknown[] | undefined };

/** A failure a person can understand and act on: its message is ready to show. */
export class UserError extends Error {
  readonly code = 'user';

  constructor(
    message: string,
    readonly action?: ErrorAction | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}
