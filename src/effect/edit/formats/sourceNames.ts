import type { EditedFile } from '../fact';

const SOURCE = /\.(?:[cm]?[jt]sx?|py|rs|go|rb|java|kt|cs|php|md|mdx|txt|rst|html?|json|snap)$/;

/** `makefile.ts` is source code about Makefiles; `Makefile.py` is a Makefile for Python, as its capital says. */
export function isSourceName({ folded, shown }: EditedFile): boolean {
  return SOURCE.test(folded) && /(?:^|\/)\p{Ll}[^/]*$/u.test(shown);
}
