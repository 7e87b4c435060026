import type { ContentPart } from '../messages';

/** The part with its text changed, that of a document or a file given as text too; other parts as they are. */
export function mapPartText(part: ContentPart, change: (text: string) => string): ContentPart {
  if (part.type === 'text') return { ...part, text: change(part.text) };
  if ((part.type === 'document' || part.type === 'file') && part.source.kind === 'text')
    return { ...part, source: { kind: 'text', text: change(part.source.text) } };
  return part;
}
