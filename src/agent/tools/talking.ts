import { z } from 'zod';
import { defineTool } from './tool';

/** Whoever picks an answer says it: it is to be seen whole before. */
const LONGEST_OPTION = 300;

export const askUser = defineTool({
  name: 'ask_user',
  description:
    'Asks the person a question. It waits under a number, and the answer is told to you later: go on with what does not depend on it. Ask one thing, with what they need to know to answer.',
  order: 'free',
  schema: z.strictObject({
    question: z.string().trim().min(1),
    options: z
      .array(z.string().trim().min(1).max(LONGEST_OPTION))
      .max(8)
      .default([])
      .describe('Answers to choose from, the recommended one first. They may also answer in their own words.'),
  }),
  toAction: ({ question, options }) => ({ kind: 'question', question, options }),
});

export const updatePlan = defineTool({
  name: 'update_plan',
  description:
    'Shows the person your plan: all steps, each time. For work of three steps or more; update it when a step is done.',
  order: 'free',
  schema: z.strictObject({
    steps: z
      .array(z.strictObject({ text: z.string().trim().min(1), status: z.enum(['open', 'active', 'done']) }))
      .min(1)
      .max(30),
  }),
  toAction: ({ steps }) => ({ kind: 'plan', steps }),
});
