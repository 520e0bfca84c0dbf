import { AGENT_SPEAKS, EXCHANGE, SPEAKERS } from './turns';

/** Where a mark may begin, as signs and what follows them, in either case. */
export interface Places {
  /** After `<` or `</`, and after `[` or `[/`, one of these. */
  readonly tags?: string;
  readonly brackets?: string;
  /** After a quotation mark one of these. */
  readonly quotes?: string;
  /** After a row of signs such as `---`, and a space perhaps, a word that begins so. */
  readonly rules?: string;
  /** One of these signs. */
  readonly signs?: string;
  /** A word that begins with two or three of these letters, in this case unless the test is for both. */
  readonly words?: string;
  /** Such a word only at the beginning of a line or after a sign that isn't a letter. */
  readonly isAfterSigns?: boolean;
  /** At the beginning of a line one of these, signs apart. */
  readonly lines?: string;
  /** The names of settings that switch a protection off. */
  readonly isSetting?: boolean;
  /** It begins so, and one of these signs comes soon after. */
  readonly begins?: RegExp;
  readonly needs?: string;
  /** How many units before the place it may begin. */
  readonly back?: number;
  /** The same where the place is the last of a row of signs. */
  readonly backOfRow?: number;
}

export interface Mark {
  readonly id: string;
  readonly says: string;
  readonly weight: number;
  /** Where it may begin: nothing else is tested. */
  readonly at: Places;
  /** Must be somewhere in the text too. */
  readonly hint: RegExp;
  /** Sticky, and without nested repetition, so that no text takes long. */
  readonly test: RegExp;
}

const TURN = 'imitates the marks between the speakers of a conversation';
const NOTICE = 'imitates a notice from the system around the agent';
const RESULT = 'imitates the result of a tool or the end of one';
const CODE = 'pipes something from the network into a shell';
const LEAK = 'would send text to a host by showing an image or a link';

