import type { WordClass } from '../words/wordClass';

/** Words of these classes, near one another in any order, are a sign. */
export interface Phrase {
  readonly id: string;
  readonly says: string;
  readonly weight: number;
  /** One word of each of these; the first is the rarest. */
  readonly needs: readonly (readonly WordClass[])[];
  /** How many words they may stand apart. */
  readonly within: number;
  /** The first of `needs` doesn't count with one of these up to three words before it. */
  readonly notAfter?: readonly WordClass[];
  /** Doesn't count with one of these among the words just before the whole. */
  readonly notIf?: readonly WordClass[];
  /** Taken back by one of these soon after: `ignore any instructions` *in the document*. */
  readonly notBefore?: readonly WordClass[];
  /** The words of `needs` come in this order. */
  readonly inOrder?: boolean;
  /** Only in languages other than English, whose lexicons are shorter, or only in English. */
  readonly only?: 'english' | 'others';
}

const OVERRIDE = 'tells its reader to forget earlier instructions';
const NEW_TASK = 'gives its reader a new task or role';
const ADDRESSED = 'speaks to an agent that reads it';
const SECRECY = 'asks that a person is not told';
const AUTHORITY = 'claims that a person has approved something';
const GUARD = 'asks to switch a protection off or to go around it';
const EXFILTRATION = 'asks to send keys or files somewhere';
const COMMAND = 'orders its reader to run or to open something';
const DESTROY = 'orders its reader to delete or to change things';
const PERSIST = 'wants to be written where agents read it again';
const VERDICT = 'dictates what a review or an answer is to say';
const ANSWER = 'says what the agent is to answer or to leave out';
const THREAT = 'presses its reader with threats, rewards or haste';
const REVEAL = "asks for the agent's own instructions";

const ORDERED: readonly WordClass[] = [
  'run',
  'send',
  'read',
  'destroy',
  'follow',
  'write',
  'judge',
  'reply',
  'disable',
];

