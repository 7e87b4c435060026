import { MockLM } from '../../src/lm';
import { withTrace, Example } from '../../src/primitives';
import { ChainOfThought, Predict } from '../../src/modules';
import { ensureSignature } from '../../src/signatures';
import { UnknownOptionError } from '../../src/errors';
import { configure, withContext } from '../../src/settings';

const reply = (fields: object): string =>
  [
    ...Object.entries(fields).map(([name, value]) => `[[ ## ${name} ## ]]\n${String(value)}`),
    '[[ ## completed ## ]]',
  ].join('\n\n');

describe('Predict', () => {
  it('answers with the outputs of its signature, typed', async () => {
    const lm = new MockLM([reply({ answer: 42, sure: 'true' })]);
    const predict = new Predict('question -> answer: number, sure: boolean', { lm });
    const prediction = await predict.call({ question: 'Why?' });
    expect(prediction.toJSON()).toEqual({ answer: 42, sure: true });
    expect(prediction.usage.requests).toBe(1);
  });

  it('takes a string, a signature, or a class for its signature', () => {
    const signature = ensureSignature('question -> answer', 'Be brief.');
    expect(new Predict(signature).signature).toBe(signature);
    expect(new Predict('a, b -> c').signature.toString()).toBe('a, b -> c');
    expect(() => new Predict(5 as never)).toThrow();
  });

  it('refuses inputs that are unknown, missing or unfit before it asks', async () => {
    const lm = new MockLM([]);
    const predict = new Predict('question, count: int -> answer', { lm });
    await expect(predict.call({ question: 'q', count: 'many' } as never)).rejects.toThrow(/count/);
    await expect(predict.call({ question: 'q' } as never)).rejects.toThrow(/count: missing/);
    await expect(predict.call({ qestion: 'q', count: 1 } as never)).rejects.toThrow(
      /did you mean "question"/,
    );
    expect(lm.requests).toHaveLength(0);
  });

  it('shows its demonstrations, and those of a call instead', async () => {
    const lm = new MockLM(() => reply({ answer: 'x' }));
    const predict = new Predict('question -> answer', { lm, demos: [{ question: 'q1', answer: 'a1' }] });
    await predict.call({ question: 'now' });
    await predict.call({ question: 'now' }, { demos: [Example.from({ question: 'q2', answer: 'a2' })] });
    const [first, second] = lm.requests.map(({ messages }) => JSON.stringify(messages));
    expect(first).toContain('q1');
    expect(second).toContain('q2');
    expect(second).not.toContain('q1');
  });

  it('keeps its demonstrations from being changed in place', () => {
    const given = [{ question: 'q', answer: 'a' }];
    const predict = new Predict('question -> answer', { demos: given });
    given.push({ question: 'other', answer: 'b' });
    given[0]!.question = 'changed';
    expect(predict.demos).toEqual([{ question: 'q', answer: 'a' }]);
    expect(() => (predict.demos as object[]).push({})).toThrow(TypeError);
    expect(() => Object.assign(predict.demos[0]!, { question: 'z' })).toThrow(TypeError);
  });

  it.each([[['text']], [[null]], ['none'], [[['list']]]])('refuses %j as demonstrations', (demos) => {
    expect(() => new Predict('a -> b', { demos: demos as never })).toThrow(/a list of examples/);
  });

  it('layers settings: its own, then the call’s', async () => {
    const lm = new MockLM(() => reply({ answer: 'x' }), { temperature: 0.1, seed: 3 });
    const predict = new Predict('question -> answer', { lm, config: { temperature: 0.5, maxTokens: 9 } });
    await predict.call({ question: 'q' }, { config: { maxTokens: 7 } });
    expect(lm.requests[0]?.settings).toEqual({ temperature: 0.5, maxTokens: 7, seed: 3 });
  });

  it('refuses options it does not have', async () => {
    expect(() => new Predict('a -> b', { temperature: 1 } as object)).toThrow(UnknownOptionError);
    expect(() => new Predict('a -> b', { config: { tmperature: 1 } as object })).toThrow(/temperature/);
    await expect(new Predict('a -> b').call({ a: '1' }, { cach: true } as object)).rejects.toThrow(
      /"?cache"?/,
    );
  });

  it('gives all completions when several were asked for', async () => {
    const lm = new MockLM([[reply({ answer: 'one' }), reply({ answer: 'two' })]], {
      capabilities: { manyOutputs: true },
    });
    const predict = new Predict('question -> answer', { lm });
    const prediction = await predict.call({ question: 'q' }, { config: { n: 2 } });
    expect(prediction.completions.column('answer')).toEqual(['one', 'two']);
  });

  it('is not changed by a call', async () => {
    const lm = new MockLM(() => reply({ answer: 'x' }));
    const predict = new Predict('question -> answer', { lm });
    const before = predict.dumpState();
    await Promise.all(Array.from({ length: 20 }, (_, index) => predict.call({ question: String(index) })));
    expect(predict.dumpState()).toEqual(before);
  });

  it('appends to an open trace, in the order the calls began', async () => {
    const lm = new MockLM(({ messages }) =>
      reply({ answer: /q\d/.exec(JSON.stringify(messages.at(-1)))?.[0] }),
    );
    const predict = new Predict('question, note: str = "n" -> answer'.replace(', note: str = "n"', ''), {
      lm,
    });
    const { trace } = await withTrace(() =>
      Promise.all(['q1', 'q2'].map((question) => predict.call({ question }))),
    );
    expect(trace.map(({ inputs }) => inputs)).toEqual([{ question: 'q1' }, { question: 'q2' }]);
    expect(trace[0]?.predictor).toBe(predict);
    expect(trace[0]?.isComplete).toBe(true);
  });

  it('marks a step whose reply was cut', async () => {
    const lm = new MockLM([{ text: reply({ answer: 'x' }), finishReason: 'length' }]);
    const { trace } = await withTrace(async () =>
      new Predict('question -> answer', { lm }).call({ question: 'q' }).catch(() => undefined),
    );
    expect(trace.every(({ isComplete }) => !isComplete)).toBe(true);
  });

  it('says that no model is configured', async () => {
    await expect(new Predict('a -> b').call({ a: 'x' })).rejects.toThrow(/No language model is configured/);
  });

  it('asks the model in force when it has none', async () => {
    const [fallback, inner] = [
      new MockLM(() => reply({ b: 'default' })),
      new MockLM(() => reply({ b: 'inner' })),
    ];
    configure({ lm: fallback });
    const predict = new Predict('a -> b');
    expect((await predict.call({ a: 'x' })).b).toBe('default');
    expect((await withContext({ lm: inner }, () => predict.call({ a: 'x' }))).b).toBe('inner');
  });
});

