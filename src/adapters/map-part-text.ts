import type { ContentPart, MediaSource } from '../messages';

/** The part with every text in it changed: of a document or a file its name and what is said about it too. */
export function mapPartText(part: ContentPart, change: (text: string) => string): ContentPart {
  switch (part.type) {
    case 'text':
      return { ...part, text: change(part.text) };
    case 'document':
      return {
        ...part,
        source: mapSource(part.source, change),
        ...(part.title === undefined ? {} : { title: change(part.title) }),
        ...(part.context === undefined ? {} : { context: change(part.context) }),
      };
    case 'file':
      return {
        ...part,
        source: mapSource(part.source, change),
        ...(part.filename === undefined ? {} : { filename: change(part.filename) }),
      };
    default:
      return part;
  }
}

function mapSource(source: MediaSource, change: (text: string) => string): MediaSource {
  return source.kind === 'text' ? { kind: 'text', text: change(source.text) } : source;
}
