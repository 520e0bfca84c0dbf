import type { BoundAct } from '../action/situation';

/** A line as a sentence draws it. Paths are as they were written. */
export type DrawnLine =
  | { readonly kind: 'only'; readonly paths: readonly string[] }
  | { readonly kind: 'never'; readonly paths: readonly string[] }
  | { readonly kind: 'act'; readonly act: BoundAct };

/** What a later sentence gives free again. */
export interface Lifted {
  readonly acts: readonly BoundAct[];
  readonly paths: readonly string[];
  /** Whatever was ruled out about files. */
  readonly isAll: boolean;
}

/** Whether a word, which may be a name of any kind, is that of a file or folder of the project. */
export type IsThere = (name: string) => boolean;

/** Where a request begins: "we don't delete x" tells of something, and asks for nothing. */
const START = String.raw`(?:^\s*|[,;:(–—]\s*|\s-\s|\b(?:and|but|please|then|so|also|just|however|note that|remember)[,:]?\s+)(?:please\s+)?(?:make sure (?:that )?you\s+|be sure to\s+|you\s+)?`;
const DONT = String.raw`(?:do not|don['’]?t|never|must not|mustn['’]?t|should not|shouldn['’]?t|may not|can['’]?t|cannot|are not to|aren['’]t to|not to)\s+(?:ever\s+|even\s+)?`;
const CHANGE = String.raw`(?:touch|change|edit|modify|alter|update|rewrite|refactor|write(?:\s+(?:to|in|into))?|work(?:\s+(?:on|in|within|inside|with))?|make\s+(?:any\s+|your\s+)?(?:changes|edits)(?:\s+(?:to|in|within|inside))?|mess\s+with|put\s+anything(?:\s+in(?:to)?)?)`;
const CHANGING = String.raw`(?:touching|changing|editing|modifying|altering|updating|rewriting|refactoring|writing(?:\s+(?:to|in|into))?|making\s+(?:any\s+)?(?:changes|edits)(?:\s+(?:to|in))?|messing\s+with)`;
const OUTSIDE = String.raw`(?:outside(?:\s+of)?|except(?:\s+for)?|but|other\s+than|besides|beyond|apart\s+from)`;
const WITHIN = '(?:to|in|within|inside|under|below)';
const ANYTHING = String.raw`(?:anything|everything|any(?:\s+other)?\s+(?:files?|code|folders?)|(?:the\s+)?(?:other\s+)?files?|(?:the\s+)?code|stuff|things)`;
const CHANGED = '(?:touched|changed|edited|modified|altered|updated|rewritten|deleted|removed|moved|renamed)';
const TAKE_AWAY = '(?:delete|remove|rename|move|overwrite)';

const pattern = (source: string) => new RegExp(source, 'iu');

/** What follows each names the paths beyond which nothing may change. */
const ONLY: readonly RegExp[] = [
  pattern(
    String.raw`${START}(?:may\s+|can\s+|should\s+|must\s+|are\s+allowed\s+to\s+)?(?:only|solely|exclusively)\s+${CHANGE}\s+`,
  ),
  pattern(
    String.raw`${START}(?:may\s+|can\s+|should\s+|must\s+)?${CHANGE}\s+(?:${ANYTHING}\s+|changes\s+|edits\s+)?(?:only|solely|exclusively)\s+(?:${WITHIN}\s+)?`,
  ),
  pattern(
    String.raw`${START}(?:keep|limit|restrict|confine)\s+(?:yourself|it|this|everything|(?:all\s+|any\s+)?(?:of\s+)?(?:your\s+|the\s+)?(?:changes|edits|work))\s+${WITHIN}\s+`,
  ),
  pattern(String.raw`${START}stay\s+(?:in|within|inside)\s+`),
  pattern(
    String.raw`${START}${DONT}(?:${CHANGE}|${TAKE_AWAY})\s+(?:${ANYTHING}\s+)(?:else\s+)?(?:that(?:['’]s| is)\s+)?(?:not\s+in|${OUTSIDE})\s+`,
  ),
  pattern(String.raw`\bwithout\s+${CHANGING}\s+(?:${ANYTHING}\s+)(?:else\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}(?:make\s+)?no\s+(?:other\s+)?(?:changes|edits)\s+(?:to\s+${ANYTHING}\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}(?:touch\s+|change\s+|edit\s+|modify\s+)?nothing\s+(?:else\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}leave\s+(?:everything|all|anything)\s+(?:else\s+)?${OUTSIDE}\s+`),
];

