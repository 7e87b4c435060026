import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BestOfN,
  ChainOfThought,
  Module,
  NoAttemptSucceededError,
  Predict,
  Refine,
  withContext,
  withTrace,
} from '../../src';
import { MockLM, type MockReply } from '../../src/testing';

const answers = (...texts: (string | Error)[]): MockLM =>
  new MockLM(
    texts.map((text) =>
      typeof text === 'string' ? `[[ ## answer ## ]]\n${text}\n\n[[ ## completed ## ]]` : text,
    ),
  );
const byLength = (_: object, { answer }: { answer: string }): number => answer.length;
const ask = { question: 'Which?' };
const predict = (): Predict<'question -> answer'> => new Predict('question -> answer');

describe('BestOfN', () => {
  it('gives the answer with the highest reward, the earliest of equals', async () => {
    const best = new BestOfN(predict(), { n: 3, rewardFn: byLength });
    const { answer } = await best.call(ask, { lm: answers('aa', 'bbbb', 'cccc') });
    expect(answer).toBe('bbbb');
  });

  it('stops at the threshold', async () => {
    const lm = answers('a', 'bbb', 'never asked');
    await new BestOfN(predict(), { n: 3, rewardFn: byLength, threshold: 3 }).call(ask, { lm });
    expect(lm.requests).toHaveLength(2);
  });

  it('asks for a fresh sample each time, within that of the call', async () => {
    const lm = answers('a', 'b', 'c', 'd');
    const best = new BestOfN(predict(), { n: 2, rewardFn: byLength });
    await best.call(ask, { lm });
    await best.call(ask, { lm, rolloutId: 'x' });
    expect(lm.requests.map(({ rolloutId, settings }) => [rolloutId, settings?.temperature])).toEqual([
      [0, 1],
      [1, 1],
      ['x/0', 1],
      ['x/1', 1],
    ]);
  });

  it('bears failures up to failCount, in every call anew', async () => {
    const best = new BestOfN(predict(), { n: 3, rewardFn: byLength, failCount: 1 });
    for (let round = 0; round < 3; round++) {
      const { answer } = await best.call(ask, { lm: answers('a', new Error('down'), 'ccc') });
      expect(answer).toBe('ccc');
    }
    await expect(best.call(ask, { lm: answers(new Error('one'), new Error('two'), 'c') })).rejects.toThrow(
      'two',
    );
  });

  it('bears none where failCount is 0', async () => {
    const best = new BestOfN(predict(), { n: 3, rewardFn: byLength, failCount: 0 });
    await expect(best.call(ask, { lm: answers(new Error('one'), 'b', 'c') })).rejects.toThrow('one');
  });

  it('says so when nothing succeeded', async () => {
    const best = new BestOfN(predict(), { n: 2, rewardFn: byLength });
    await expect(best.call(ask, { lm: answers(new Error('one'), new Error('two')) })).rejects.toThrow(
      NoAttemptSucceededError,
    );
  });

  it('leaves the trace of the best attempt alone, and none of the reward function', async () => {
    const judge = predict();
    const lm = new MockLM(['aa', 'x', 'bbbb', 'x', 'c', 'x'].map((text) => `[[ ## answer ## ]]\n${text}`));
    const inner = predict();
    const best = new BestOfN(inner, {
      n: 3,
      rewardFn: async (_, { answer }) => {
        await judge.call(ask);
        return answer.length;
      },
    });
    const { trace, result } = await withTrace(() => withContext({ lm }, () => best.call(ask)));
    expect(trace.map(({ predictor, prediction }) => [predictor === inner, prediction.get('answer')])).toEqual(
      [[true, 'bbbb']],
    );
    expect(result.usage.requests).toBe(6);
  });

  it('ends at once when aborted', async () => {
    const controller = new AbortController();
    const lm = new MockLM([
      () => {
        controller.abort(new Error('enough'));
        return new Promise<MockReply>(() => undefined);
      },
    ]);
    const best = new BestOfN(predict(), { n: 3, rewardFn: byLength });
    await expect(best.call(ask, { lm, signal: controller.signal })).rejects.toThrow('enough');
    expect(lm.requests).toHaveLength(1);
  });

  it('keeps concurrent calls apart', async () => {
    const best = new BestOfN(predict(), { n: 4, rewardFn: byLength, failCount: 2 });
    const lm = new MockLM(({ messages, rolloutId }) => {
      if (rolloutId === 1) throw new Error('down');
      const [, name = ''] = /q(\d+)/.exec(JSON.stringify(messages)) ?? [];
      return `[[ ## answer ## ]]\n${'x'.repeat(Number(rolloutId))}${name}`;
    });
    const items = Array.from({ length: 50 }, (_, index) => ({ question: `q${index + 100}` }));
    best.setLM(lm);
    const results = await best.batch(items, { concurrency: 50 });
    expect(results.map(({ answer }) => answer)).toEqual(items.map((_, index) => `xxx${index + 100}`));
  });

  it('shows its module to optimizers, and is saved and loaded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dspex-best-'));
    const make = (): BestOfN<ChainOfThought<'question -> answer'>> =>
      new BestOfN(new ChainOfThought('question -> answer'), { n: 2, rewardFn: byLength });
    const best = make();
    expect(best.namedPredictors().map(([path]) => path)).toEqual(['module.predict']);
    best.predictors()[0]!.demos = [{ question: 'a', answer: 'b' }];
    await best.save(join(folder, 'best.json'));
    const loaded = await make().load(join(folder, 'best.json'));
    expect(loaded.predictors()[0]!.demos).toHaveLength(1);
    expect(loaded.deepCopy().options.n).toBe(2);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['n', { n: 0, rewardFn: byLength }],
    ['failCount', { n: 1, rewardFn: byLength, failCount: -1 }],
    ['rewardFn', { n: 1 }],
    ['threshold', { n: 1, rewardFn: byLength, threshold: NaN }],
    ['an unknown option', { N: 1, n: 1, rewardFn: byLength }],
  ])('refuses %s that cannot be', (_, options) => {
    expect(() => new BestOfN(predict(), options as never)).toThrow();
  });
});

