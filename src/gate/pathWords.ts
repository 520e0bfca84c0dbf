/** Whether a word, which may be a name of any kind, is that of a file or folder of the project. */
export type IsThere = (name: string) => boolean;

/** Words that may stand before the first path: "the colours in". */
export const MOST_BETWEEN = 6;
const FILLING =
  /^(?:the|an?|any|all|following|these|those|files?|folders?|director(?:y|ies)|dirs?|code|contents?|anything|everything|whole|entire|our|my|existing|package|module):?$/i;
const PLACING = /^(?:of|in|inside|within|under|below|to|into|on)$/i;
const JOINING = /^(?:,|and|or|nor|&|plus|as|well)$/i;
/** What comes after these only tells more of what was named before. */
const TELLING =
  /^(?:that|which|who|from|so|because|where|how|imports?|calls?|callers?|us(?:e|es|age|ing)|references?)$/i;
/** What may follow a word that is the name of a folder as well: not "config loading". */
const AFTER_NAME =
  /^(?:$|[,;:.!?)–—&-]|(?:folders?|director(?:y|ies)|dirs?|files?|code|contents?|tree|and|or|nor|but|as|plus|at|please|either|too|also|now|yet|again|for|any\s?more|alone|until|unless|because|since|while|when|without|only|may|must|should|this|if|itself|here|then|later|before|after|first|instead|is|are)$)/i;
const WITHIN_NEXT = /^(?:in|inside|within|under)$/i;
const PLAIN_NAME = /^[a-z]+$/i;

export interface Listed {
  readonly paths: readonly string[];
  /** What is said after them. */
  readonly rest: string;
}

/** The paths that a sentence lists after the first place where a pattern stands. */
export function pathsAfter(before: RegExp, sentence: string, isThere: IsThere, mostBetween: number): Listed {
  const found = before.exec(sentence);
  if (found === null) return { paths: [], rest: '' };
  return pathsIn(sentence.slice(found.index + found[0].length), isThere, mostBetween);
}

/** The paths that a text lists, until it speaks of something else. */
export function pathsIn(text: string, isThere: IsThere, mostBetween: number): Listed {
  const paths: string[] = [];
  // "The prod config: x" and "the prod config (x)" name what they tell of.
  const named = text.replace(
    /^(?:[\w-]+ ){0,3}(?:config\w*|files?|folders?|tests?|settings|code|modules?)(?::| (?=\())/i,
    '',
  );
  const words = named.split(/\s+|(?<=,)|(?=,)/).filter((one) => one !== '');
  let between = 0;
  let isJoined = true;
  let last = 0;
  for (const [at, word] of words.entries()) {
    const path = pathOf(word, isThere);
    const next = (words[at + 1] ?? '').replace(/(?<=\w)[.,;:!?)]+$/, '');
    if (path !== undefined && (!PLAIN_NAME.test(word) || AFTER_NAME.test(next))) {
      paths.push(path);
      last = at;
      isJoined = word.endsWith(',');
      if (/[.;:!?]["'”’)]*$/.test(word)) break;
    } else if (FILLING.test(word) || (isJoined && PLACING.test(word))) continue;
    else if (paths.length > 0 && JOINING.test(word)) isJoined = true;
    else if (
      path !== undefined &&
      paths.length === 0 &&
      WITHIN_NEXT.test(next) &&
      /[/`"]|\.\w/.test(words[at + 2] ?? '')
    )
      continue;
    else if (paths.length > 0 || between >= mostBetween || /^[,;:.]/.test(word) || TELLING.test(word)) break;
    else between += 1;
  }
  const after = words.slice(last + 1);
  let end = words[last] ?? '';
  while (FILLING.test(after[0]?.replace(/[.,;:!?)]+$/, '') ?? '')) end = after.shift() ?? '';
  const mark = /[.,;:!?)]$/.exec(end)?.[0] ?? '';
  return { paths, rest: `${mark}${after.join(' ')}` };
}

/** Endings of names that people write without the folder. */
const FILE_NAME =
  /^\.?[\w@-][\w@.-]*\.(?:[cm]?[jt]sx?|json[c5]?|ya?ml|toml|ini|cfg|conf|env|lock|md|mdx|rst|txt|html?|css|s[ac]ss|less|vue|svelte|astro|py|pyi|ipynb|rb|go|rs|java|kts?|scala|swift|[ch](?:pp|xx|\+\+|s)?|cc|hh|php|pl|lua|exs?|erl|hs|ml|dart|r|jl|sql|graphql|proto|sh|bash|zsh|ps1|bat|gradle|xml|svg|csv|tsv|tf|nix|dockerfile|mk|cmake|sol|zig)$/i;
/** Names of things that end like files. */
const NO_FILE = /^(?:node|vue|next|nuxt|react|express|three|d3|chart|discord|socket|ember|backbone|asp|alpine)\.\w+$/i;
const DOTTED_FILE = /^\.[a-z][\w-]+(?:\.[\w-]+)*$/i;

function pathOf(word: string, isThere: IsThere): string | undefined {
  const isQuoted = /^[`"'“‘]/.test(word);
  const bare = word
    .replace(/^[`"'“”‘’([]+/, '')
    .replace(/[`"'“”‘’)\],;:!?]*(?:(?<=[\w/*`"'”’)])\.+)?[`"'“”‘’)\],;:!?]*$/, '');
  if (bare === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) || /[()=<>|$]/.test(bare)) return undefined;
  const isPath =
    /^(?:\.{1,2}\/|~\/|\/)\S|[^/\s]\/$/.test(bare) ||
    (/[/\\]/.test(bare) && (/\*|\.\w{1,8}$/.test(bare) || isThere(bare))) ||
    (FILE_NAME.test(bare) && (isQuoted || !NO_FILE.test(bare))) ||
    /^\*\*?[/.]/.test(bare) ||
    (DOTTED_FILE.test(bare) && isThere(bare)) ||
    (/^[\w.-]+$/.test(bare) && !FILLING.test(bare) && isThere(bare));
  return isPath ? bare : undefined;
}
