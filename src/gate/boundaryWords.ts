import type { BoundAct } from '../action/situation';
import { type IsThere, MOST_BETWEEN, pathsAfter, pathsIn } from './pathWords';

/** A line as a sentence draws it. Paths are as they were written. */
export type DrawnLine =
  | { readonly kind: 'only'; readonly paths: readonly string[] }
  | { readonly kind: 'never'; readonly paths: readonly string[]; readonly isAway?: true }
  | { readonly kind: 'act'; readonly act: BoundAct };

/** What a later sentence gives free again. */
export interface Lifted {
  readonly acts: readonly BoundAct[];
  readonly paths: readonly string[];
  /** Paths that may be deleted, and that may be made. */
  readonly deleted: readonly string[];
  readonly created: readonly string[];
  /** Whatever was ruled out about files. */
  readonly isAll: boolean;
  /** That what was only to be looked at may be done. */
  readonly isGo: boolean;
}

/** Where a request begins: "we don't delete x" tells of something, and asks for nothing. */
const START = String.raw`(?:^\s*|[,;:(–—→]\s*|\s-\s+|\b(?:and|but|please|then|so|also|just|however|note that|remember)[,:]?\s+)(?:please\s+)?(?:finally,?\s+)?(?:(?:make sure|ensure)(?: that)? you\s+|be sure to\s+|I want you to\s+|you\s+)?`;
// Without a subject, "cannot write" is what an error says.
const DONT = String.raw`(?:(?:do not|don['’]?t|never)(?:\s+you dare)?|(?<=\byou\s+)(?:must not|mustn['’]?t|should not|shouldn['’]?t|may not|can['’]?t|cannot|are not (?:allowed )?to|aren['’]t (?:allowed )?to)|(?:you['’]re|you are) not (?:allowed )?to|(?:make sure|be careful|take care|try) not to|I (?:don['’]?t|do not) want you to)\s+(?:ever\s+|even\s+)?`;
const CHANGE = String.raw`(?:touch|change|edit|modify|alter|update|write(?:\s+(?:to|in|into))?|work(?:\s+(?:on|in|within|inside|with))?|make\s+(?:any\s+|your\s+)?(?:changes|edits)(?:\s+(?:to|in|within|inside))?|mess\s+with|put\s+anything(?:\s+in(?:to)?)?)`;
const CHANGING = String.raw`(?:touching|changing|editing|modifying|altering|updating|writing(?:\s+(?:to|in|into))?|making\s+(?:any\s+)?(?:changes|edits)(?:\s+(?:to|in))?|messing\s+with)`;
const OUTSIDE = String.raw`(?:outside(?:\s+of)?|except(?:\s+for)?|but|other\s+than|besides|beyond|apart\s+from)`;
const WITHIN = '(?:to|in|within|inside|under|below)';
const ANYTHING = String.raw`(?:anything|everything|any(?:\s+other)?\s+(?:files?|code|folders?)|(?:the\s+)?(?:other\s+)?files?|(?:the\s+)?code|stuff|things)`;
const YOUR_WORK = String.raw`(?:yourself|(?:all\s+|any\s+)?(?:of\s+)?(?:your\s+|the\s+)?(?:changes|edits|work))`;
const CHANGED = '(?:touched|changed|edited|modified|altered|updated|rewritten|deleted|removed|moved|renamed)';
const TAKING_AWAY = /delet|remov|renam|mov(?:e|ing)/i;
const OTHERWISE_CHANGED = /touch|chang|edit|modif|alter|updat|writ|work|mess|put/i;
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
    String.raw`${START}(?:keep\s+${YOUR_WORK}\s+${WITHIN}|(?:limit|restrict|confine)\s+${YOUR_WORK}\s+(?:to|within))\s+`,
  ),
  pattern(String.raw`${START}stay\s+(?:in|within|inside)\s+`),
  pattern(
    String.raw`${START}${DONT}(?:${CHANGE}|${TAKE_AWAY})\s+(?:${ANYTHING}\s+)(?:else\s+)?(?:that(?:['’]s| is)\s+)?(?:not\s+in|${OUTSIDE})\s+`,
  ),
  pattern(String.raw`\b(?:without|w\/o)\s+${CHANGING}\s+(?:${ANYTHING}\s+)(?:else\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}(?:make\s+)?no\s+(?:other\s+)?(?:changes|edits)\s+(?:to\s+${ANYTHING}\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}(?:touch\s+|change\s+|edit\s+|modify\s+)?nothing\s+(?:else\s+)?${OUTSIDE}\s+`),
  pattern(String.raw`${START}(?:leave\s+)?(?:everything|all|anything)\s+(?:else\s+)?${OUTSIDE}\s+`),
  pattern(
    String.raw`${START}(?:(?:all|any|your|the)\s+)*(?:changes|edits)\s+(?:only|(?:must|should|may\s+only)\s+(?:only\s+)?(?:stay|be|be\s+limited|be\s+made))\s+(?:only\s+)?${WITHIN}\s+`,
  ),
];