class TwoSteps extends Module {
  readonly draft = new Predict('question -> answer');
  readonly polish = new Predict('question -> answer');

  async forward({ question }: { question: string }) {
    const { answer } = await this.draft.call({ question });
    return this.polish.call({ question: answer });
  }
}

describe('Refine', () => {
  const reply = (text: string): string => `[[ ## answer ## ]]\n${text}\n\n[[ ## completed ## ]]`;
  const advice = (written: object): string =>
    `[[ ## reasoning ## ]]\nIt is short.\n\n[[ ## advice ## ]]\n${JSON.stringify(written)}\n\n[[ ## completed ## ]]`;

  it('shows each predictor its own advice in the next attempt, though they share a signature', async () => {
    const lm = new MockLM([
      reply('d1'),
      reply('p1'),
      advice({ polish: 'Write more.', nobody: 'x' }),
      reply('d2'),
      reply('polished'),
    ]);
    const program = new TwoSteps();
    const refine = new Refine(program, { n: 2, rewardFn: byLength, threshold: 8 });
    const { result, trace } = await withTrace(() => refine.call(ask, { lm }));
    expect(result.answer).toBe('polished');
    const texts = lm.requests.map(({ messages }) => JSON.stringify(messages));
    expect(texts.map((text) => text.includes('Write more.'))).toEqual([false, false, false, false, true]);
    expect(texts[2]).toContain('polish');
    expect(trace.map(({ predictor }) => predictor)).toEqual([program.draft, program.polish]);
    expect(trace.map(({ inputs }) => Object.keys(inputs))).toEqual([['question'], ['question']]);
    expect(program.polish.signature.field('hint_')).toBeUndefined();
  });

  it('asks for no advice after the last attempt or at the threshold', async () => {
    const lm = new MockLM([reply('enough')]);
    await new Refine(predict(), { n: 1, rewardFn: byLength }).call(ask, { lm });
    const stopped = new MockLM([reply('enough')]);
    await new Refine(predict(), { n: 3, rewardFn: byLength, threshold: 1 }).call(ask, { lm: stopped });
    expect([lm.requests.length, stopped.requests.length]).toEqual([1, 1]);
  });

  it('keeps its advisor from optimizers until it is unfrozen', () => {
    const refine = new Refine(predict(), { n: 2, rewardFn: byLength });
    expect(refine.namedPredictors().map(([path]) => path)).toEqual(['module']);
    refine.advisor.unfreeze();
    expect(refine.namedPredictors().map(([path]) => path)).toEqual(['module', 'advisor.predict']);
  });
});
