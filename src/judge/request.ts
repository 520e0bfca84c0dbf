import type { TextBlockParam } from '@anthropic-ai/sdk/resources/messages';
import { actionDigest, digestOf } from '../action/digest';
import type { ModelRequest } from '../model/modelClient';
import { caseText } from './caseText';
import type { JudgeCase } from './judge';
import { personText } from './personText';
import { cutText, quoted, quotedLine } from './quoted';
import { REPLY_JSON_SCHEMA } from './reply';
import { type JudgeSettings, systemText } from './systemText';

/** What a judge is told beside the case: the person's settings. */
export interface Told extends JudgeSettings {
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
  const action = caseText(about);
  const instructions = instructionsText(about);
  // Four places can be cached: each ends where what comes next changes more often.
  const place = text([...placeText(about), ...instructions]);
  const words = [['The person, oldest first:'], ...person.words].map(text);
  const caseBlock = text(action.lines);
  return {
    request: {
      system: [cached({ type: 'text', text: systemText(told) })],
      messages: [
        {
          role: 'user',
          content: [
            instructions.length === 0 ? place : cached(place),
            ...words.slice(0, -1),
            ...words.slice(-1).map(cached),
            told.isAskedOnce === true ? caseBlock : cached(caseBlock),
            text([ASKED[stage]]),
          ],
        },
      ],
      tools: [],
      maxTokens: MOST_TOKENS[stage],
      outputSchema: REPLY_JSON_SCHEMA,
    },
    isCut: action.isCut || person.isCut,
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
    action: actionDigest(action),
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

function cached(block: TextBlockParam): TextBlockParam {
  return { ...block, cache_control: { type: 'ephemeral' } };
}

function text(lines: readonly string[]): TextBlockParam {
  return { type: 'text', text: lines.map((line) => `${line}\n`).join('') };
}
