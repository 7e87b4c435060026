import type { ContentPart, Message } from '../messages';

/** Text, or parts that stand between texts. */
export type Piece = string | readonly ContentPart[];

/**
 * Pieces one below the other, a blank line between texts: a text, or parts where one of the pieces is no text. Neighbouring
 * texts become one.
 */
export function composeContent(pieces: readonly Piece[]): Message['content'] {
  const parts: ContentPart[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text = text === '' ? piece : `${text}\n\n${piece}`;
    else {
      if (text !== '') parts.push({ type: 'text', text });
      parts.push(...piece);
      text = '';
    }
  }
  if (parts.length === 0) return text;
  return text === '' ? parts : [...parts, { type: 'text', text }];
}
