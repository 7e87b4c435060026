import 'reflect-metadata';
import { InputField, JSONAdapter, OutputField, Predict, Signature } from '../../src';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';

/** A schema as zod, valibot and arktype have them: even numbers, with the JSON Schema of an integer. */
const even = (isAsync = false, says = true) => ({
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate: (value: unknown) => {
      const result =
        typeof value === 'number' && value % 2 === 0
          ? { value }
          : { issues: [{ message: 'must be even', path: [{ key: 'at' }, 0] }] };
      return isAsync ? Promise.resolve(result) : result;
    },
    ...(says ? { jsonSchema: { output: () => ({ type: 'integer', minimum: 0 }) } } : {}),
  },
});

@Signature('Count.')
class Count {
  @InputField() readonly text!: string;
  @OutputField({ schema: even(true) }) pairs!: number;
  @OutputField({ type: () => [even()] as never }) list!: number[];
}

describe('a Standard Schema', () => {
  const adapter = new JSONAdapter();

  it('is shown as its JSON Schema and checks the reply, asynchronously too, at any depth', async () => {
    const lm = new MockLM(['{"pairs": 3, "list": [2, 3]}', '{"pairs": 4, "list": [2, 4]}']);
    const prediction = await new Predict(Count).call({ text: 't' }, { lm, adapter });
    expect(prediction.toJSON()).toEqual({ pairs: 4, list: [2, 4] });
    expect(prediction.corrections[0]?.issues).toEqual([
      { path: 'pairs.at[0]', message: 'must be even' },
      { path: 'list[1].at[0]', message: 'must be even' },
    ]);
    expect(textOf(lm.requests[0]!.messages[0]!)).toContain('"minimum":0');
  });

  it('is a type of a field added to a signature', async () => {
    const signature = new Predict('q -> a').signature.withField('n', { role: 'output', type: even() });
    const lm = new MockLM(['{"a": "x", "n": 3}']);
    const call = new Predict(signature).call({ q: 'q' }, { lm, adapter, maxCorrections: 0 });
    await expect(call).rejects.toThrow('must be even');
  });

  it('needs a type beside it when it cannot say what it is', () => {
    const add = () =>
      new Predict('q -> a').signature.withField('n', { role: 'output', type: even(false, false) });
    expect(add).toThrow('cannot say what it is as JSON Schema');
  });
});
