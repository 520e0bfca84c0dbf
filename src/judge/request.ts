import type { TextBlockParam } from '@anthropic-ai/sdk/resources/messages';
import { digestOf } from '../action/digest';
import type { ModelRequest } from '../model/modelClient';
import { caseText } from './caseText';
import type { JudgeCase } from './judge';
import { personText } from './personText';
import { cutText, quoted, quotedLine } from './quoted';
import { REPLY_JSON_SCHEMA } from './reply';
import { type Settled, systemText } from './systemText';

/** What a judge is told beside the case: the person's settings. */
export interface Told extends Settled {
  /** Nobody will send the case a second time, so that it isn't worth a place in the cache. */
  readonly isAskedOnce?: boolean | undefined;
}

/** Characters of each file of instructions. They give no permission, so that nothing hangs on their end. */
export const MOST_OF_INSTRUCTIONS = 4_000;

/** Files of instructions that are told. */
const MOST_INSTRUCTIONS = 4;

/**
 * Room to think first, for models that do, whether asked to or not: what they think counts against it, and an answer that
 * is cut off is none. It costs only what is used, and the time limits keep it short.
 */
const MOST_TOKENS = { first: 2000, second: 8000 } as const;

const ASKED = { first: 'Quick look.', second: 'Full look.' } as const;

/** The conversation for a stage. Both stages share every byte up to the last cache breakpoint. */
export function judgeRequest(
  about: JudgeCase,
  stage: 'first' | 'second',
  told: Told,
): {
  readonly request: ModelRequest /** Something was cut, so that the action can't be allowed. */;
  readonly isCut: boolean;
} {
  const person = personText(about.person);
  const { lines, isCut } = caseText(about);
  const task = [...placeText(about), ...instructionsText(about), 'The person, oldest first:', ...person.lines];
  return {
    request: {
      system: [cached(systemText(told))],
      messages: [
        {
          role: 'user',
          content: [
            cached(task.join('\n')),
            told.isAskedOnce === true ? text(lines.join('\n')) : cached(lines.join('\n')),
            text(ASKED[stage]),
          ],
        },
      ],
      tools: [],
      maxTokens: MOST_TOKENS[stage],
      outputSchema: REPLY_JSON_SCHEMA,
    },
    isCut: isCut || person.isCut,
  };
}

/**
 * Digest of all that an opinion hangs on, for remembering it. What came before in the task is told to a judge but is not
 * part of it: it changes with every action, and the same action, asked about twice, shall not get two answers.
 */
export function situationKey(about: JudgeCase, told: Told): string {
  const { action, verdict, digest, person, instructions, taints, where, scripts } = about;
  const { rules, environment, allowBelow, blockAt } = told;
  return digestOf({
    digest,
    action,
    verdict,
    person,
    instructions,
    taints,
    where,
    scripts,
    told: { rules, environment, allowBelow, blockAt },
  });
}

function placeText({ where: { roots } }: JudgeCase): readonly string[] {
  return ['Workspace:', ...roots.map((root) => quotedLine(root))];
}

function instructionsText({ instructions }: JudgeCase): readonly string[] {
  return instructions.slice(0, MOST_INSTRUCTIONS).flatMap(({ path, text: whole }) => {
    const { text: shown, left } = cutText(whole.trim(), MOST_OF_INSTRUCTIONS);
    const cut = left === 0 ? '' : `, ${left} characters left out`;
    return [`Instructions of the project${cut}, from:`, quotedLine(path), 'They say:', ...quoted(shown)];
  });
}

function cached(words: string): TextBlockParam {
  return { ...text(words), cache_control: { type: 'ephemeral' } };
}

function text(words: string): TextBlockParam {
  return { type: 'text', text: words };
}
