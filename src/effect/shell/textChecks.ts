/** Above these the text is not parsed at all: the parser's time grows too fast, and no person writes so. */
export const LONGEST_COMMAND = 64 * 1024;
const MOST_HEREDOCS = 64;
const DEEPEST_NESTING = 60;

export interface TextProblem {
  readonly detail: string;
  readonly says: string;
}

/** What is wrong with the text before it is even parsed, or undefined. */
export function textProblem(text: string): TextProblem | undefined {
  if (text.length > LONGEST_COMMAND) return { detail: 'shell.tooLong', says: 'is too long to be looked through' };
  // Most commands are plain ASCII: one pass tells.
  let odd = false;
  let openings = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 126 || (code < 32 && code !== 10 && code !== 9)) odd = true;
    else if (code === 40 || code === 96 || code === 123) openings++;
  }
  if (odd) {
    if (text.includes('\0')) return { detail: 'shell.nul', says: 'contains a NUL character' };
    if (text.includes('\r'))
      return { detail: 'shell.carriageReturn', says: 'contains a carriage return, which hides where lines end' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0001-\u0008\u000b-\u001f\u007f-\u009f]/.test(text))
      return { detail: 'shell.control', says: 'contains control characters' };
    const shown = text.replace(/\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier})*/gu, '');
    if (/[\p{Default_Ignorable_Code_Point}\u2028\u2029]/u.test(shown))
      return { detail: 'shell.invisible', says: 'contains invisible or reordering characters' };
    if (/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.test(text))
      return { detail: 'shell.space', says: 'contains characters that look like spaces but are none' };
    if (!text.isWellFormed()) return { detail: 'shell.surrogate', says: 'contains half a character' };
  }
  if (text.length >= 60 && / {200}|\n{60}|\t{60}/.test(text))
    return { detail: 'shell.padding', says: 'hides text behind a long run of blanks' };
  if (openings > DEEPEST_NESTING && deepest(text) > DEEPEST_NESTING)
    return { detail: 'shell.nesting', says: 'is nested too deeply' };
  if (text.includes('<<') && text.split('<<').length > MOST_HEREDOCS)
    return { detail: 'shell.heredocs', says: 'has too many heredocs' };
  return undefined;
}

/** An upper estimate of the nesting: quotes are not looked at, which errs on the deep side only for unbalanced text. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let backquotes = 0;
  for (const char of text) {
    if (char === '(' || char === '{') most = Math.max(most, ++depth);
    else if (char === ')' || char === '}') depth = Math.max(0, depth - 1);
    else if (char === '`') backquotes++;
  }
  return Math.max(most, backquotes / 2);
}
