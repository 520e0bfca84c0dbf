/** What a word does in a sentence that tries to steer its reader, the same in every language. */
export const WORD_CLASSES = [
  /** ignore, disregard */
  'forget',
  /** follow, obey */
  'follow',
  /** previous, above */
  'earlier',
  'all',
  'your',
  /** instructions, guidelines: what is given to an agent */
  'instruction',
  /** rules, commands, messages: what much else is called too */
  'rule',
  /** new, real, updated */
  'fresh',
  'task',
  /** told, given to you */
  'told',
  /** no longer valid, superseded */
  'void',
  /** AI, LLM, the names of agents */
  'ai',
  /** agent, assistant, bot: what is said of people and programs too */
  'agent',
  'you',
  'must',
  'not',
  /** tell, mention: words that let a person know */
  'tell',
  /** show, ask: those that interfaces do all the time */
  'show',
  'user',
  /** know, notice, be aware */
  'know',
  /** secretly, silently */
  'secretly',
  'approved',
  /** confirmation, approval: the thing that a person gives */
  'consent',
  'needed',
  'disable',
  'enable',
  /** what guards an agent, by names that nothing else has */
  'guard',
  /** sandbox, security check */
  'protection',
  'autoApproval',
  'send',
  /** put, copy: what everybody does with a file */
  'place',
  /** token, password: what every page about an interface speaks of */
  'secret',
  /** many secrets at once, and the files they are in */
  'loot',
  'read',
  'run',
  /** delete, wipe */
  'destroy',
  /** files, repository, database */
  'goods',
  /** an address to send to */
  'address',
  /** note to, attention, message for */
  'note',
  'if',
  /** before you go on, first */
  'before',
  /** from now on */
  'henceforth',
  /** act as, pretend, you are now */
  'pretend',
  'write',
  /** what an agent reads each time: its rules, its memory */
  'memory',
  'systemPrompt',
  /** safe, no issues: the outcome of a review */
  'harmless',
  /** report, rate, mark: what a reviewer does */
  'judge',
  /** reply with, respond */
  'reply',
  /** reading this, processing this page */
  'reading',
  /** in the document, untrusted: the words of who defends */
  'inside',
  /** attack, example of: the words of who describes */
  'about',
  'this',
  'urgent',
  'already',
  /** proceed without asking */
  'goOn',
  /** a file of secrets without secrets: `.env.example` */
  'template',
  /** AI with a colon or a comma behind it */
  'called',
  /** your summary, your next reply: what only a conversation has */
  'answer',
  /** may, is free to */
  'mayDo',
  /** wants, expects: what is said of who isn't there to ask */
  'wants',
  /** the steps there, what it says */
  'thereof',
  /** tests, reviews: what finds mistakes */
  'checks',
  /** words of orders in rot13 or reversed */
  'cipher',
  /** what happens to who doesn't obey */
  'threat',
] as const;

export type WordClass = (typeof WORD_CLASSES)[number];

/**
 * Words and phrases of a language by class, between commas. `ignor*` stands for all words that begin so. Case and accents
 * don't count.
 */
export type Lexicon = Readonly<Partial<Record<WordClass, string>>>;
