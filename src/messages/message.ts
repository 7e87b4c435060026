import type { ContentPart } from './content-part';

/** Who speaks. `tool` carries tool results only. */
export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** One turn of a conversation, in no vendor's shape. */
export interface Message {
  readonly role: Role;
  /** A string when the turn is text alone. */
  readonly content: string | readonly ContentPart[];
}

/** The text of a message: its text parts joined, other parts left out. */
export function textOf(message: Message): string {
  if (typeof message.content === 'string') return message.content;
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
