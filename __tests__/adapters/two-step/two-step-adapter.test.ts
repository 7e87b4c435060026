import { AdapterParseError, JSONAdapter, Predict, TwoStepAdapter, withTrace } from '../../../src';
import { MockLM } from '../../../src/lm';
import { textOf } from '../../../src/messages';

describe('TwoStepAdapter', () => {
  const predict = new Predict('question -> answer, score: number');
  const json = new JSONAdapter();

  it('lets one model write and another take the outputs out of it; both are paid for and seen', async () => {
    const lm = new MockLM(['It is Paris, I would say: 9 of 10.']);
    const extractor = new MockLM(['{"answer": "Paris", "score": 9}']);
    const adapter = new TwoStepAdapter(extractor, { adapter: json });
    const prediction = await predict.call({ question: 'q' }, { lm, adapter });
    expect(prediction.toJSON()).toEqual({ answer: 'Paris', score: 9 });
    expect(prediction.usage.requests).toBe(2);
    expect(prediction).toMatchObject({ route: 'two-step/json/schema' });
    expect(lm.requests[0]?.responseFormat).toBeUndefined();
    const asked = extractor.requests[0]?.messages.map(textOf).join('\n');
    expect(asked).toContain('It is Paris, I would say');
    expect(asked).toContain('`score` (number)');
  });

  it('puts corrections to the second model', async () => {
    const lm = new MockLM(['Paris.']);
    const extractor = new MockLM(['{"answer": "Paris"}', '{"answer": "Paris", "score": 1}']);
    const adapter = new TwoStepAdapter(extractor, { adapter: json });
    const prediction = await predict.call({ question: 'q' }, { lm, adapter });
    expect(prediction.corrections).toHaveLength(1);
    const deaf = new TwoStepAdapter(new MockLM(['no', 'no']), { adapter: json });
    const failure: unknown = await predict
      .call({ question: 'q' }, { lm: new MockLM(['Paris.']), adapter: deaf })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AdapterParseError);
    expect(failure).toMatchObject({ attempts: 3 });
  });

  it('takes a text that was cut off for what it is', async () => {
    const lm = new MockLM([{ text: 'Paris, 9', finishReason: 'length' }]);
    const adapter = new TwoStepAdapter(new MockLM(['{"answer": "Paris", "score": 9}']), { adapter: json });
    const { trace } = await withTrace(() => predict.call({ question: 'q' }, { lm, adapter }));
    expect(trace[0]?.isComplete).toBe(false);
  });

  it('takes the outputs of every reply that was asked for', async () => {
    const lm = new MockLM([['one', 'two']], { capabilities: { manyOutputs: true } });
    const adapter = new TwoStepAdapter(
      new MockLM(['{"answer": "1", "score": 1}', '{"answer": "2", "score": 2}']),
      {
        adapter: json,
      },
    );
    const prediction = await predict.call({ question: 'q' }, { lm, adapter, config: { n: 2 } });
    expect(prediction.completions.column('answer')).toEqual(['1', '2']);
  });

  it('wants a model', () => {
    expect(() => new TwoStepAdapter('gpt' as never)).toThrow('a language model');
  });
});
