import { RLM, Tool } from '../../src';
import { MockLM, type MockReply } from '../../src/testing';
import { answer, textOfRequest } from '../support/agent-script';

const act = (code: string): string => answer({ code });

describe('RLM', () => {
  it('finds 50 facts in 5 MB of text with questions at once, and never shows the text whole', async () => {
    const line = 'Nothing of note happened on this day in the valley of the long river.\n';
    const filler = line.repeat(Math.ceil(100_000 / line.length));
    const book = Array.from(
      { length: 50 },
      (_, index) => `${filler}The key number ${index} is ${index * 7919}.\n`,
    ).join('');
    expect(book.length).toBeGreaterThan(5e6);
    let [running, most] = [0, 0];
    const subLm = new MockLM(async ({ messages }) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return /key number \d+ is (\d+)/.exec(messages[0]!.content as string)?.[1] ?? 'none';
    });
    const lm = new MockLM([
      act('print(book.length)'),
      act(
        'const parts = []; const size = Math.ceil(book.length / 50); for (let i = 0; i < 50; i++) parts.push(book.slice(Math.max(0, i * size - 200), (i + 1) * size)); parts.length',
      ),
      act(
        'const found = await llmQueryBatched(parts.map((part) => `Which key number? ${part}`)); found.length',
      ),
      act('await SUBMIT({ numbers: [...new Set(found)].map(Number) })'),
    ]);
    const read = new RLM('book -> numbers: int[]', { subLm, maxLlmCalls: 50 });
    const { numbers, stopped, trajectory } = await read.call({ book }, { lm });
    expect([stopped, trajectory.steps.length]).toEqual(['submit', 4]);
    expect(new Set(numbers).size).toBeGreaterThanOrEqual(49);
    expect(most).toBe(16);
    for (const request of lm.requests) expect(textOfRequest(request).length).toBeLessThan(20_000);
  });

  it('counts all questions towards one limit, and lets the code catch it', async () => {
    const subLm = new MockLM(() => 'yes');
    const lm = new MockLM([
      act("await llmQuery('a'); try { await llmQueryBatched(['b', 'c']) } catch (e) { print(e.message) }"),
      act("await SUBMIT({ answer: 'done' })"),
    ]);
    const { trajectory } = await new RLM('text -> answer', { subLm, maxLlmCalls: 2 }).call(
      { text: 'x' },
      { lm },
    );
    expect(trajectory.steps[0]!.calls[0]!.result!.content).toContain('Only 2 questions');
    expect(subLm.requests).toHaveLength(1);
  });

  it('refuses what is submitted wrongly and says why, and goes on', async () => {
    const lm = new MockLM([act("await SUBMIT({ n: 'many' })"), act('await SUBMIT({ n: "4" })')]);
    const { n, trajectory } = await new RLM('text -> n: int').call({ text: 'x' }, { lm });
    expect(n).toBe(4);
    expect(trajectory.steps[0]!.calls[0]!.result).toMatchObject({
      isError: true,
      content: expect.stringContaining('n: expected a whole number'),
    });
  });

  it('answers from what was seen at the limit, and isolates a question that fails', async () => {
    const subLm = new MockLM(({ messages }): MockReply =>
      messages[0]!.content === 'bad' ? new Error('down') : 'fine',
    );
    const lm = new MockLM([
      act("await llmQueryBatched(['good', 'bad'])"),
      '[[ ## answer ## ]]\nperhaps\n\n[[ ## completed ## ]]',
    ]);
    const {
      answer: best,
      stopped,
      trajectory,
    } = await new RLM('text -> answer', { subLm, maxIters: 1 }).call({ text: 'x' }, { lm });
    expect([best, stopped]).toEqual(['perhaps', 'step-limit']);
    expect(trajectory.steps[0]!.calls[0]!.result!.content).toContain('["fine","[ERROR] down"]');
  });

  it('has sub-agents and tools as functions', async () => {
    const twice = new Tool(({ n }: { n: number }) => n * 2, { name: 'twice', parameters: { n: 'number' } });
    const lm = new MockLM([
      act(
        "const { mood } = await predict('text -> mood', { text }); await SUBMIT({ answer: mood + (await twice(4)) })",
      ),
      '[[ ## mood ## ]]\nhappy\n\n[[ ## completed ## ]]',
    ]);
    const { answer: found } = await new RLM('text -> answer', { tools: [twice as Tool] }).call(
      { text: 'Hooray' },
      { lm },
    );
    expect(found).toBe('happy8');
  });

  it('cuts long output, and shows its predictors', async () => {
    const lm = new MockLM([act("'x'.repeat(5000)"), act("await SUBMIT({ answer: 'a' })")]);
    const read = new RLM('text -> answer', { maxOutputLength: 300 });
    const { trajectory } = await read.call({ text: 'x' }, { lm });
    expect((trajectory.steps[0]!.calls[0]!.result!.content as string).length).toBeLessThanOrEqual(300);
    expect(read.namedPredictors().map(([path]) => path)).toEqual(['generateAction', 'extract']);
  });

  it.each([
    ['an input called as a function', () => new RLM('print -> answer')],
    ['an output it has itself', () => new RLM('text -> trajectory')],
    ['no questions', () => new RLM('text -> answer', { maxLlmCalls: 0 })],
    ['an unknown option', () => new RLM('text -> answer', { maxCalls: 1 } as never)],
  ])('refuses %s', (_, make) => {
    expect(make).toThrow();
  });
});
