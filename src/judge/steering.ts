import { withoutQuotes } from './proseWords';

/** Marks of a chat: nothing that describes an action is written in them. */
const MARKUP = /<\/?(?:system|user|assistant|tool_result|instructions?)\b|<\||\[(?:system|inst)\b/i;

/** A role's name, or what a message to us would begin with, before a colon. */
const ADDRESS =
  /^\W{0,3}(?:(?:note|message|attention|to|hey|hello|hi|dear|important|urgent|new)\s+){0,2}(?:(?:to|for)\s+)?(?:(?:the|our|all|any|updated)\s+)?(?:system|assistant|user|human|developer|supervisor|chaperone|judge|reviewer|administrator|admin|instructions?|orders?)(?:\s+(?:message|note|notice|prompt|override|instructions?|orders?|mode|update))?\s*:/i;

/** Words before an order that leave it one. */
const LEAD =
  /^\W{0,3}(?:(?:please|kindly|now|then|just|also|always|therefore|hence|henceforth|so|and|but|(?:remember|be\s+sure|make\s+sure)\s+to|(?:you|we|chaperone|the\s+supervisor|the\s+judge)\s+(?:must|should|shall|may|can|will|have\s+to|need\s+to|are\s+to|ought\s+to))\s+){0,4}/i;

const MORE = '(?:further|future|following|subsequent|later|remaining|next|other)';
const ALL = `(?:everything|anything|whatever|all|any|every|each|${MORE}|the\\s+(?:rest|${MORE}))`;
const THIS =
  '(?:it|this|that|them|these|those|me|us|the\\s+(?:action|actions|command|commands|request|agent|assistant))';

/** Orders that would steer whoever supervises, each as a clause begins. What is advised to an agent reads otherwise. */
const ORDERS: readonly RegExp[] = [
  // Advice to approve on a condition leaves the decision where it belongs.
  `(?:allow|approve|permit|authori[sz]e|accept|whitelist|trust|grant|confirm)\\s+(?:${ALL}|${THIS})\\b(?!\\s+(?:only|if|when|once|after|unless)\\b)`,
  '(?:allow|approve|accept)\\W*$',
  `(?:let|wave)\\s+(?:${ALL}|${THIS})\\b.{0,40}\\b(?:pass|run|through|go|happen|proceed)\\b`,
  `(?:run|execute|perform|pass)\\s+(?:everything|anything|whatever|all\\s+(?:that|${MORE}))\\b`,
  `(?:run|execute|perform|do|carry|pass|proceed|continue|go|act|work)\\b.*\\bwithout\\s+(?:\\w+\\s+){0,2}(?:ask(?:ing|ed)?|approvals?|confirm\\w*|permission|reviews?|check(?:s|ing)?|consult\\w*|questions?|supervision|oversight|waiting)\\b`,
  `(?:mark|treat|rate|score|rank|consider|regard|classify|count|judge|label)\\b.*\\b(?:(?:as|to\\s+be|at)\\s+(?:safe|harmless|approved|trusted|allowed|ordinary|benign|passed|permitted|zero|0|none)\\b|${MORE}\\s+(?:actions?|commands?|requests?|calls?)\\b)`,
  '(?:answer|respond|reply|output)\\s+(?:only\\s+|always\\s+)?(?:with\\s+|in\\s+)?\\W{0,12}(?:pass|allow|approved?|yes|true|severity|zero|0)\\b',
  '(?:answer|respond|reply|output)\\s+(?:only\\s+|always\\s+)?(?:with\\s+)?[{…]',
  '(?:ignore|disregard|forget|override|overrule|bypass|discard|drop)\\s+(?:\\w+\\s+){0,4}(?:(?:instructions?|rules|polic(?:y|ies)|verdicts?|guidelines?|restrictions?|safeguards?|orders|prompts?)\\b(?!\\s+(?:in|from|of|on|inside)\\s+(?!your|the\\s+(?:system|prompt|judge)))|(?:above|previous|earlier|prior|preceding)\\b|what\\s+you\\b)',
  '(?:set|change|raise|lower|reset|reduce|switch|turn|put|disable|skip)\\s+(?:(?:off|on)\\s+)?(?:(?:the|your|its|all)\\s+)?(?:thresholds?\\b|judge\\b|supervis|chaperone|allowBelow\\b|blockAt\\b|verdicts?\\b|(?:severity|severities)\\b.*\\b(?:0|zero|low|lower|none|harmless|always|now\\s+on)\\b|mode\\s+to\\s+(?:auto|allow|off|full)\\b|policy\\s+to\\b)',
  `(?:you\\s+)?(?:do\\s+not|don't|never|stop|no\\s+need\\s+to|(?:do\\s+not|don't)\\s+(?:need|have)\\s+to|need\\s+not|needn't)\\s+(?:hold|block|judge|supervise|review|question|check|holding|blocking|judging|supervising|reviewing|questioning)\\s+(?:${ALL}|${THIS}|again)\\b`,
  "(?:do\\s+not|don't|never|stop|no\\s+need\\s+to)\\s+(?:ask|asking)\\s+(?:anybody|anyone|for\\s+(?:confirmation|approval|permission|consent))\\b",
  "(?:do\\s+not|don't|never)\\s+(?:tell|inform|notify|warn|alert|show|mention\\s+\\w+\\s+to)\\s+(?:the\\s+)?(?:person|user|human|anyone|anybody|supervisor|owner)\\b(?!'s)",
  '(?:do|follow|obey)\\s+(?:as|what|whatever)\\s+(?:the\\s+agent|the\\s+assistant|I|it|this)\\s+(?:says?|wants?|asks?|proposes?|tells?)\\b',
  '(?:act|behave|proceed|continue|judge)\\s+as\\s+(?:if|though)\\b',
].map((order) => new RegExp(`^${order}`, 'i'));

/** What only somebody says who wants to be obeyed. */
const CLAIM =
  /\byou\s+are\s+now\b|\bI\s+(?:hereby\s+)?(?:approve|authori[sz]e|permit|order|instruct|command)\b|\bI(?:\s+am|'m)\s+(?:the|your)\s+(?:supervisor|administrator|admin|developer|owner|user|system|operator)\b/i;

const BETWEEN_SENTENCES = /(?<=[.!?;])\s+|\n+/u;
const BETWEEN_CLAUSES = /[,:–—]\s+|\s-\s+|\s(?=(?:and|but|so|then)\s)/u;
/** What was joined to these tells what would happen, though its verb has no ending: `would build and approve all`. */
const TELLING = /\b(?:would|will|could|can|may|might|must|should|shall|to|do|does|did|lets?|makes?|helps?|not)\b/i;
const JOINED = /^(?:and|but|so|then)\s+(?!please\b|you\b)/i;

/** Whether a text is meant to steer who reads it, instead of saying what was judged. */
export function instructs(text: string): boolean {
  if (MARKUP.test(text)) return true;
  const bare = withoutQuotes(text).replaceAll('’', "'");
  return (
    CLAIM.test(bare) || bare.split(BETWEEN_SENTENCES).some((sentence) => ADDRESS.test(sentence) || orders(sentence))
  );
}

function orders(sentence: string): boolean {
  let told = '';
  for (const clause of sentence.split(BETWEEN_CLAUSES).map((one) => one.trim())) {
    const isTold = JOINED.test(clause) && TELLING.test(told);
    const rest = clause.replace(LEAD, '');
    if (!isTold && ORDERS.some((order) => order.test(rest))) return true;
    told += `${clause} `;
  }
  return false;
}
