/** `vscode.l10n.t`, handed in so that what is shown can be worked out and tested without an editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
