import { toAnthropicRequest } from '../../../src/lm/providers/anthropic/to-anthropic-request';
import { toOpenaiPart } from '../../../src/lm/providers/openai/to-openai-part';
import type { DocumentPart } from '../../../src/messages';

const document: DocumentPart = {
  type: 'document',
  source: { kind: 'text', text: 'Dunes move.' },
  mediaType: 'text/plain',
  title: 'Dunes',
  context: 'From 1998.',
  citations: true,
};

describe('a document part', () => {
  it('is a document that may be quoted, for Anthropic', () => {
    const { body } = toAnthropicRequest('m', { messages: [{ role: 'user', content: [document] }] });
    expect(body.messages[0]?.content).toEqual([
      {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: 'Dunes move.' },
        title: 'Dunes',
        context: 'From 1998.',
        citations: { enabled: true },
      },
    ]);
  });

  it('is text under its title for chat completions, or a file where it is no text', () => {
    expect(toOpenaiPart(document)).toEqual({ type: 'text', text: 'Dunes:\nFrom 1998.\n\nDunes move.' });
    expect(
      toOpenaiPart({ type: 'document', source: { kind: 'base64', data: 'QQ==' }, title: 'd.pdf' }),
    ).toEqual({
      type: 'file',
      file: { filename: 'd.pdf', file_data: 'data:application/pdf;base64,QQ==' },
    });
  });
});