/** What follows each names paths that must stay as they are. */
const NEVER: readonly RegExp[] = [
  pattern(
    String.raw`${START}${DONT}(?:${CHANGE}|${TAKE_AWAY})(?:(?:\s+(?:or|and|,)\s+|,\s*)(?:${CHANGE}|${TAKE_AWAY}))*\s+`,
  ),
  pattern(String.raw`\bwithout\s+(?:${CHANGING}|deleting|removing|renaming|moving)\s+`),
  pattern(String.raw`\bavoid\s+(?:${CHANGING}|deleting|removing|renaming|moving)\s+`),
  pattern(String.raw`${START}(?:make\s+)?no\s+(?:changes|edits)\s+(?:to|in|within|inside|under)\s+`),
  pattern(String.raw`${START}(?:keep\s+your\s+)?hands\s+off\s+(?:of\s+)?`),
];

/** What stands between `leave` and the end of each names such paths too. */
const LEFT = pattern(
  String.raw`${START}(?:leave|keep)\s+(.+?)\s+(?:alone|untouched|unchanged|unmodified|intact|as(?:[ -]is|\s+(?:it|they)\s+(?:is|are)))(?=\s*(?:$|[,.;:!)]|and\b|but\b|for\b))`,
);
const BE_LEFT = pattern(
  String.raw`(?:^|[,;:]\s*|\b(?:and|but)\s+)(.+?)\s+(?:(?:must|should|may|shall|can)\s+not|mustn['’]?t|shouldn['’]?t|can['’]?t|cannot)\s+be\s+${CHANGED}|^(.+?)\s+(?:is|are)\s+off[- ]limits`,
);

/** Nothing at all may change. */
const NOTHING = pattern(
  String.raw`${START}(?:${DONT}(?:${CHANGE}|make\s+(?:any\s+)?(?:changes|edits))(?:\s+(?:anything|any\s+(?:files?|code|of\s+(?:it|the\s+(?:files|code)))|(?:the\s+)?code|files))?|(?:make\s+)?no\s+(?:changes|edits)|(?:touch\s+|change\s+|edit\s+)nothing)\s*(?=$|[,.;:!)]|(?:yet|for\s+now|at\s+all|until|before|only|just)\b)`,
);

interface ActWords {
  readonly verb: string;
  readonly doing: string;
  /** What may follow; anything else is about something narrower, which is for a judge to understand. */
  readonly object?: string;
}

const END = String.raw`(?=\s*(?:$|[,.;:!)]|(?:or|and|nor|but|yet|until|before|unless|without|for\s+now|at\s+all|on\s+your\s+own|yourself|by\s+yourself|to\s+(?:git|main|master|the\s+re\w+|origin|remote\w*|github|gitlab))\b))`;
const ANY_WORK = String.raw`(?:\s+(?:anything|it|this|that|them|any\s+(?:of\s+(?:it|this|that)|changes|work|code|files?)|(?:the|your|my|these|those)\s+(?:changes|work|code|result)|changes|code))?`;

const ACTS: Readonly<Record<BoundAct, ActWords>> = {
  commit: { verb: 'commit', doing: 'committing', object: ANY_WORK },
  push: { verb: '(?:git\\s+)?(?:force[- ])?push', doing: 'pushing', object: ANY_WORK },
  install: {
    verb: 'install|add',
    doing: 'installing|adding',
    object: String.raw`\s+(?:anything|(?:the\s+|any\s+|new\s+|more\s+|other\s+|extra\s+|third[- ]party\s+)*(?:packages?|dependenc(?:y|ies)|librar(?:y|ies)|modules?))`,
  },
  delete: {
    verb: 'delete|remove',
    doing: 'deleting|removing',
    object: String.raw`\s+(?:anything|(?:any\s+|the\s+|existing\s+|other\s+)*(?:files?|folders?|directories))`,
  },
  create: {
    verb: 'create|add|make',
    doing: 'creating|adding',
    object: String.raw`\s+(?:any\s+|new\s+|more\s+|other\s+)+files?`,
  },
  network: {
    verb: 'access|use|touch|go\\s+(?:on|to)|connect\\s+to|talk\\s+to|call|contact',
    doing: 'accessing|using|going\\s+(?:on|to)|connecting\\s+to|calling',
    object: String.raw`\s+(?:the\s+)?(?:network|internet|web)`,
  },
  publish: { verb: 'publish|release', doing: 'publishing|releasing', object: ANY_WORK },
  deploy: { verb: 'deploy', doing: 'deploying', object: String.raw`(?:${ANY_WORK}|\s+to\s+\w+)` },
};

const ACT_NAMES = Object.keys(ACTS).filter((name): name is BoundAct => name in ACTS);
const VERBS = ACT_NAMES.map((name) => ACTS[name].verb).join('|');
const ANY_ACT = String.raw`(?:(?:${VERBS}|${CHANGE})\s*(?:,|\bor\b|\band\b|\/)\s*)*`;

