import type { EditedFile, Fact, Format } from '../fact';

const NAMED =
  /\.(?:sh|bash|zsh|ksh|dash|command|bats)$|(?:^|\/)\.?(?:envrc|bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|zlogout|kshrc|xprofile|xinitrc|xsession)$/;
/** Hooks are run by their names alone; samples of them are not. */
const HOOK = /(?:^|\/)(?:\.husky|\.git\/hooks|\.?git-?hooks)\/(?:[^/]+\/)*[^/.]+$/;
/** Files without an ending: a first line says what runs them. */
const MAY_BE = /(?:^|\/)[^/.]+$/;
const SHELL = /^\uFEFF?#![^\n]*\b(?:ba|da|z|k|a)?sh\b/;
const OTHER = /^\uFEFF?#!/;

/** What a shell runs from a file. */
export const shellScript: Format = {
  name: 'a shell script',
  reads: ({ folded }) => NAMED.test(folded) || HOOK.test(folded) || MAY_BE.test(folded),
  facts: (text, file) =>
    isShell(text, file)
      ? [{ kind: 'script', at: 'the text', text, folder: rootOf(file), file: file.path } satisfies Fact]
      : [],
};

/** Scripts are run from the top of a project, as a rule, wherever they lie in it. */
export function rootOf({ path, shown }: EditedFile): string {
  const isInside = shown !== path && path.endsWith(shown);
  return isInside ? path.slice(0, -shown.length - 1) : path.slice(0, path.lastIndexOf('/')) || '/';
}

function isShell(text: string, { folded }: EditedFile): boolean {
  if (SHELL.test(text)) return true;
  // Without a first line that says so a hook is run by a shell as well.
  return !OTHER.test(text) && (NAMED.test(folded) || HOOK.test(folded));
}
