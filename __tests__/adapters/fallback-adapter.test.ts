import { AdapterParseError, ChatAdapter, FallbackAdapter, JSONAdapter } from '../../src/adapters';
import { InvalidArgumentError } from '../../src/errors';
import { MockLM } from '../../src/lm';
import { parseSignature } from '../../src/signatures';

const signature = parseSignature('q -> a: string, i: integer');
const task = { inputs: { q: 'Who?' } };
const create = () => new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]);

describe('FallbackAdapter', () => {
  it('asks once where the first format can be read', async () => {
    const reply = await create().call(
      new MockLM(['[[ ## a ## ]]\nx\n[[ ## i ## ]]\n1', 'never asked for']),
      signature,
      task,
    );
    expect([reply.adapter, reply.completions, reply.responses.length]).toEqual([
      'chat',
      [{ a: 'x', i: 1 }],
      1,
    ]);
  });

  it('asks again in the next format, and gives the responses of both', async () => {
    const reply = await create().call(new MockLM(['no markers', '{"a": "x", "i": 1}']), signature, task);
    expect([reply.adapter, reply.completions]).toEqual(['json', [{ a: 'x', i: 1 }]]);
    expect(reply.responses.map(({ outputs }) => outputs[0]?.text)).toEqual([
      'no markers',
      '{"a": "x", "i": 1}',
    ]);
  });

  it('moves on from a reply without markers even when one text is all that was asked for', async () => {
    const reply = await create().call(new MockLM(['plain', '{"a": "x"}']), parseSignature('q -> a'), task);
    expect(reply.completions).toEqual([{ a: 'x' }]);
  });

  it('fails with the last failure, the first as its cause, and every response', async () => {
    const error: unknown = await create()
      .call(new MockLM(['neither', 'nor']), signature, task)
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(AdapterParseError);
    const { adapter, attempts, cause } = error as AdapterParseError;
    expect([adapter, attempts, (cause as AdapterParseError).adapter]).toEqual(['json', 2, 'chat']);
  });

  it('does not ask again after an error of the model', async () => {
    const failure = new Error('down');
    const lm = new MockLM([failure, '{"a": "x", "i": 1}']);
    await expect(create().call(lm, signature, task)).rejects.toBe(failure);
  });

  it('reads a text in the first format that fits', () => {
    expect(create().parse(signature, '{"a": "x", "i": 1}')).toEqual({ a: 'x', i: 1 });
  });

  it('is named after its adapters and refuses an empty list', () => {
    expect(create().name).toBe('chat+json');
    expect(() => new FallbackAdapter([])).toThrow(InvalidArgumentError);
  });
});
