import { CodeAct, CodeGivenUpError, ProgramOfThought, Tool, type Interpreter } from '../../src';
import { codeIn } from '../../src/agents/code/code-in';
import { MockLM } from '../../src/testing';
import { answer, textOfRequest } from '../support/agent-script';

const code = (text: string): string => answer({ generated_code: text });
const step = (text: string, finished: boolean): string =>
  `[[ ## generated_code ## ]]\n${text}\n\n[[ ## finished ## ]]\n${finished}\n\n[[ ## completed ## ]]`;
const ask = { question: 'How much?' };

describe('ProgramOfThought', () => {
  it('runs the code and reads the answer off what came out', async () => {
    const lm = new MockLM([
      code('```js\nlet sum = 0;\nfor (let i = 1; i <= 10; i++) sum += i;\nprint("sum", sum); sum\n```'),
      answer({ answer: 55 }),
    ]);
    const solve = new ProgramOfThought('question -> answer: int');
    expect((await solve.call(ask, { lm })).answer).toBe(55);
    expect(textOfRequest(lm.requests[1]!)).toMatch(/sum 55\\n55/);
    expect(solve.namedPredictors().map(([path]) => path)).toEqual([
      'codeGenerate.predict',
      'codeRegenerate.predict',
      'generateOutput.predict',
    ]);
  });

  it('lets code that failed be written again, with the error, and gives up in the end', async () => {
    const lm = new MockLM([code('nope()'), code('1 + 1'), answer({ answer: 2 })]);
    expect((await new ProgramOfThought('question -> answer: int').call(ask, { lm })).answer).toBe(2);
    expect(textOfRequest(lm.requests[1]!)).toMatch(/ReferenceError[^]*line 1/);
    const hopeless = new MockLM([code('nope()'), code('nope()')]);
    await expect(
      new ProgramOfThought('question -> answer', { maxIters: 2 }).call(ask, { lm: hopeless }),
    ).rejects.toThrow(CodeGivenUpError);
  });

  it('closes its sandbox, whatever happens', async () => {
    const closed: string[] = [];
    const interpreter = (): Interpreter => ({
      language: 'javascript',
      execute: () => Promise.reject(new Error('broken')),
      close: async () => void closed.push('closed'),
    });
    const solve = new ProgramOfThought('question -> answer', { interpreter });
    await expect(solve.call(ask, { lm: new MockLM([code('1')]) })).rejects.toThrow('broken');
    expect(closed).toEqual(['closed']);
  });
});

describe('CodeAct', () => {
  const price = new Tool(
    ({ item, count }: { item: string; count: number }) => {
      if (item === 'gone') throw new Error('It is sold out.');
      return { total: count * 3 };
    },
    { name: 'shop.price', parameters: { item: 'string', 'count?': { type: 'integer', default: 1 } } },
  );

  it('keeps variables, calls tools as functions, and ends when the model says so', async () => {
    const lm = new MockLM([
      step('const a = await shop_price("pen", 2); a.total', false),
      step('const b = await shop_price({ item: "cup" }); a.total + b.total', true),
      answer({ answer: 9 }),
    ]);
    const {
      answer: total,
      trajectory,
      stopped,
    } = await new CodeAct('question -> answer: int', [price as Tool]).call(ask, { lm });
    expect([total, stopped]).toEqual([9, 'finished']);
    expect(trajectory.steps.map(({ calls }) => calls[0]!.result!.content)).toEqual(['6', '9']);
    expect(textOfRequest(lm.requests[0]!)).toContain('shop_price(item, count)');
  });

  it('tells the model what a tool or the code did wrong, and stops at the limit', async () => {
    const lm = new MockLM([
      step('await shop_price("gone")', true),
      step('let = 1', true),
      answer({ answer: 0 }),
    ]);
    const { trajectory, stopped } = await new CodeAct('question -> answer: int', [price as Tool], {
      maxIters: 2,
    }).call(ask, { lm });
    expect(stopped).toBe('step-limit');
    expect(trajectory.steps.map(({ calls }) => calls[0]!.result)).toMatchObject([
      { isError: true, content: expect.stringContaining('sold out') },
      { isError: true, content: expect.stringContaining('SyntaxError') },
    ]);
  });
});

describe('the code in a reply', () => {
  it.each([
    ['1 + 1', '1 + 1'],
    ['Here:\n```python\nx = 1\nx\n```\nDone.', 'x = 1\nx'],
    ['```\n1\n```', '1'],
    ['```js\n1 // no end', '1 // no end'],
  ])('of %j is %j', (text, expected) => {
    expect(codeIn(text)).toBe(expected);
  });
});
