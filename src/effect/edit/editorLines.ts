/** Lines by which a text tells the editor that opens it what to do. */
const MODELINE = /(?:^|\s)(?:vim?|ex)(?:[<>=]?\d+)?:\s*(?:set?\s)?([^\n]{1,500})/;
/** Options of such lines whose value is an expression, or a program, that the editor runs. */
const RUNS =
  /\b(?:foldexpr|fde|foldtext|fdt|formatexpr|fex|indentexpr|inde|includeexpr|inex|balloonexpr|bexpr|patchexpr|pex|diffexpr|dex|charconvert|ccv|printexpr|pexpr|statusline|stl|tabline|tal|rulerformat|ruf|titlestring|iconstring|keywordprg|kp|makeprg|mp|equalprg|ep|formatprg|fp|shell|sh|exrc|ex|modelineexpr|mle|runtimepath|rtp|packpath|pp|tagfunc|tfu|omnifunc|ofu|completefunc|cfu|operatorfunc|opfunc)[+^-]?=/;
const EMACS_LINE = /-\*-[^\n]{0,500}?\b(?:eval|mode)\s*:\s*([^\n]{0,500}?)-\*-/i;
const EMACS_BLOCK = /^\W{0,10}eval\s*:\s*(\([^\n]{1,500})/im;
const EMACS_NAMES = /\beval\s*:\s*\(/i;

/** What an editor is told to run when it opens the text: the words that say so, and where. */
export function ranByEditor(text: string): { readonly text: string; readonly index: number } | undefined {
  if (!/\b(?:vim?|ex)[<>=]?\d*:|-\*-|eval\s*:/i.test(text)) return undefined;
  const vim = MODELINE.exec(text);
  if (vim !== null && RUNS.test(vim[1] ?? '')) return { text: vim[0].trim(), index: vim.index };
  const line = EMACS_LINE.exec(text);
  if (line !== null && EMACS_NAMES.test(line[0])) return { text: line[0], index: line.index };
  const block = /^\W{0,10}Local Variables\s*:/im.test(text) ? EMACS_BLOCK.exec(text) : null;
  return block === null ? undefined : { text: block[0].trim(), index: block.index };
}
