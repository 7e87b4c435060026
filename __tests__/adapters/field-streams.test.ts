import {
  BAMLAdapter,
  ChatAdapter,
  FallbackAdapter,
  JSONAdapter,
  XMLAdapter,
  type AdapterSignature,
} from '../../src/adapters';
import { Signature } from '../../src/decorators';
import { describeFieldStream, streamPieces } from '../contracts/field-stream.contract';

const signature = Signature.fromJsonSchema({
  inputs: { question: { type: 'string' } },
  outputs: {
    answer: { type: 'string' },
    score: { type: 'integer' },
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: { k: { type: 'string' }, v: { type: 'array', items: { type: 'integer' } } },
        required: ['k', 'v'],
        additionalProperties: false,
      },
    },
    note: { type: 'string' },
  },
}) as unknown as AdapterSignature;

describeFieldStream({ name: 'ChatAdapter', adapter: new ChatAdapter() }, signature);
describeFieldStream({ name: 'JSONAdapter', adapter: new JSONAdapter() }, signature);
describeFieldStream({ name: 'XMLAdapter', adapter: new XMLAdapter() }, signature);
describeFieldStream({ name: 'BAMLAdapter', adapter: new BAMLAdapter() }, signature);
describeFieldStream(
  { name: 'FallbackAdapter', adapter: new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]) },
  signature,
);

describe('the stream of a fallback', () => {
  it('starts anew at the end when the reply is in another format', () => {
    const adapter = new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]);
    const values = { answer: 'A', score: 1, items: [], note: 'n' };
    const reply = new JSONAdapter().formatReply(signature, values);
    expect(streamPieces(adapter, signature, [...reply])).toMatchObject({ text: { answer: 'A' }, values });
  });
});

describe('the stream of a reply that cannot be read', () => {
  it('gives what came and no last value', () => {
    const { deltas } = streamPieces(new ChatAdapter(), signature, ['[[ ## answer ## ]]\nPar', 'is']);
    expect(deltas.map(({ delta }) => delta).join('')).toBe('Paris');
    expect(deltas.some(({ isLast }) => isLast)).toBe(false);
  });
});