describe('render', () => {
  it('shows the messages of a call without making it', async () => {
    const lm = new MockLM(() => reply({ answer: 'x' }));
    const predict = new Predict('question -> answer', { lm, demos: [{ question: 'q1', answer: 'a1' }] });
    const { messages } = predict.render({ question: 'now' });
    expect(lm.requests).toHaveLength(0);
    await predict.call({ question: 'now' });
    expect(messages).toEqual(lm.requests[0]?.messages);
  });

  it('needs no model', () => {
    expect(new Predict('question -> answer').render({ question: 'now' }).messages.length).toBeGreaterThan(0);
  });
});

describe('ChainOfThought', () => {
  it('asks for reasoning before the outputs', async () => {
    const lm = new MockLM([reply({ reasoning: 'Because.', answer: 'x' })]);
    const solve = new ChainOfThought('question -> answer', { lm });
    const { reasoning, answer } = await solve.call({ question: 'q' });
    expect([reasoning, answer]).toEqual(['Because.', 'x']);
    expect(solve.predict.signature.toString()).toBe('question -> reasoning, answer');
    expect(solve.predict.signature.instructions).toBe(
      new Predict('question -> answer').signature.instructions,
    );
  });

  it('keeps a reasoning that the signature has', () => {
    const solve = new ChainOfThought('question -> answer, reasoning: string[]');
    expect(solve.predict.signature.toString()).toBe('question -> answer, reasoning');
  });

  it('renders its predictor’s messages', () => {
    const { messages } = new ChainOfThought('question -> answer').render({ question: 'now' });
    expect(JSON.stringify(messages)).toContain('now');
  });
});
