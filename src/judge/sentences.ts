/** Words that hardly an English sentence is without, and no other language has. */
const ENGLISH =
  /\b(?:the|to|and|of|it|are|this|that|with|without|would|could|by|from|its|be|which|has|only|nothing|can|does|not|into|what|you|your)\b/i;
/** Words that hardly a sentence of another language is without. */
const FOREIGN =
  /(?<!\p{L})(?:der|die|das|und|ist|nicht|nur|eine?|auf|wird|le|la|les|des|est|pas|une|dans|el|los|las|es|una|para|por|não|uma|il|lo|che|della|non|het|een|niet|wordt|och|att|inte|nie|jest|się|bir|và|yang|dan)(?!\p{L})/iu;
const LATIN = /\p{Script=Latin}/gu;
const LETTERS = /\p{L}/gu;

/** As far as can be told from letters and the commonest words: a short one may be either. */
export function isEnglish(sentence: string): boolean {
  const letters = sentence.match(LETTERS)?.length ?? 0;
  const latin = sentence.match(LATIN)?.length ?? 0;
  if (latin * 2 < letters) return false;
  return ENGLISH.test(sentence) || !FOREIGN.test(sentence);
}

/** A role's name before a colon, marks of a chat, orders to forget, and our own thresholds: none of it describes an action. */
const INSTRUCTING =
  /(?:^|[.!?]\s+)\W{0,3}(?:system|assistant|user|human|developer|supervisor|chaperone)\b[^.:]{0,20}:|<\/?(?:system|user|assistant|tool_result|instructions?)\b|<\||\[(?:system|inst)\b|^\W{0,3}(?:please\s+)?(?:ignore|disregard|forget|override)\s+(?:all|any|the|your|previous|earlier)\b|\b(?:allowBelow|blockAt)\b|\b(?:set|change|raise|lower)\s+(?:the\s+)?(?:mode|thresholds?|severity|policy)\b|\bapprove\s+(?:all|every|everything|any)\b/i;

/** Whether a sentence is meant to steer who reads it. */
export function instructs(sentence: string): boolean {
  return INSTRUCTING.test(sentence);
}