/** The same where `only` comes last. */
const ONLY_AFTER = pattern(
  String.raw`${START}${CHANGE}\s+(\S+(?:(?:\s+and|,)\s+\S+)?)\s+(?:only|exclusively)(?:\s+please)?[.!]?$`,
);

/** What follows each names paths that must stay as they are. */
const NEVER: readonly RegExp[] = [
  pattern(
    String.raw`${START}${DONT}(?:${CHANGE}|${TAKE_AWAY})(?:(?:\s+(?:or|and|,)\s+|,\s*)(?:${CHANGE}|${TAKE_AWAY}))*:?\s+`,
  ),
  pattern(String.raw`\b(?:without|w\/o)\s+(?:${CHANGING}|deleting|removing|renaming|moving)\s+`),
  pattern(String.raw`\bavoid\s+(?:${CHANGING}|deleting|removing|renaming|moving)\s+`),
  pattern(String.raw`${START}(?:make\s+)?no\s+(?:changes|edits)\s+(?:to|in|within|inside|under)\s+`),
  pattern(String.raw`${START}(?:keep\s+your\s+)?hands\s+off\s+(?:of\s+)?`),
  pattern(String.raw`${START}(?:stay\s+away\s+from|(?:stay|keep)\s+out\s+of|keep\s+away\s+from)\s+`),
  pattern(String.raw`\b(?:without|w\/o)\s+(?:any\s+)?(?:changes|edits)\s+(?:to|in)\s+`),
];

/** What stands between `leave` and the end of each names such paths too. */
const LEFT = pattern(
  String.raw`${START}(?:leave|keep)\s+(.+?)\s+(?:alone|untouched|unchanged|unmodified|intact|as(?:[ -]is|\s+(?:it|they)\s+(?:is|are)))(?=\s*(?:$|[,.;:!)]|and\b|but\b|for\b|please\b))`,
);
const BE_LEFT = pattern(
  String.raw`(?:^|[,;:]\s*|\b(?:and|but)\s+)(.+?)\s+(?:(?:must|should|may|shall|can)\s+not|mustn['’]?t|shouldn['’]?t|can['’]?t|cannot)\s+be\s+${CHANGED}(?=\s*(?:$|[,.;!)]|(?:and|but|or|at\s+all|yet|please|for\s+now)\b))|^(.+?)\s+(?:is|are)\s+(?:off[- ]limits|read[- ]only)`,
);

/** Nothing at all may change. */
const NOTHING = pattern(
  String.raw`${START}(?:${DONT}(?:${CHANGE}|make\s+(?:any\s+)?(?:changes|edits))(?:\s+(?:anything|any\s+(?:files?|code|of\s+(?:it|the\s+(?:files|code)))|(?:the\s+)?code|files))?|(?:make\s+)?no\s+(?:changes|edits)|(?:touch\s+|change\s+|edit\s+)nothing)\s*(?=$|[,.;!)]|:\s+(?:just|only|explain|tell)\b|(?:yet|please|for\s+now|at\s+all|until|before|only|just)\b)`,
);

interface ActWords {
  readonly verb: string;
  readonly doing: string;
  /** As in "no commits". */
  readonly noun?: string;
  /** What may follow; anything else is about something narrower, which is for a judge to understand. */
  readonly object?: string;
}

const END = String.raw`(?=\s*(?:$|[,.;:!)/–—&]|-\s|(?:please|pls|plz|thanks|or|and|nor|but|yet|until|before|unless|without|for\s+now|at\s+all|on\s+your\s+own|(?:by\s+)?yourself(?=\s*(?:$|[,.;!]))|to\s+(?:git|main|master|the\s+re\w+|origin|remote\w*|github|gitlab))\b))`;
const ANY_WORK = String.raw`(?:\s+(?:anything|it|this|that|them|any\s+(?:of\s+(?:it|this|that)|changes|work|code|files?)|(?:the|your|my|these|those|this|any)\s+(?:changes|work|code|result|branch(?:es)?|commits?|tags?|packages?)|changes|code))?`;

