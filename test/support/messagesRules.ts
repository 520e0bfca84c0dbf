import { z } from 'zod';

/** The rules of the Messages API that a client can break, as far as an agent's conversation goes. */

const cached = { cache_control: z.object({ type: z.literal('ephemeral') }).optional() };
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), ...cached }),
  z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string().min(1) }),
  z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.object({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
    ...cached,
  }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: z.union([z.string(), z.array(z.unknown())]).optional(),
    is_error: z.boolean().optional(),
    ...cached,
  }),
  z.looseObject({ type: z.literal('server_tool_use'), id: z.string() }),
  z.looseObject({ type: z.literal('web_search_tool_result') }),
]);

export const messagesBody = z.object({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  stream: z.literal(true),
  system: z
    .union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string().min(1), ...cached }))])
    .optional(),
  messages: z
    .array(
      z.object({ role: z.enum(['user', 'assistant']), content: z.union([z.string().min(1), z.array(block).min(1)]) }),
    )
    .min(1),
  tools: z
    .array(
      z.object({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        description: z.string(),
        input_schema: z.looseObject({ type: z.literal('object') }),
        ...cached,
      }),
    )
    .optional(),
  thinking: z.looseObject({ type: z.string() }).optional(),
  safeguards: z
    .array(
      z.strictObject({
        type: z.literal('dangerous_tool_use'),
        classifier_context: z.looseObject({ v: z.literal(1) }).optional(),
      }),
    )
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).optional(),
      format: z.strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).optional(),
    })
    .optional(),
});

export type MessagesBody = z.infer<typeof messagesBody>;
export type MessagesBlock = z.infer<typeof block>;

/**
 * What is wrong between the header of betas and a body. The API lets the header pass without the field; a client that
 * sends it so has lost the other half.
 */
export function problemOfBetas(body: unknown, betas: string | undefined): string | undefined {
  const isAllowed = (betas ?? '').split(',').some((beta) => beta.trim() === 'dangerous-tool-use-2026-09-03');
  const isAsked = typeof body === 'object' && body !== null && 'safeguards' in body;
  if (isAsked === isAllowed) return undefined;
  return isAsked ? 'safeguards: Extra inputs are not permitted' : 'safeguards: Field required';
}

/** What the API would refuse about a body, in its words or near them; undefined when it is fine. */
export function problemOf(body: unknown): string | undefined {
  const parsed = messagesBody.safeParse(body);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const { messages, system, tools, output_config } = parsed.data;
  const schema = output_config?.format?.schema;
  const schemaProblem = schema === undefined ? undefined : problemOfSchema(schema);
  if (schemaProblem !== undefined) return `output_config.format.schema: ${schemaProblem}`;
  const all = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  if (messages[0]?.role !== 'user') return 'messages.0: the first message must be from the user';
  if (all.some((one) => one.type === 'text' && one.text.trim() === '')) return 'text content blocks must be non-empty';
  const marked = [...(typeof system === 'string' ? [] : (system ?? [])), ...(tools ?? []), ...all].filter(
    (one) => 'cache_control' in one && one.cache_control !== undefined,
  );
  if (marked.length > 4) return `A maximum of 4 blocks with cache_control may be provided. Found ${marked.length}.`;
  const names = (tools ?? []).map(({ name }) => name);
  if (new Set(names).size < names.length) return 'tools: Tool names must be unique.';
  return problemOfTurns(mergedTurns(messages));
}

const schemaNode = z.strictObject({
  type: z.enum(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']).optional(),
  description: z.string().optional(),
  enum: z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .min(1)
    .optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).min(1).optional(),
});

/** What structured outputs would refuse about a schema: they know no bounds, and every object has to be closed. */
export function problemOfSchema(schema: unknown): string | undefined {
  const parsed = schemaNode.safeParse(schema);
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join('; ');
  const { type, properties = {}, required = [], additionalProperties, items, anyOf } = parsed.data;
  if (type === undefined && anyOf === undefined) return 'a schema needs a type or anyOf';
  if (type === 'object' && additionalProperties !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  if (required.some((name) => !(name in properties))) return 'required names a property that is not there';
  const inner = [...Object.values(properties), ...(items === undefined ? [] : [items]), ...(anyOf ?? [])];
  return inner.map(problemOfSchema).find((problem) => problem !== undefined);
}

interface ApiTurn {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly MessagesBlock[];
}

/** The API takes messages of one side in a row for one turn. */
function mergedTurns(messages: MessagesBody['messages']): ApiTurn[] {
  const turns: ApiTurn[] = [];
  for (const { role, content } of messages) {
    const blocks: MessagesBlock[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
    const last = turns.at(-1);
    if (last?.role === role) turns[turns.length - 1] = { role, blocks: [...last.blocks, ...blocks] };
    else turns.push({ role, blocks });
  }
  return turns;
}

function problemOfTurns(turns: readonly ApiTurn[]): string | undefined {
  for (const [index, { role, blocks }] of turns.entries()) {
    const calls = blocks.flatMap((one) => (one.type === 'tool_use' ? [one.id] : []));
    const results = blocks.flatMap((one) => (one.type === 'tool_result' ? [one.tool_use_id] : []));
    const where = `messages.${index}`;
    if (role === 'user') {
      if (calls.length > 0) return `${where}: tool_use blocks can only be in assistant messages`;
      if (blocks.slice(0, results.length).some((one) => one.type !== 'tool_result')) {
        return `${where}: tool_result blocks must come first`;
      }
      if (new Set(results).size < results.length) return `${where}: each tool_use must have a single result`;
      const asked = (turns[index - 1]?.blocks ?? []).flatMap((one) => (one.type === 'tool_use' ? [one.id] : []));
      const stray = results.find((id) => !asked.includes(id));
      if (stray !== undefined) return `${where}: unexpected tool_use_id found in tool_result blocks: ${stray}`;
      const missing = asked.find((id) => !results.includes(id));
      if (missing !== undefined) return `${where}: tool_use ids were found without tool_result blocks: ${missing}`;
    } else {
      if (results.length > 0) return `${where}: tool_result blocks can only be in user messages`;
      if (new Set(calls).size < calls.length) return `${where}: tool_use ids must be unique`;
      if (calls.length > 0 && index === turns.length - 1) return `${where}: tool_use without tool_result`;
      const last = blocks.at(-1)?.type;
      if (last === 'thinking' || last === 'redacted_thinking') {
        return `${where}: The final block in an assistant message cannot be thinking`;
      }
    }
  }
  return undefined;
}
