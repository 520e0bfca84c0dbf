import type Anthropic from '@anthropic-ai/sdk';

/** What became of one tool call of the demo, as far as the conversation tells. */
export interface PastCall {
  readonly step: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: 'pending' | 'done' | 'failed' | 'held' | 'blocked' | 'denied' | 'expired';
  /** What was read: the result, or what was said when the hold was settled. */
  readonly text: string;
  /** The number of the hold, for a call that was held. */
  readonly number?: number | undefined;
  readonly exitCode?: number | undefined;
}

export interface Past {
  /** Oldest first. */
  readonly calls: readonly PastCall[];
  /** Calls whose results or settlements arrived since the demo last spoke. */
  readonly news: readonly PastCall[];
  /** What the person said since the demo last spoke, the task itself left out. */
  readonly said: readonly string[];
  /** The script had come to its end before: only a settlement or a message leads on. */
  readonly hasEnded: boolean;
}

type Calls = Map<string, PastCall>;

/** The step is written into the id of a call: the conversation alone says how far the demo is. */
export function callId(step: string, index: number): string {
  return `demo_${step}_${index}`;
}

/** Reads a conversation as the agent writes it (`agent/messages.ts`, `agent/loop.ts`, `run/commandReports.ts`). */
export function readPast(messages: readonly Anthropic.MessageParam[]): Past {
  const calls: Calls = new Map();
  let news = new Set<string>();
  let said: string[] = [];
  let hasEnded = false;
  for (const [index, { role, content }] of messages.entries()) {
    const blocks = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
    if (role === 'assistant') {
      news = new Set();
      said = [];
      hasEnded ||= !blocks.some(({ type }) => type === 'tool_use');
    }
    for (const block of blocks) {
      if (block.type === 'tool_use') {
        calls.set(block.id, { ...nameCall(block), status: 'pending', text: '' });
      } else if (role === 'user') {
        const id = readBlock(block, calls);
        if (id !== undefined) news.add(id);
        else if (block.type === 'text' && index > 0 && !isFromChaperone(block.text)) said.push(block.text);
      }
    }
  }
  return { calls: [...calls.values()], news: [...news].flatMap((id) => calls.get(id) ?? []), said, hasEnded };
}

function nameCall({ id, name, input }: Anthropic.ToolUseBlockParam): Pick<PastCall, 'step' | 'name' | 'input'> {
  const step = /^demo_(.+)_\d+$/.exec(id)?.[1] ?? id;
  return { step, name, input: typeof input === 'object' && input !== null ? { ...input } : {} };
}

/** Enters what a block tells of a call, and returns the call's id; undefined when it tells of none. */
function readBlock(block: Anthropic.ContentBlockParam, calls: Calls): string | undefined {
  if (block.type === 'tool_result') {
    const call = calls.get(block.tool_use_id);
    if (call === undefined) return undefined;
    calls.set(block.tool_use_id, { ...call, ...readResult(textOf(block.content), block.is_error === true) });
    return block.tool_use_id;
  }
  const settled = block.type === 'text' ? readSettlement(block.text) : undefined;
  const [id, call] = [...calls].find(([, { number }]) => number !== undefined && number === settled?.number) ?? [];
  if (id === undefined || call === undefined || settled === undefined) return undefined;
  calls.set(id, { ...call, ...settled });
  return id;
}

type Told = Pick<PastCall, 'status' | 'text' | 'number' | 'exitCode'>;

function readResult(text: string, isError: boolean): Told {
  const number = /^Held as #(\d+)/.exec(text)?.[1];
  if (number !== undefined) return { status: 'held', text, number: Number(number) };
  if (text.startsWith('Blocked: ')) return { status: 'blocked', text };
  return readOutcome(text, isError);
}

/** A command that ran and failed has done its work for the demo: its exit code is what the demo wants to know. */
function readOutcome(text: string, isError: boolean): Told {
  const code = /^Exit code (\d+) /.exec(text)?.[1];
  if (code !== undefined) return { status: 'done', text, exitCode: Number(code) };
  return { status: isError ? 'failed' : 'done', text };
}

function isFromChaperone(text: string): boolean {
  return text.startsWith('[Chaperone] ');
}

function readSettlement(text: string): Told | undefined {
  if (!isFromChaperone(text)) return undefined;
  const [, how, digits] = /^\[Chaperone\] (The person approved |The person denied |)#(\d+) /.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (how === 'The person denied ') return { status: 'denied', text, number };
  if (how === '') return { status: 'expired', text, number };
  if (/ had changed \(.*\), so it waits again\.$/s.test(text)) return { status: 'held', text, number };
  // The label stands before the output and may say anything, an exit code too. The output stands in a fence.
  const [head = '', , ...output] = withoutNote(text.split('\n'));
  return { ...readOutcome(output.slice(0, -1).join('\n'), / but it failed\. /.test(head)), number };
}

/** The lines from where it is told what came of it: before them may stand what the person wrote, in a fence too. */
function withoutNote(lines: readonly string[]): readonly string[] {
  const [head = '', mark = ''] = lines;
  return head.endsWith(' and says:') ? lines.slice(lines.indexOf(mark, 2) + 1) : lines;
}

function textOf(content: Anthropic.ToolResultBlockParam['content']): string {
  if (content === undefined || typeof content === 'string') return content ?? '';
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}