export const PHRASES: readonly Phrase[] = [
  {
    id: 'override',
    says: OVERRIDE,
    weight: 11,
    needs: [['forget'], ['instruction'], ['earlier', 'your']],
    within: 8,
    notAfter: ['not'],
    notBefore: ['inside'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 6,
    needs: [['forget'], ['rule'], ['earlier', 'your'], ['all', 'you', 'must', 'henceforth', 'fresh']],
    within: 9,
    notAfter: ['not'],
    notBefore: ['inside'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 6,
    needs: [['forget'], ['instruction'], ['all']],
    within: 6,
    notAfter: ['not'],
    notBefore: ['inside'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 10,
    needs: [['forget'], ['all'], ['told']],
    within: 7,
    notAfter: ['not'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 5,
    needs: [['forget'], ['all'], ['earlier']],
    within: 4,
    inOrder: true,
    notAfter: ['not'],
    notBefore: ['inside'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 8,
    needs: [['follow'], ['not'], ['instruction'], ['earlier', 'your']],
    within: 8,
    notBefore: ['inside'],
  },
  {
    id: 'override',
    says: OVERRIDE,
    weight: 9,
    needs: [['void'], ['instruction'], ['earlier', 'your', 'told']],
    within: 10,
    notBefore: ['inside'],
  },
  { id: 'new-task', says: NEW_TASK, weight: 7, needs: [['your'], ['fresh'], ['task']], within: 4 },
  { id: 'new-task', says: NEW_TASK, weight: 4, needs: [['pretend'], ['ai', 'agent', 'you']], within: 8 },
  {
    id: 'new-task',
    says: NEW_TASK,
    weight: 6,
    needs: [['henceforth'], ['you', 'ai', 'agent', 'your'], ORDERED],
    within: 10,
  },
  {
    id: 'new-task',
    says: NEW_TASK,
    weight: 5,
    needs: [['henceforth'], ['you', 'ai', 'agent', 'all'], ['must']],
    within: 8,
  },
  {
    id: 'reveal',
    says: REVEAL,
    weight: 7,
    needs: [['systemPrompt'], ['read', 'show', 'tell', 'send'], ['your', 'all', 'you', 'before', 'must']],
    within: 6,
  },
  { id: 'addressed', says: ADDRESSED, weight: 5, needs: [['note'], ['ai']], within: 4, inOrder: true },
  { id: 'addressed', says: ADDRESSED, weight: 5, needs: [['ai'], ['if'], ['you']], within: 6 },
  { id: 'addressed', says: ADDRESSED, weight: 6, needs: [['reading'], ['ai', 'agent']], within: 6 },
  { id: 'addressed', says: ADDRESSED, weight: 4, needs: [['reading'], ['if'], ['you', 'must']], within: 8 },
  { id: 'addressed', says: ADDRESSED, weight: 2, needs: [['ai', 'agent'], ['urgent']], within: 5 },
  { id: 'reader-command', says: COMMAND, weight: 5, needs: [['ai'], ['must'], ['run', 'read', 'send']], within: 8 },
  { id: 'reader-command', says: COMMAND, weight: 3, needs: [['agent'], ['must'], ['run', 'send']], within: 7 },
  { id: 'reader-command', says: COMMAND, weight: 2, needs: [['you'], ['must'], ['run', 'send']], within: 5 },
  { id: 'before', says: COMMAND, weight: 2, needs: [['before'], ['run'], ['must', 'you', 'address']], within: 9 },
  { id: 'ordered', says: COMMAND, weight: 2, needs: [['ai'], ORDERED], within: 12 },
  { id: 'addressed', says: ADDRESSED, weight: 7, needs: [['ai'], ['note'], ORDERED], within: 9 },
  { id: 'addressed', says: ADDRESSED, weight: 6, needs: [['called'], ORDERED], within: 8, inOrder: true },
  { id: 'addressed', says: ADDRESSED, weight: 4, needs: [['note'], ['agent'], ORDERED], within: 7, inOrder: true },
  { id: 'secrecy', says: SECRECY, weight: 8, needs: [['tell'], ['not'], ['user']], within: 7 },
  { id: 'secrecy', says: SECRECY, weight: 3, needs: [['show'], ['not'], ['user']], within: 6 },
  { id: 'secrecy', says: SECRECY, weight: 4, needs: [['tell'], ['not'], ['this']], within: 5 },
  {
    id: 'secrecy',
    says: SECRECY,
    weight: 3,
    needs: [['secretly'], ['run', 'send', 'destroy', 'disable']],
    within: 7,
  },
  { id: 'secrecy', says: SECRECY, weight: 8, needs: [['secretly'], ['user']], within: 7 },
  { id: 'secrecy', says: SECRECY, weight: 6, needs: [['know'], ['not'], ['user']], within: 7 },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 9,
    needs: [['approved'], ['user'], ['already']],
    within: 6,
    notIf: ['if', 'not'],
  },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 9,
    needs: [['approved'], ['user'], ['goOn']],
    within: 14,
    notIf: ['if', 'not'],
  },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 6,
    needs: [['approved'], ['user'], ['ai', 'agent', 'you']],
    within: 8,
    notIf: ['if', 'not'],
  },
  { id: 'authority', says: AUTHORITY, weight: 3, needs: [['approved'], ['user']], within: 6, notIf: ['if', 'not'] },
  { id: 'authority', says: AUTHORITY, weight: 5, needs: [['consent'], ['needed'], ['not', 'already']], within: 6 },
  { id: 'authority', says: AUTHORITY, weight: 4, needs: [['goOn'], ['consent', 'show'], ['not']], within: 5 },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 5,
    needs: [['goOn'], ['run', 'destroy', 'send'], ['ai', 'agent', 'you', 'user', 'must']],
    within: 9,
  },
  { id: 'guard', says: GUARD, weight: 7, needs: [['guard'], ['disable']], within: 6, notAfter: ['not'] },
  {
    id: 'guard',
    says: GUARD,
    weight: 4,
    needs: [['protection'], ['disable'], ['you', 'must', 'ai', 'all', 'before', 'your']],
    within: 7,
  },
  { id: 'guard', says: GUARD, weight: 7, needs: [['autoApproval'], ['enable']], within: 7 },
  {
    id: 'exfiltration',
    says: EXFILTRATION,
    weight: 9,
    needs: [['loot'], ['send'], ['address']],
    within: 12,
    notAfter: ['not'],
  },
  { id: 'exfiltration', says: EXFILTRATION, weight: 5, needs: [['loot'], ['send']], within: 8, notAfter: ['not'] },
  {
    id: 'exfiltration',
    says: EXFILTRATION,
    weight: 5,
    needs: [['loot'], ['place'], ['address', 'reply', 'systemPrompt']],
    within: 12,
    notAfter: ['not'],
  },
  {
    id: 'exfiltration',
    says: EXFILTRATION,
    weight: 4,
    needs: [['loot'], ['read'], ['all', 'you', 'your', 'must', 'address', 'place', 'send']],
    within: 8,
  },
  {
    id: 'exfiltration',
    says: EXFILTRATION,
    weight: 6,
    needs: [['loot'], ['ai', 'agent'], ['read', 'send', 'place']],
    within: 12,
  },
  { id: 'exfiltration', says: EXFILTRATION, weight: 3, needs: [['secret'], ['send'], ['address']], within: 10 },
  {
    id: 'destroy',
    says: DESTROY,
    weight: 3,
    needs: [['destroy'], ['goods'], ['all', 'must', 'you', 'before']],
    within: 6,
  },
  { id: 'destroy', says: DESTROY, weight: 4, needs: [['destroy'], ['goods'], ['ai', 'henceforth']], within: 10 },
  {
    id: 'persist',
    says: PERSIST,
    weight: 6,
    needs: [['memory'], ['write'], ['this', 'all', 'instruction', 'fresh']],
    within: 9,
  },
  { id: 'verdict', says: VERDICT, weight: 3, needs: [['judge'], ['harmless']], within: 6 },
  { id: 'verdict', says: VERDICT, weight: 6, needs: [['judge'], ['harmless'], ['ai', 'agent']], within: 9 },
  { id: 'verdict', says: VERDICT, weight: 3, needs: [['reply'], ['user', 'you', 'ai', 'must']], within: 6 },
  {
    id: 'answer',
    says: ANSWER,
    weight: 7,
    needs: [['answer'], ['not'], ['tell', 'show', 'write', 'know', 'secretly']],
    within: 8,
  },
  { id: 'answer', says: ANSWER, weight: 7, needs: [['answer'], ['secretly', 'loot']], within: 8 },
  {
    id: 'answer',
    says: ANSWER,
    weight: 4,
    needs: [
      ['answer'],
      ['run', 'send', 'destroy', 'read', 'place', 'write', 'judge', 'fresh'],
      ['must', 'before', 'all', 'you', 'this', 'address'],
    ],
    within: 10,
  },
  {
    id: 'answer',
    says: ANSWER,
    weight: 5,
    needs: [['answer'], ['address'], ['place', 'write', 'send', 'judge', 'reply', 'run']],
    within: 10,
  },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 7,
    needs: [['mayDo'], ['ai'], ['run', 'destroy', 'send', 'goOn', 'disable', 'goods', 'checks']],
    within: 9,
    notIf: ['if'],
  },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 5,
    needs: [['mayDo'], ['agent'], ['run', 'destroy', 'send', 'goOn', 'disable']],
    within: 8,
    notIf: ['if'],
  },
  {
    id: 'authority',
    says: AUTHORITY,
    weight: 6,
    needs: [['wants'], ['user'], ['ai', 'agent', 'goOn', 'you']],
    within: 9,
    notIf: ['if'],
  },
  { id: 'authority', says: AUTHORITY, weight: 4, needs: [['goOn'], ['ai', 'agent', 'answer']], within: 8 },
  { id: 'fetch-and-follow', says: COMMAND, weight: 6, needs: [['thereof'], ['address'], ['run', 'read']], within: 10 },
  {
    id: 'guard',
    says: GUARD,
    weight: 4,
    needs: [['checks'], ['disable'], ['ai', 'agent', 'you', 'answer', 'secretly', 'goOn', 'wants']],
    within: 8,
  },
  {
    id: 'guard',
    says: GUARD,
    weight: 4,
    needs: [['checks'], ['forget', 'destroy'], ['ai', 'agent', 'answer', 'goOn', 'wants']],
    within: 9,
  },
  {
    id: 'threat',
    says: THREAT,
    weight: 6,
    needs: [['threat'], ['you', 'ai'], ['if', 'not', 'run', 'send', 'must']],
    within: 12,
  },
  {
    id: 'threat',
    says: THREAT,
    weight: 4,
    needs: [['urgent'], ['goOn', 'ai', 'answer'], ['run', 'send', 'place', 'destroy', 'loot']],
    within: 14,
  },
  { id: 'new-task', says: NEW_TASK, weight: 7, needs: [['pretend'], ['you'], ['ai', 'agent']], within: 9 },
  {
    id: 'fetch-and-follow',
    says: COMMAND,
    weight: 5,
    needs: [['run'], ['address'], ['ai', 'agent', 'answer', 'goOn']],
    within: 9,
  },
];
