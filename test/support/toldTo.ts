import type { MessagesBody } from './messagesRules';

/** Everything that a request tells the model after its first message, as one text. */
export function toldTo(body: MessagesBody | undefined): string {
  return JSON.stringify(body?.messages.slice(1) ?? []);
}