export const MARKS: readonly Mark[] = [
  {
    id: 'fake-turn',
    says: TURN,
    weight: 7,
    at: { lines: SPEAKERS, back: 1 },
    hint: AGENT_SPEAKS,
    test: EXCHANGE,
  },
  {
    id: 'fake-turn',
    says: TURN,
    weight: 5,
    hint: /\n\n(?:Human|Assistant|H|A):/,
    at: { lines: 'HA', back: 1 },
    test: /\n\n(?:Human|Assistant):\s/y,
  },
  {
    id: 'fake-turn',
    says: TURN,
    weight: 6,
    hint: /\[\/?(?:user|assistant|system|human)\]/i,
    at: { brackets: 'uash', back: 7 },
    test: /(?:^|\n)\s{0,6}\[\/?(?:user|assistant|system|human)\]\s?:?/iy,
  },
  {
    id: 'addressed',
    says: 'speaks to an agent that reads it',
    weight: 6,
    hint: /\b(?:AI|LLM|[Aa]gents?|[Aa]ssistants?|[Mm]odels?|Claude|Copilot|ChatGPT|GPT|Gemini|Cursor|Codex|[Bb]ots?|tools|reviewers?|claude|copilot|codex)\b[\w .-]{0,30}[:,]|@(?:claude|copilot|codex|gemini|cursor)/,
    at: {
      words:
        'AI LLM Age age AGE Ass ass ASS Mod Cla Cop Cod cod Cha GPT Gem Cur Bot Lan lan To For Dea Hey Hel Hi Not Att ATT NOT Imp IMP TOD',
      isAfterSigns: true,
      signs: '@',
      back: 4,
    },
    test: /(?:^|\n|["'`([{*>#/;|\u2014-]\s{0,3}|[.!?]\s|--\s)(?:(?:To|For|Dear|Hey|Hi|Hello|Note|Attention|ATTENTION|NOTE|Important|IMPORTANT|Hint|TODO)\b[\s(:,]{0,3}(?:to|for)?\s?(?:(?:the|any|all|every|each)\s)?)?(?:AI|LLM|LLMs|Agents?|agents?|AGENTS?|Assistants?|assistants?|ASSISTANT|Model|Claude|Copilot|ChatGPT|GPT|Gemini|Cursor|Codex|Bot|AI[ -](?:coding )?(?:agents?|assistants?|tools?|reviewers?|models?|systems?)|[Cc]oding (?:agents?|assistants?)|[Ll]anguage models?|LLM (?:agents?|assistants?|reviewers?))(?:\s(?:reading|reviewing|processing|working|handling|using|parsing|editing|that|who|in|on|of)\b[^\n:,;]{0,60})?\)?\s?[:,\u2014]\s{1,3}(?=[A-Za-z"'`])|@(?:claude|copilot|codex|gemini|cursor)\b[,:]?\s(?=[a-z])/y,
  },
  {
    id: 'fake-turn',
    says: TURN,
    weight: 7,
    hint: /<\||<<SYS|\[INST|<start_of_turn|<\uff5c/i,
    at: { tags: '|<se', brackets: 'i' },
    test: /<[|\uff5c](?:im_start|im_end|im_sep|system|user|assistant|endoftext|end_of_text|eot_id|eom_id|start_header_id|end_header_id|begin_of_text|start|end|channel|message|return|call|tool[\w-]{0,20})[|\uff5c]>|<<\/?SYS>>|\[\/?INST\]|<(?:start|end)_of_turn>/iy,
  },
  {
    id: 'fake-turn',
    says: TURN,
    weight: 4,
    hint: /<\/?(?:assistant|human|user|system)/i,
    at: { tags: 'ahus' },
    test: /<\/?(?:assistant|human|user_?(?:message|query|input|request|prompt)|system[_-]?(?:prompt|message|instructions?|override|notice|note|update|alert|command|directive)?|user)(?:\s[^<>\n]{0,60})?>/iy,
  },
  {
    id: 'fake-turn',
    says: TURN,
    weight: 4,
    hint: /"role"|'role'/,
    at: { quotes: 'r' },
    test: /["']role["']\s{0,4}:\s{0,4}["'](?:system|developer|assistant|user|tool)["']/iy,
  },
  {
    id: 'fake-result',
    says: RESULT,
    weight: 6,
    hint: /tool|function|result|output|invoke|document|untrusted|file|data|context|page|content|search/i,
    at: { tags: 'afiusretwo', brackets: 'ofdusrtw ', rules: 'end', backOfRow: 11 },
    test: /<\/?(?:antml:)?(?:tool_(?:result|response|call|use|output)s?|function_(?:results?|calls?|call_result)|function_calls|invoke|untrusted[\w-]{0,20}|tool_use_error|search_results?|retrieved_context|user_query|external_data|file_contents?|web_?page|observation)(?:\s[^<>\n]{0,80})?>|[-=#*[<]{1,12}\s?end of (?:the )?(?:tool|file|document|untrusted|user|search|web|system|retrieved|external|data|context|page|input|output|content|result|email|attachment)[^\n<>\]]{0,30}[-=#*\]>]{1,12}|\[(?:end|\/) ?(?:of )?(?:tool|file|document|untrusted|search|web|output|result)[^\]\n]{0,24}\]/iy,
  },
  {
    id: 'system-notice',
    says: NOTICE,
    weight: 8,
    hint: /<\/?(?:system|admin|important|IMPORTANT|operator|developer|user_|approv|permission|chaperone|override|instruct)/i,
    at: { tags: 'siaodupc' },
    test: /<\/?(?:system[-_]reminder|important_instructions?|admin[-_ ]?(?:override|message|note)|system[-_]?(?:override|note|notice|update|directive)|instructions?_override|operator[-_]\w{1,20}|developer[-_](?:message|mode|note)|user[-_]approval|approval|approved|permission[-_](?:granted|update)|chaperone[\w-]{0,20})(?:\s[^<>\n]{0,60})?>|<\/?IMPORTANT>/iy,
  },
  {
    id: 'system-notice',
    says: NOTICE,
    weight: 6,
    hint: /\[\s?(?:[Ss]ystem|SYSTEM|[Aa]dmin|ADMIN|[Dd]eveloper|Chaperone|CHAPERONE|Anthropic|ANTHROPIC|OpenAI|OPENAI|[Oo]perator|OPERATOR|[Ss]upervisor|POLICY|Policy|ROOT|AGENT|Agent|ASSISTANT|JUDGE|Judge|GUARD|Guard)/,
    at: { brackets: 'sadcoprjg \t\n\r\v\f' },
    test: /\[\s?(?:System|SYSTEM|Admin|ADMIN|Administrator|Developer|DEVELOPER|Chaperone|CHAPERONE|chaperone|Anthropic|ANTHROPIC|OpenAI|Operator|OPERATOR|Supervisor|SUPERVISOR|POLICY|Policy|ROOT|AGENT|JUDGE|Judge|GUARD|Guard)(?:[ _-][A-Za-z]{1,20}){0,4}(?:\s?\([^)\n]{0,40}\))?\s?[:\]\u2014-]/y,
  },
  {
    id: 'system-notice',
    says: NOTICE,
    weight: 6,
    hint: /(?:system|admin|developer|operator|root|override)[ _-](?:override|message|notice|prompt|update|alert|instruction|directive|reminder|command|approval)/i,
    at: { words: 'SYS ADM DEV ROO OPE AGE Sys Adm Dev Ope', isAfterSigns: true, back: 8 },
    test: /(?:^|\n|["'`#*>/=-]\s{0,3})(?:SYSTEM|ADMIN|DEVELOPER|ROOT|OPERATOR|AGENT)[ _-](?:OVERRIDE|MESSAGE|NOTICE|PROMPT|UPDATE|ALERT|INSTRUCTIONS?|DIRECTIVE|REMINDER|NOTE|COMMAND|APPROVAL|MODE)\b|(?:^|\n)[ \t/*#>-]{0,6}(?:System|Admin|Developer|Operator) (?:override|message|notice|update|alert|instructions?|directive|reminder|command|approval)\s?:|(?:^|\n)#{1,6}\s?(?:System|Developer|Operator) (?:[Pp]rompt|[Ii]nstructions?|[Mm]essage|[Nn]otice|[Oo]verride|[Dd]irectives?|[Rr]eminder)\s?:?\s?(?=\n|$)/y,
  },
  {
    id: 'remote-code',
    says: CODE,
    weight: 2,
    hint: /curl|wget|iwr|iex/i,
    at: {
      words: 'cur wge iwr sh bas zsh das',
      begins: /(?:curl|wget|iwr|(?:ba|z|da)?sh)\b/iy,
      needs: '|(',
    },
    test: /\b(?:curl|wget)\b[^\n|]{0,200}\|\s{0,3}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b|\b(?:ba|z|da)?sh\s{1,3}(?:-c\s{1,3})?["']?(?:<\(|\$\()\s{0,3}(?:curl|wget)\b|\biwr\b[^\n|]{0,200}\|\s{0,3}iex\b/iy,
  },
  {
    id: 'leak-command',
    says: 'has a command that sends keys or files to a host',
    weight: 8,
    hint: /curl|wget|nc |http|fetch|scp|Invoke-/i,
    at: {
      words: 'cur wge nc scp inv cat env pri tar bas',
      begins: /(?:curl|wget|nc|ncat|scp|Invoke-\w+|cat|env|printenv|tar|base64)\b/iy,
      needs: '$@`|',
    },
    test: /\b(?:curl|wget|nc|ncat|scp|Invoke-(?:WebRequest|RestMethod))\b[^\n]{0,200}(?:\$\(\s?(?:cat|env|printenv|base64|whoami|tar|git)\b|@\s?[~./\w-]{0,60}(?:\.env|id_rsa|id_ed25519|credentials|\.npmrc|\.netrc|\.aws|\.ssh|kube\/config|history|settings)\b|`(?:cat|env|printenv|base64)\b|\$(?:\{|\()?(?:[A-Z_]{0,30}(?:TOKEN|SECRET|KEY|PASSWORD)[A-Z_]{0,10})\b(?![^\n]{0,60}(?:Authorization|Bearer|x-api-key)))|\b(?:cat|env|printenv|tar|base64)\b(?:[^\n|]{0,110}|(?=[^\n|]{111,121}\|)[^\n|]{0,80}(?:\.env|id_rsa|id_ed25519|credentials|\.ssh|\.aws|printenv|env)[^\n|]{0,30})\|[^\n]{0,80}\b(?:curl|nc|ncat|wget)\b[^\n]{0,80}(?:https?:|-d|--data|-T|@-|\d)/iy,
  },
  {
    id: 'image-leak',
    says: LEAK,
    weight: 10,
    hint: /!\[|<img|\]\(http/i,
    at: { tags: 'i', signs: ']' },
    test: /\]\(\s?<?https?:\/\/[^)\s]{1,200}[?&/][^)\s]{0,60}(?:=\{|=\$\{?\w|=<|=%7B|=\[|\{\{|data=(?!image)[^)\s]{0,8}(?:\{|\[|<|\$|YOUR|SECRET|BASE64)|(?:secret|token|key|content|context|history|env|q|d|data|c)=(?:[A-Z_]{4,}|\[|\{|<|\.\.\.))|<img\b[^>\n]{0,120}src\s?=\s?["']?https?:\/\/[^"'>\s]{1,200}[?&][^"'>\s]{0,60}(?:=\{|=\$\{?\w|=\[|=<|\{\{|=[A-Z_]{5,})/y,
  },
  {
    id: 'guard',
    says: 'asks to switch a protection off or to go around it',
    weight: 4,
    hint: /autoApprove|dangerously|yolo|bypassPermissions|chaperone\./i,
    at: { isSetting: true, rules: 'dan yol', back: 1 },
    test: /chat\.tools\.(?:global\.)?autoApprove["']?\s{0,3}[:=]?\s{0,3}true|--dangerously-(?:skip-permissions|bypass-approvals[\w-]{0,20})|--yolo\b|["']?defaultMode["']?\s?:\s?["']bypassPermissions|chaperone\.(?:mode|enabled|judge\.\w{1,20}|policy)["']?\s?[:=]\s?["']?(?:off|false|allow|auto)/iy,
  },
];
