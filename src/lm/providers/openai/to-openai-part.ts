import type { AudioPart, ContentPart, DocumentPart, FilePart, ImagePart } from '../../../messages';
import { LmUnsupportedFeatureError } from '../../lm-errors';

/** A piece of OpenAI's request body. */
export type OpenaiObject = { readonly [key: string]: unknown };

const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
};

/**
 * One piece of content as OpenAI's chat completions take it.
 *
 * @throws {@link LmUnsupportedFeatureError} for what they cannot carry.
 */
export function toOpenaiPart(part: ContentPart): OpenaiObject {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: 'text', text: part.text };
    case 'image':
      return toImage(part);
    case 'audio':
      return toAudio(part);
    case 'file':
      return toFile(part);
    case 'document':
      return toFile(asFile(part));
    case 'tool-call':
    case 'tool-result':
      throw unsupported(`a ${part.type} inside other content`);
  }
}

function toImage({ source, mediaType, detail }: ImagePart): OpenaiObject {
  const settings = detail === undefined ? {} : { detail };
  if (source.kind === 'url') return { type: 'image_url', image_url: { url: source.url, ...settings } };
  if (source.kind !== 'base64') throw unsupported(`an image given as ${source.kind}`);
  const url = `data:${mediaType ?? 'image/png'};base64,${source.data}`;
  return { type: 'image_url', image_url: { url, ...settings } };
}

function toAudio({ source, mediaType }: AudioPart): OpenaiObject {
  const format = AUDIO_FORMATS[mediaType.toLowerCase()];
  if (source.kind !== 'base64') throw unsupported(`audio given as ${source.kind}`);
  if (format === undefined) throw unsupported(`audio of the type ${mediaType}`);
  return { type: 'input_audio', input_audio: { data: source.data, format } };
}

function toFile({ source, mediaType, filename }: FilePart): OpenaiObject {
  switch (source.kind) {
    case 'file-id':
      return { type: 'file', file: { file_id: source.id } };
    case 'base64': {
      const data = `data:${mediaType ?? 'application/pdf'};base64,${source.data}`;
      return { type: 'file', file: { filename: filename ?? 'document.pdf', file_data: data } };
    }
    case 'text':
      return { type: 'text', text: filename === undefined ? source.text : `${filename}:\n${source.text}` };
    case 'url':
      throw unsupported('a file given as url');
  }
}

/** Chat completions know no documents: the title becomes the name, and what is known about a text stands before it. */
function asFile({ source, mediaType, title, context }: DocumentPart): FilePart {
  const isTold = context !== undefined && source.kind === 'text';
  return {
    type: 'file',
    source: isTold ? { kind: 'text', text: `${context}\n\n${source.text}` } : source,
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(title === undefined ? {} : { filename: title }),
  };
}

function unsupported(what: string): LmUnsupportedFeatureError {
  return new LmUnsupportedFeatureError({
    problem: `OpenAI's chat completions cannot carry ${what}; nothing was sent.`,
    fix: 'give the content inline as base64, or as text.',
  });
}