const ACTS: Readonly<Record<BoundAct, ActWords>> = {
  commit: {
    verb: String.raw`(?:(?:run|use|do)\s+)?(?:git\s+)?commit|(?:make|create|do)\s+(?:a\s+|any\s+)?(?:git\s+)?commits?`,
    doing: String.raw`committing|(?:making|creating)\s+(?:a\s+|any\s+)?(?:git\s+)?commits?`,
    noun: '(?:git\\s+)?commits',
    object: ANY_WORK,
  },
  push: {
    verb: '(?:(?:run|use|do)\\s+)?(?:git\\s+)?push',
    noun: 'pushe?s',
    doing: 'pushing',
    object: ANY_WORK,
  },
  install: {
    verb: 'install|add',
    doing: 'installing|adding',
    noun: String.raw`(?:installs|(?:new|more|extra|additional)\s+(?:npm\s+)?(?:packages|dependencies|deps|libraries|modules))`,
    object: String.raw`\s+(?:anything|(?:the\s+|any\s+|new\s+|more\s+|other\s+|extra\s+|npm\s+|third[- ]party\s+)*(?:packages?|dep(?:endenc(?:y|ie))?s?|librar(?:y|ies)|modules?))`,
  },
  delete: {
    verb: 'delete|remove',
    doing: 'deleting|removing',
    object: String.raw`\s+(?:anything|(?:any\s+|the\s+|existing\s+|other\s+)*(?:files?|folders?|directories))`,
  },
  create: {
    verb: 'create|add|make',
    doing: 'creating|adding',
    noun: String.raw`(?:new|more|extra|additional)\s+files`,
    object: String.raw`\s+(?:any\s+|new\s+|more\s+|other\s+)+files?`,
  },
  network: {
    verb: 'access|use|touch|go\\s+(?:on|to)|connect\\s+to|talk\\s+to|call|contact',
    doing: 'accessing|using|going\\s+(?:on|to)|connecting\\s+to|calling',
    noun: String.raw`(?:network|internet)(?:\s+access)?`,
    object: String.raw`\s+(?:the\s+)?(?:network|internet|web)`,
  },
  publish: {
    verb: String.raw`publish|release(?!\s+(?:it|this|that|them)\b)`,
    doing: 'publishing|releasing',
    object: ANY_WORK,
  },
  deploy: { verb: 'deploy', doing: 'deploying', object: String.raw`(?:${ANY_WORK}|\s+to\s+\w+)` },
};

const ACT_NAMES = Object.keys(ACTS).filter((name): name is BoundAct => name in ACTS);
const VERBS = ACT_NAMES.map((name) => ACTS[name].verb).join('|');
const ANY_ACT = String.raw`(?:(?:${VERBS}|${CHANGE}|stage)\s*(?:,|\band/or\b|\bn?or\b|\band\b|\/)\s*)*`;

const FORBIDDEN_ACTS = ACT_NAMES.map((act) => {
  const { verb, doing, noun, object = '' } = ACTS[act];
  return {
    act,
    patterns: [
      pattern(`${START}${DONT}${ANY_ACT}(?:${verb})${object}${END}`),
      pattern(
        String.raw`\b(?:without|w\/o|avoid|skip|no)\s+(?:(?:[a-z]+ing)\s*(?:,|\bor\b|\band\b)\s*)*(?:${doing})${object}${END}`,
      ),
      ...(act === 'install'
        ? [
            pattern(
              String.raw`${START}${DONT}(?:(?:run|use|do)\s+)?(?:npm|pnpm|yarn|bun|pip)\s+(?:install|ci|add|i)${END}`,
            ),
          ]
        : []),
      ...(noun === undefined ? [] : [pattern(`${START}no\\s+${noun}${END}`)]),
    ],
  };
});

