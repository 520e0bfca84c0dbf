import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { BrokenTextError } from '../fact';

/**
 * JSON, with the comments and trailing commas that editors allow, as a tree with all its members: of two with one name both
 * are there, since programs differ in which of them counts. Throws `BrokenTextError`.
 */
export function parseJson(text: string): Node {
  const errors: ParseError[] = [];
  // A byte order mark is no part of the text.
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined)
    throw new BrokenTextError(`${spaced(printParseErrorCode(error.error))}`, at(text, error.offset));
  if (tree === undefined) throw new BrokenTextError('there is nothing in it', undefined);
  return tree;
}

/** `line 3, column 7`, both counted from 1. */
export function at(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}

/** `PropertyNameExpected` in words. */
function spaced(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
