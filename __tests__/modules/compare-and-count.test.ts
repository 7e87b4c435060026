import {
  ChainOfThought,
  Completions,
  majority,
  MultiChainComparison,
  Parallel,
  Predict,
  Prediction,
  TooManyFailuresError,
} from '../../src';
import { MockLM } from '../../src/testing';

const reply = (text: string): string => `[[ ## answer ## ]]\n${text}\n\n[[ ## completed ## ]]`;

describe('MultiChainComparison', () => {
  const compare = new MultiChainComparison('question -> answer', { m: 2 });
  const lm = (): MockLM =>
    new MockLM(['[[ ## rationale ## ]]\nBoth say 4.\n\n[[ ## answer ## ]]\n4\n\n[[ ## completed ## ]]']);

  it('shows the attempts and answers with a rationale', async () => {
    const mock = lm();
    const completions = [
      { reasoning: 'two and\ntwo', answer: '4' },
      { rationale: 'counted', answer: '5' },
    ];
    const { rationale, answer } = await compare.call({ question: '2+2?', completions }, { lm: mock });
    expect([rationale, answer]).toEqual(['Both say 4.', '4']);
    const { messages, settings } = mock.requests[0]!;
    expect(messages.at(-1)!.content).toMatch(
      /reasoning_attempt_1[^]*two and\ntwo\nSo the answer is: 4[^]*reasoning_attempt_2[^]*answer is: 5/,
    );
    expect(settings?.temperature).toBe(0.7);
  });

  it('takes the completions of a prediction', async () => {
    const think = new ChainOfThought('question -> answer');
    const many = new MockLM(['a', 'b'].map((text) => `[[ ## reasoning ## ]]\nr\n\n${reply(text)}`));
    const { completions } = await think.call({ question: 'q' }, { lm: many, config: { n: 2 } });
    await expect(compare.call({ question: 'q', completions }, { lm: lm() })).resolves.toBeDefined();
  });

  it('refuses another number of attempts', async () => {
    await expect(
      compare.call({ question: 'q', completions: [{ answer: 'a' }] }, { lm: lm() }),
    ).rejects.toThrow(/another number/);
  });

  it('has one predictor, called predict', () => {
    expect(compare.namedPredictors().map(([path]) => path)).toEqual(['predict']);
    expect(compare.deepCopy().m).toBe(2);
  });
});

describe('majority', () => {
  it.each([
    ['text by its meaning', [{ answer: 'Paris' }, { answer: 'Rome' }, { answer: 'paris.' }], 'Paris'],
    ['numbers', [{ answer: 2 }, { answer: 3 }, { answer: 3 }], 3],
    ['the first of equally many', [{ answer: 'b' }, { answer: 'c' }], 'b'],
    ['without the empty ones', [{ answer: '' }, { answer: '' }, { answer: 'c' }], 'c'],
    ['the empty ones where there are no others', [{ answer: '' }, { answer: '' }], ''],
  ])('counts %s', (_, list, expected) => {
    expect(majority(list).get('answer')).toBe(expected);
  });

  it('gives the other outputs of the first that says so, and takes predictions and completions', () => {
    const list = [
      { why: '1', answer: 'a' },
      { why: '2', answer: 'b' },
      { why: '3', answer: 'B' },
    ];
    expect(majority(new Completions(list)).get('why')).toBe('2');
    expect(majority(Prediction.from(list[0]!, { completions: list })).get('why')).toBe('2');
    expect(majority(list, { field: 'why' }).get('answer')).toBe('a');
    expect(majority(list, { normalize: () => null }).get('answer')).toBe('a');
  });

  it('refuses an empty list', () => {
    expect(() => majority([])).toThrow(/at least one/);
  });
});

describe('Parallel', () => {
  const [one, two] = [new Predict('question -> answer'), new Predict('text -> answer')];
  const lm = new MockLM(({ messages }) => {
    const text = JSON.stringify(messages);
    if (text.includes('boom')) throw new Error('boom');
    return reply(text.includes('question') ? 'q' : 't');
  });

  it('calls different modules, in order, and notes failures by place', async () => {
    const pairs = [
      [one, { question: 'x' }],
      [two, { text: 'boom' }],
      [two, { text: 'y' }],
    ] as const;
    const { results, failures } = await new Parallel({ concurrency: 2 }).call(pairs as never, { lm });
    expect(results.map((result) => (result as Prediction | null)?.get('answer') ?? null)).toEqual([
      'q',
      null,
      't',
    ]);
    expect(failures).toMatchObject([{ index: 1, error: { message: 'boom' } }]);
  });

  it('ends the rest when too many fail, in each call anew', async () => {
    const parallel = new Parallel({ concurrency: 1, maxErrors: 1 });
    const failing = Array.from({ length: 5 }, () => [two, { text: 'boom' }] as const);
    const before = lm.requests.length;
    await expect(parallel.call(failing as never, { lm })).rejects.toThrow(TooManyFailuresError);
    expect(lm.requests.length - before).toBe(2);
    await expect(parallel.call([failing[0]!] as never, { lm })).resolves.toMatchObject({ results: [null] });
  });
});