const OFFLINE = pattern(String.raw`${START}(?:stay|work|keep)\s+offline${END}`);
const MAY = String.raw`(?:^\s*(?:yes\s+|ok(?:ay)?\s+|great\s+|now\s+|next\s+|alright\s+)*|[,;:–—→&]\s*|\b(?:and|then|please|now|also|you\s+(?:may|can|should)(?:\s+(?:now|also|just))*|go\s+ahead\s+and|ok(?:ay)?(?:\s+to)?|(?:fine|free|welcome)\s+to|(?:can|could)\s+you(?:\s+(?:please|now|also))*|I\s+want\s+you\s+to|let['’]s)\s+)`;
/** So that "commit messages" or "push notifications" stay what they are. */
const MAY_END = String.raw`(?=\s*(?:$|[,.;:!?)–—&]|-\s|(?:and|then|please|now|too|as\s+well|again|with|using|once|after\w*|when|if|instead|is\s+(?:now\s+)?(?:ok|okay|fine|allowed)|in\s+(?:small|one|two|a|several|separate|\d+)|to\s+(?:git|main|master|origin|remote|the\s+re\w+|github|gitlab|npm|staging|prod\w*|(?:(?:the|a|this|that|my|your)\s+)?(?:\S+\s+)?branch))\b|-{1,2}\w))`;
const MAY_WORK = String.raw`(?:\s+(?:it|this|that|them|everything|all|(?:all\s+)?(?:of\s+)?(?:the|your|my|these|those|this|it)(?:\s+(?:changes|work|code|result|fix|files?|branch|package))?|what\s+you(?:['’]ve)?\s+\w+|changes|code|\S*[./]\S*))?`;
/** How else each is asked for. */
const MORE_ALLOWED: Readonly<Partial<Record<BoundAct, readonly string[]>>> = {
  install: [
    String.raw`(?:(?:run\s+)?(?:npm|pnpm|yarn|bun|pip|cargo)\s+)?(?:install|ci)(?:\s+(?:it|them|that|[@\w/.-]+))?`,
    String.raw`add\s+\S+\s+as\s+an?\s+(?:dev\s+)?dep\w+`,
    String.raw`add\s+the\s+\S+\s+(?:package|library|dependency)`,
  ],
  create: [String.raw`(?:create|add|make)\s+(?:it|an?|one|the)\s+(?:new\s+)?files?(?:\s+for\s+\w+)?`],
  delete: [String.raw`(?:delete|remove)\s+(?:it|them|that|(?:the|that|this|these|those)\s+files?)`],
};
const ALLOWED_ACTS = ACT_NAMES.map((act) => {
  const { verb, doing, object = '' } = ACTS[act];
  const what = object === ANY_WORK || act === 'deploy' ? `(?!\\s+(?:nothing|neither|no)\\b)${MAY_WORK}` : object;
  return {
    act,
    patterns: [
      pattern(`${MAY}(?:${verb})${what}${MAY_END}`),
      pattern(
        String.raw`(?:${doing})(?:${object})?\s+is\s+(?:now\s+)?(?:ok|okay|fine|allowed|alright|good)\b|${MAY}(?:forget|ignore|drop)\s+(?:what\s+I\s+said|the\s+(?:rule|line|limit|restriction))\s+(?:about|on)\s+(?:${doing})`,
      ),
      ...(MORE_ALLOWED[act] ?? []).map((one) => pattern(`${MAY}${one}${MAY_END}`)),
    ],
  };
});
const DO = String.raw`(?:${CHANGE}|${TAKE_AWAY}|fix|apply|add|create|rewrite|refactor|extend|adapt|adjust|improve|implement|clean\s+up)`;
const ALLOWED_PATHS = pattern(String.raw`${MAY}${DO}\s+`);
const TAKEN_PATHS = pattern(String.raw`${MAY}${TAKE_AWAY}\s+`);
const MADE_PATHS = pattern(String.raw`${MAY}(?:create|add|write|make)\s+`);
const NO_LINE_OF_PATHS = pattern(
  String.raw`${MAY}(?:forget|ignore|drop)\s+(?:what\s+I\s+said|the\s+(?:rule|line|limit|restriction))\s+(?:about|on)\s+`,
);
const ALLOWED_ALL = pattern(
  String.raw`${MAY}${CHANGE}\s+(?:anything|everything|any\s+files?|all\s+files?|whatever)(?:\s+(?:else|(?:that\s+)?(?:you|it)\s+(?:like|wants?|needs?|takes?|must|have\s+to)(?:\s+to)?))?(?=\s*(?:$|[,.;!)]|(?:now|too|again|please|at\s+all|as\s+well|if\s+(?:needed|necessary))\b))`,
);
/** After "explain first, change nothing", that something may be done. */
const GO = pattern(
  String.raw`${MAY}(?:go\s+(?:ahead|for\s+it)|proceed|make\s+it\s+so|do\s+(?:it|so|that|this)\b|start\s+(?:coding|implementing|fixing)|write\s+(?:the\s+|a\s+)?(?:code|tests?|fix|it)\b|make\s+(?:the|those|these|all|your)\s+(?:changes?|edits?|fix)|fix|implement|apply|add|create|refactor|rename|remove|replace|change|update|edit|migrate|convert|move|delete)\b`,
);
/** What may be added to or changed without touching a file. */
const OF_ANSWERS = pattern(
  String.raw`\b(?:explain|explanation|summary|details?|answer|analysis|report|your\s+plan|list|description|proposal|suggestions?|diagram|your)\b`,
);
const ALSO_PATHS = pattern(String.raw`^\s*(?:ok,?\s+)?(?:and\s+)?also\s+`);
const FINE_PATHS = pattern(
  String.raw`^([^,;:]{1,80}?)\s+(?:is|are)\s+(?:now\s+|also\s+)?(?:ok|okay|fine|allowed)(?:\s+(?:now|too|as\s+well))?\s*[.!]?$`,
);

