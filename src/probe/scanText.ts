/** One thing in a text that looks like an attempt to steer whoever reads it. */
export interface Sign {
  readonly id: string;
  /** For a person, in a few words. */
  readonly says: string;
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a text comes from, which decides how much it may say before it is suspicious. */
export interface TextOrigin {
  /** `project`: as the project's people left it; `task`, `person`, `downloaded`: who changed the file since the task began. */
  readonly by: 'project' | 'task' | 'person' | 'downloaded' | 'network' | 'output';
  /** File or URL. */
  readonly path?: string | undefined;
}

export interface Scan {
  readonly verdict: 'clean' | 'suspicious';
  /** Suspicious, and nothing of it is only quoted or described: no model need be asked. */
  readonly isPlain: boolean;
  readonly signs: readonly Sign[];
}

interface Pattern {
  readonly id: string;
  readonly says: string;
  /** Without nested repetition, so that no text takes long. */
  readonly test: RegExp;
}

/** An agent, as texts that are aimed at one call it. */
const READER = `(?:you|the (?:ai|assistant|agent|model|llm)|(?:ai|coding) (?:assistants?|agents?)|(?:claude|copilot|gpt|gemini))`;

const PATTERNS: readonly Pattern[] = [
  {
    id: 'override',
    says: 'tells its reader to forget earlier instructions',
    test: /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|earlier|above|preceding|all|your|system)\b[^.\n]{0,30}\b(?:instructions?|prompts?|rules|guidelines|directions|policy|policies)\b/gi,
  },
  {
    id: 'new-instructions',
    says: 'announces instructions of its own',
    test: /\b(?:new|updated|revised|real|actual|additional) (?:system )?(?:instructions?|directives?|task)\b[^\n]{0,10}:|\b(?:system|developer) (?:prompt|message|override|notice)\s*:/gi,
  },
  {
    id: 'role-marker',
    says: 'imitates the marks between the speakers of a conversation',
    test: /<\/?(?:system|assistant|user|human|tool_result|function_results?|instructions?|important)>|<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[\/?INST\]|^(?:Human|Assistant|System):\s/gm,
  },
  {
    id: 'addressed',
    says: 'speaks to an agent that reads it',
    test: new RegExp(
      String.raw`\b(?:note|message|instructions?|important|attention|reminder)\b[^.\n]{0,20}\b(?:to|for)\b[^.\n]{0,10}\b(?:ai|llm|language models?|assistants?|(?:coding |ai )agents?|claude|copilot|gpt)\b|\bif ${READER} (?:are|is) (?:an? )?(?:ai|llm|language model|coding agent|assistant)\b|\bas an ai (?:assistant|agent|model)[^.\n]{0,20}\b(?:must|should|need)\b`,
      'gi',
    ),
  },
  {
    id: 'authority',
    says: 'claims that a person has approved something',
    test: /\bthe (?:user|human|person|developer|owner|admin(?:istrator)?|maintainer)s? (?:has |have |already |hereby ){1,3}(?:approved?|authori[sz]ed?|granted?|confirmed?|consented|allowed?|permitted?)\b|\b(?:pre-?approved|pre-?authori[sz]ed) by\b|\bno (?:further )?(?:confirmation|approval|permission) (?:is )?(?:needed|required|necessary)\b/gi,
  },
  {
    id: 'secrecy',
    says: 'asks that a person is not told',
    test: /\b(?:do not|don't|never|without) (?:tell|telling|mention|mentioning|inform|informing|alert|alerting|notify|notifying|reveal|revealing|show|showing|ask|asking)\b[^.\n]{0,30}\b(?:user|human|person|developer|anyone|operator)\b/gi,
  },
  {
    id: 'guard',
    says: 'asks to switch a protection off or to go around it',
    test: /\b(?:disable|bypass|turn off|switch off|circumvent|skip|evade)\b[^.\n]{0,30}\b(?:chaperone|approvals?|permission (?:checks?|prompts?)|guardrails?|safety (?:checks?|filters?|rules)|supervis(?:or|ion)|the judge|auto[- ]?approve)\b/gi,
  },
  {
    id: 'exfiltration',
    says: 'asks to send keys or files somewhere',
    test: /\b(?:send|post|upload|exfiltrate|transmit|forward|leak|e-?mail)\b[^.\n]{0,60}\b(?:api[ _-]?keys?|tokens?|credentials?|secrets?|passwords?|private keys?|\.env|ssh keys?|environment variables|id_rsa)\b[^.\n]{0,60}\b(?:to|at|via)\b/gi,
  },
  {
    id: 'reader-command',
    says: 'orders its reader to run a command',
    test: new RegExp(
      String.raw`\b${READER} (?:must|should|need to|have to|are required to|will) (?:now |first |immediately |silently |always ){0,2}(?:run|execute|call|invoke|fetch|download|open|delete|install)\b`,
      'gi',
    ),
  },
  {
    id: 'remote-code',
    says: 'pipes something from the network into a shell',
    test: /\b(?:curl|wget)\b[^\n|]{0,200}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/g,
  },
  {
    id: 'hidden-comment',
    says: 'hides words for an agent in a comment that is not shown',
    test: /<!--(?:(?!-->)[\s\S]){0,400}?\b(?:assistant|ai agent|llm|claude|copilot|instructions?|execute|you must)\b/gi,
  },
  {
    id: 'image-leak',
    says: 'would send text to a host by showing an image',
    test: /!\[[^\]\n]{0,100}\]\(https?:\/\/[^)\s]{1,200}[?&][^)\s]{0,60}(?:=\{|=\$|=<|data=|secret|token|key=)/gi,
  },
];

/** Characters that are read by a model and not seen by a person. A joiner inside an emoji is ordinary. */
const INVISIBLE =
  /[\u{e0000}-\u{e007f}]+|[\u202a-\u202e\u2066-\u2069]+|[\u200b\u2060-\u2064\ufeff]{3,}|(?<=[A-Za-z])[\u200b\u200c\u2060]+(?=[A-Za-z])/gu;

const LONGEST = 1_000_000;
const MOST_SIGNS = 50;
/** Ordinary texts have one of these now and then (an installation guide, a page about prompts): two make a suspicion. */
const WEAK = new Set(['remote-code', 'reader-command', 'role-marker', 'new-instructions', 'hidden-comment']);

/** Looks for signs of injection in what a tool returned. Deterministic, and linear in the length of the text. */
export function scanText(content: string, _origin: TextOrigin): Scan {
  const text = content.slice(0, LONGEST);
  const signs: Sign[] = [];
  const add = (id: string, says: string, start: number, found: string) => {
    if (signs.length < MOST_SIGNS)
      signs.push({ id, says, start, end: start + found.length, text: found.slice(0, 200) });
  };
  for (const { id, says, test } of PATTERNS)
    for (const match of text.matchAll(test)) add(id, says, match.index, match[0]);
  for (const match of text.matchAll(INVISIBLE))
    if (match.index > 0 || !match[0].startsWith('\ufeff'))
      add('invisible', 'has characters that a person does not see', match.index, match[0]);
  if (content.length > LONGEST) add('too-long', 'is too long to be looked through', LONGEST, '');
  signs.sort((a, b) => a.start - b.start);
  const kinds = new Set(signs.map(({ id }) => id));
  const isSuspicious = [...kinds].some((id) => !WEAK.has(id)) || kinds.size > 1;
  return { verdict: isSuspicious ? 'suspicious' : 'clean', isPlain: isSuspicious, signs };
}
