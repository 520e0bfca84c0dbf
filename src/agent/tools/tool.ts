import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { Action } from '../../action/action';
import type { Door } from '../../gate/door';
import type { Where } from './paths';
import { problem, type ToolProblem } from './toolProblem';

export interface ToolContext extends Where {
  readonly door: Pick<Door, 'look' | 'mayRead' | 'unmask' | 'hasMask'>;
  readonly taskId: string;
  /** How long a command in the foreground may take when the model doesn't say. */
  readonly commandTimeoutMs?: number | undefined;
}

/**
 * How a call is ordered within one answer. `free` calls are proposed at once. `writes` may change files. `looks` too,
 * and its action is made from a file's text, so it waits until the calls before it that may change that file are done.
 */
export type ToolOrder = 'free' | 'writes' | 'looks';

interface ToolDefinition<S extends z.ZodObject> {
  /** `{verb}_{noun}`, as the model calls it. */
  readonly name: string;
  /** For the model: what it does, and when to take another. */
  readonly description: string;
  readonly schema: S;
  readonly order: ToolOrder;
  /** Makes an action of the input. Proposes nothing and changes nothing. */
  readonly toAction: (input: z.infer<S>, context: ToolContext) => Promise<Action | ToolProblem> | Action | ToolProblem;
}

/** A tool with its input's type closed over, so that tools of all kinds stand in one table. */
export interface Tool {
  readonly name: string;
  readonly order: ToolOrder;
  readonly forModel: Anthropic.Tool;
  readonly prepare: (input: unknown, context: ToolContext) => Promise<Action | ToolProblem>;
}

export function defineTool<S extends z.ZodObject>({
  name,
  description,
  schema,
  order,
  toAction,
}: ToolDefinition<S>): Tool {
  return {
    name,
    order,
    forModel: { name, description, input_schema: jsonSchema(schema) },
    async prepare(input, context) {
      const parsed = schema.safeParse(withoutNulls(input));
      return parsed.success ? toAction(parsed.data, context) : problem(inputProblem(name, parsed.error));
    },
  };
}

function inputProblem(name: string, error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map(({ path, message }) => {
    const field = path.length === 0 ? 'the input' : `\`${path.join('.')}\``;
    return `- ${field}: ${message}`;
  });
  return `${name} was not called, because its input is wrong:\n${issues.join('\n')}\nCall it again with this put right.`;
}

/** Models say null for what they leave out. */
function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

function jsonSchema(schema: z.ZodObject): Anthropic.Tool.InputSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    // What zod adds to every integer tells the model nothing.
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { ...json, type: 'object' };
}