const FORBIDDEN_ACTS = ACT_NAMES.map((act) => {
  const { verb, doing, object = '' } = ACTS[act];
  return {
    act,
    patterns: [
      pattern(`${START}${DONT}${ANY_ACT}(?:${verb})${object}${END}`),
      pattern(
        String.raw`\b(?:without|avoid|no)\s+(?:(?:[a-z]+ing)\s*(?:,|\bor\b|\band\b)\s*)*(?:${doing})${object}${END}`,
      ),
    ],
  };
});

const OFFLINE = pattern(String.raw`${START}(?:stay|work|keep)\s+offline\b`);
const MAY = String.raw`(?:^\s*|[,;:]\s*|\b(?:and|then|please|now|also|you\s+(?:may|can|should)(?:\s+now)?|go\s+ahead\s+and|ok(?:ay)?(?:\s+to)?|fine\s+to|free\s+to|let['’]s)\s+)`;
const ALLOWED_ACTS = ACT_NAMES.map((act) => ({
  act,
  pattern: pattern(
    String.raw`${MAY}(?:${ACTS[act].verb})\b${act === 'commit' || act === 'push' || act === 'publish' || act === 'deploy' ? '' : (ACTS[act].object ?? '')}`,
  ),
}));
const DO = String.raw`(?:${CHANGE}|${TAKE_AWAY}|fix|add|create|extend|adapt|adjust|improve|implement|clean\s+up)`;
const ALLOWED_PATHS = pattern(String.raw`${MAY}${DO}\s+`);
const ALLOWED_ALL = pattern(String.raw`${MAY}${CHANGE}\s+(?:anything|everything|any\s+files?|all\s+files?|whatever)`);

/** The lines that one sentence of a person draws, as far as plain English tells them. */
export function linesIn(sentence: string, isThere: IsThere): readonly DrawnLine[] {
  const lines: DrawnLine[] = [];
  const only = ONLY.map((one) => pathsAfter(one, sentence, isThere, MOST_BETWEEN)).find(isGiven);
  if (only !== undefined) lines.push({ kind: 'only', paths: only });
  else if (NOTHING.test(sentence)) lines.push({ kind: 'only', paths: [] });
  else {
    const left =
      LEFT.exec(sentence)?.[1] ??
      BE_LEFT.exec(sentence)
        ?.slice(1)
        .find((text) => text !== undefined);
    const never =
      NEVER.map((one) => pathsAfter(one, sentence, isThere, 0)).find(isGiven) ??
      (left === undefined ? [] : pathsIn(left, isThere, 0));
    if (never.length > 0) lines.push({ kind: 'never', paths: never });
  }
  for (const { act, patterns } of FORBIDDEN_ACTS)
    if (patterns.some((one) => one.test(sentence))) lines.push({ kind: 'act', act });
  if (OFFLINE.test(sentence)) lines.push({ kind: 'act', act: 'network' });
  return lines;
}

/** What one sentence of a person gives free. */
export function liftedIn(sentence: string, isThere: IsThere): Lifted {
  if (/\?\s*$/.test(sentence)) return { acts: [], paths: [], isAll: false };
  return {
    acts: ALLOWED_ACTS.flatMap(({ act, pattern: allowed }) => (allowed.test(sentence) ? [act] : [])),
    paths: pathsAfter(ALLOWED_PATHS, sentence, isThere, MOST_BETWEEN),
    isAll: ALLOWED_ALL.test(sentence),
  };
}

function isGiven(paths: readonly string[]): boolean {
  return paths.length > 0;
}

/** Words that may stand before the first path: "the colours in". */
const MOST_BETWEEN = 6;
const FILLING =
  /^(?:the|an?|any|all|of|in|inside|within|under|below|to|into|on|from|files?|folders?|director(?:y|ies)|dirs?|code|contents?|anything|everything|whole|entire|our|my|existing|package|module)$/i;
const JOINING = /^(?:,|and|or|nor|&|plus|as|well)$/i;

function pathsAfter(before: RegExp, sentence: string, isThere: IsThere, mostBetween: number): readonly string[] {
  const found = before.exec(sentence);
  return found === null ? [] : pathsIn(sentence.slice(found.index + found[0].length), isThere, mostBetween);
}

/** The paths that a text lists, until it speaks of something else. */
function pathsIn(text: string, isThere: IsThere, mostBetween: number): readonly string[] {
  const paths: string[] = [];
  let between = 0;
  for (const word of text.split(/\s+|(?<=,)|(?=,)/).filter((one) => one !== '')) {
    const path = pathOf(word, isThere);
    if (path !== undefined) paths.push(path);
    else if (FILLING.test(word) || (paths.length > 0 && JOINING.test(word))) continue;
    else if (paths.length > 0 || between >= mostBetween || /^[,;:.]/.test(word)) break;
    else between += 1;
  }
  return paths;
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