/** What the person will do themselves, or allow at another time. */
const LATER = pattern(
  String.raw`\b(?:I['’]ll|I\s+will|I\s+am\s+going|I['’]m\s+going|let\s+me|we['’]ll|myself|later|before\s+you|(?:when|once|after|if|until)\s+(?:I|we)\b)`,
);

/** Words without one of which nothing is ruled out, and those without one of which nothing is given free. */
const RULES_OUT =
  /\b(?:only|solely|exclusively|keep|limit|restrict|confine|stay|not|dont|mustnt|shouldnt|cant|aren['’]?t|cannot|never|without|w\/o|no|nothing|leave|avoid|skip|hands|outside|except|off|read-only|changes|edits|work)\b|n['’]t\b/i;
const GIVES_FREE =
  /\b(?:commit|push|install|ci|add|delete|remove|create|make|access|use|go|connect|talk|call|contact|publish|release|deploy|[a-z]+ing|touch|change|edit|modify|alter|update|rewrite|refactor|write|work|mess|put|fix|apply|extend|adapt|adjust|improve|implement|clean|forget|ignore|drop|also|ok|okay|fine|allowed|proceed|do|start|rename|replace|migrate|convert|move|overwrite)\b/i;

/** A rule about the product, or one that only counts at times: for a judge to understand, if for anybody. */
const AT_TIMES = pattern(
  String.raw`^\s*(?:if|when(?:ever)?|while|unless|in\s+case)\b(?!\s+(?:you|you['’]re|done|finished|in\s+doubt|it(?:['’]s|\s+is)\s+done|(?:all|everything)\b|that)\b)`,
);
/** What follows a line and leaves it to the agent whether it holds. */
const BUT_FOR = pattern(
  String.raw`^(?:[^,.;:]|[,.;:](?=\S))*?\b(?:(?:unless|without)\s+(?!I\b|we\b|asking|my\b|me\b|(?:an?\s+|explicit\s+)*(?:permission|approval|consent|confirmation)|telling|checking\s+with|(?:being\s+)?(?:told|asked|instructed))|(?:until|before)\s+(?:(?:the|all|your|unit)\s+)*(?:tests?|ci|checks?|lint\w*|build|types?|suite|it\s+(?:works|passes|builds|compiles)|everything\s+(?:works|passes|is\s+green))\b|too\s+much\b|more\s+than\b|from\s+scratch\b)`,
);
/** "The page must load without touching x" is about the page. */
const OF_A_PRODUCT = pattern(
  String.raw`(?<!\byou\s)\b(?:(?:must|should|shall|can|could|might)(?!\s+you\b)|able\s+to|ha(?:s|ve)\s+to|needs?\s+to|works|runs|loads|possible|allow\w*|let\s|support\w*|option|ability|users?)\b[^,;:]*$`,
);
/** How a list of paths ends where it isn't a part of a longer phrase. */
const LIST_END = pattern(
  String.raw`^\s*(?:$|[,.;:!)–—-]|(?:and|but|or|please|for\s+now|may|must|should|at\s+all|this\s+time|only|is\s+off|alone|untouched|as\s+is)\b)`,
);

/** The lines that one sentence of a person draws, as far as plain English tells them. */
export function linesIn(sentence: string, isThere: IsThere): readonly DrawnLine[] {
  if (!RULES_OUT.test(sentence) || AT_TIMES.test(sentence)) return [];
  const lines: DrawnLine[] = [];
  const only = [
    ...ONLY.map((one) => listAfter(one, sentence, isThere, MOST_BETWEEN)),
    pathsIn(ONLY_AFTER.exec(sentence)?.[1] ?? '', isThere, 0).paths,
  ].find(isGiven);
  if (only !== undefined) lines.push({ kind: 'only', paths: only });
  else if (isDrawnBy(NOTHING, sentence)) lines.push({ kind: 'only', paths: [] });
  else {
    const left =
      LEFT.exec(sentence)?.[1] ??
      BE_LEFT.exec(sentence)
        ?.slice(1)
        .find((text) => text !== undefined);
    const never =
      NEVER.map((one) => (isDrawnBy(one, sentence) ? pathsAfter(one, sentence, isThere, 0).paths : [])).find(isGiven) ??
      (left === undefined ? [] : pathsIn(left, isThere, 0).paths);
    if (never.length > 0)
      lines.push({
        kind: 'never',
        paths: never,
        ...(NEVER.some((one) => isOfGoing(one, sentence)) ? { isAway: true } : {}),
      });
  }
  for (const { act, patterns } of FORBIDDEN_ACTS)
    if (patterns.some((one) => isDrawnBy(one, sentence))) lines.push({ kind: 'act', act });
  if (OFFLINE.test(sentence)) lines.push({ kind: 'act', act: 'network' });
  return lines;
}

function listAfter(before: RegExp, sentence: string, isThere: IsThere, mostBetween: number): readonly string[] {
  const { paths, rest } = pathsAfter(before, sentence, isThere, mostBetween);
  return LIST_END.test(rest) ? paths : [];
}

/** Whether what is ruled out is that files go away: "don't delete x" lets x be changed. */
function isOfGoing(line: RegExp, sentence: string): boolean {
  const found = line.exec(sentence)?.[0];
  return found !== undefined && TAKING_AWAY.test(found) && !OTHERWISE_CHANGED.test(found);
}

function isDrawnBy(line: RegExp, sentence: string): boolean {
  const found = line.exec(sentence);
  if (found === null) return false;
  const isAside = /^(?:without|w\/o|avoid|skip)/i.test(found[0]);
  if (isAside && OF_A_PRODUCT.test(sentence.slice(0, found.index))) return false;
  return !BUT_FOR.test(sentence.slice(found.index + found[0].length));
}

/** What one sentence of a person gives free. */
export function liftedIn(sentence: string, isThere: IsThere): Lifted {
  const isRequest = !/\?\s*$/.test(sentence) || /^\s*(?:and\s+|then\s+)?(?:can|could)\s+you\s/i.test(sentence);
  if (!isRequest || !GIVES_FREE.test(sentence) || LATER.test(sentence) || AT_TIMES.test(sentence))
    return NOTHING_LIFTED;
  const paths = [
    ...pathsAfter(ALLOWED_PATHS, sentence, isThere, MOST_BETWEEN).paths,
    ...pathsAfter(NO_LINE_OF_PATHS, sentence, isThere, 1).paths,
    ...listAfter(ALSO_PATHS, sentence, isThere, 0),
    ...pathsIn(FINE_PATHS.exec(sentence)?.[1] ?? '', isThere, 0).paths,
  ];
  return {
    acts: ALLOWED_ACTS.flatMap(({ act, patterns }) => (patterns.some((one) => one.test(sentence)) ? [act] : [])),
    paths,
    deleted: pathsAfter(TAKEN_PATHS, sentence, isThere, MOST_BETWEEN).paths,
    created: pathsAfter(MADE_PATHS, sentence, isThere, MOST_BETWEEN).paths,
    isAll: ALLOWED_ALL.test(sentence),
    isGo: GO.test(sentence) && !OF_ANSWERS.test(sentence),
  };
}

const NOTHING_LIFTED: Lifted = { acts: [], paths: [], deleted: [], created: [], isAll: false, isGo: false };

function isGiven(paths: readonly string[]): boolean {
  return paths.length > 0;
}
