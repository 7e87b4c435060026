import { ChatAdapter, JSONAdapter } from '../../../src/adapters';
import { LmServerError, MockLM, trackUsage, type LanguageModel, type LmStreamEvent } from '../../../src/lm';
import { ChainOfThought, emitStatus, Module, Predict, type ProgramStreamEvent } from '../../../src/modules';
import { withTrace } from '../../../src/primitives';
import { withContext } from '../../../src/settings';
import { Tool } from '../../../src/tools';
import { MemoryStore } from '../../../src/cache';
import { collect } from '../../support/collect';

const chat = new ChatAdapter();
const reply = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, text]) => `[[ ## ${name} ## ]]\n${text}`)
    .join('\n\n') + '\n\n[[ ## completed ## ]]';

const plan = reply({ reasoning: 'Let me think it over.', plan: 'Look. Then answer.' });
const answer = reply({ answer: 'Paris it is, of course.' });

class Researcher extends Module {
  plan = new ChainOfThought('question -> plan');
  steps = { answer: new Predict('question, plan -> answer') };

  async forward({ question }: { question: string }) {
    emitStatus('Planning…');
    const { plan: made } = await this.plan.call({ question });
    emitStatus('Answering…', { step: 2 });
    return this.steps.answer.call({ question, plan: made });
  }
}

/** The deltas of a field, joined since the last restart. */
function textOf(events: readonly ProgramStreamEvent[], predictor: string, field: string): string {
  let text = '';
  for (const event of events) {
    if (event.type !== 'field-delta' || event.predictor !== predictor || event.field !== field) continue;
    text = (event.restart === true ? '' : text) + event.delta;
  }
  return text;
}

const question = { question: 'Where is the Louvre?' };

describe('program.stream', () => {
  it('tells what happens, by the paths of predictors and the names of fields', async () => {
    const lm = new MockLM([plan, answer]);
    const stream = new Researcher().stream(question, { lm, adapter: chat });
    const events = await collect(stream);
    const kinds = events.map((event) => (event.type === 'field-delta' ? event.field : event.type));
    expect([...new Set(kinds)]).toEqual(['status', 'lm-start', 'reasoning', 'plan', 'answer', 'prediction']);
    expect(events.filter(({ type }) => type === 'lm-start')).toEqual([
      { type: 'lm-start', predictor: 'plan.predict', call: 0, model: 'mock/mock' },
      { type: 'lm-start', predictor: "steps['answer']", call: 1, model: 'mock/mock' },
    ]);
    expect(textOf(events, 'plan.predict', 'reasoning')).toBe('Let me think it over.');
    expect(textOf(events, "steps['answer']", 'answer')).toBe('Paris it is, of course.');
    expect(events.filter(({ type }) => type === 'status')).toEqual([
      { type: 'status', message: 'Planning…' },
      { type: 'status', message: 'Answering…', data: { step: 2 } },
    ]);
    const { answer: given } = await stream.result;
    expect([given, events.at(-1)]).toEqual([
      'Paris it is, of course.',
      { type: 'prediction', prediction: await stream.result },
    ]);
  });

  it('gives the same prediction and usage as a call', async () => {
    const program = new Researcher();
    const called = await program.call(question, { lm: new MockLM([plan, answer]), adapter: chat });
    const streamed = await program.stream(question, { lm: new MockLM([plan, answer]), adapter: chat }).result;
    expect(streamed.toJSON()).toEqual(called.toJSON());
    expect(streamed.usage).toEqual(called.usage);
  });

  it('streams a predictor by itself, as self', async () => {
    const lm = new MockLM([answer], { chunkSize: 1 });
    const events = await collect(new Predict('question -> answer').stream(question, { lm, adapter: chat }));
    expect(textOf(events, 'self', 'answer')).toBe('Paris it is, of course.');
  });

  it('gives partial values of structured outputs, and the typed value at the end', async () => {
    const lm = new MockLM([JSON.stringify({ cities: ['Paris', 'Rome'], due: '2025-04-01' })], {
      chunkSize: 3,
    });
    const predict = new Predict('question -> cities: string[], due: date');
    const events = await collect(predict.stream(question, { lm, adapter: new JSONAdapter() }));
    const values = events.flatMap((event) =>
      event.type === 'field-delta' && event.field === 'cities' && 'value' in event ? [event.value] : [],
    );
    expect(values).toContainEqual(['Par']);
    expect(values.at(-1)).toEqual(['Paris', 'Rome']);
    expect(events).toContainEqual(
      expect.objectContaining({ field: 'due', isLast: true, value: new Date('2025-04-01') }),
    );
  });

  it('starts a field anew when the reply could not be read and is asked for again', async () => {
    const lm = new MockLM(['[[ ## answer ## ]]\nhalf', '{"answer": "Rome", "n": 1}']);
    const events = await collect(new Predict('question -> answer, n: integer').stream(question, { lm }));
    expect(textOf(events, 'self', 'answer')).toBe('Rome');
    expect(events.filter(({ type }) => type === 'lm-start')).toHaveLength(2);
  });

  it('tells of tools', async () => {
    const add = new Tool(({ a, b }: { a: number; b: number }) => a + b, {
      name: 'add',
      description: 'Adds.',
      parameters: { a: 'number', b: 'number' },
    });
    class Calculator extends Module {
      async forward() {
        const { content } = await add.run({ a: 1, b: 2 }, { id: 't1' });
        return { sum: content };
      }
    }
    const events = await collect(new Calculator().stream({}));
    expect(events).toMatchObject([
      { type: 'tool-start', id: 't1', tool: 'add', arguments: { a: 1, b: 2 } },
      { type: 'tool-end', tool: 'add', result: { isError: false } },
      { type: 'prediction', prediction: { sum: '3' } },
    ]);
  });

  it('streams a cached reply too', async () => {
    const lm = new MockLM([answer], { cache: new MemoryStore() });
    const predict = new Predict('question -> answer');
    await predict.call(question, { lm, adapter: chat });
    const events = await collect(predict.stream(question, { lm, adapter: chat }));
    expect(textOf(events, 'self', 'answer')).toBe('Paris it is, of course.');
    expect(lm.requests).toHaveLength(1);
  });

  it('streams a model that cannot', async () => {
    const mock = new MockLM([answer]);
    const { provider, model, endpoint, capabilities } = mock;
    const plain: LanguageModel = {
      provider,
      model,
      endpoint,
      capabilities,
      doGenerate: (request, call) => mock.doGenerate(request, call),
    };
    const predict = new Predict('question -> answer');
    const events = await collect(predict.stream(question, { lm: plain, adapter: chat }));
    expect(textOf(events, 'self', 'answer')).toBe('Paris it is, of course.');
  });

  it('fails as the call would, while it is read and as the result', async () => {
    const lm = new MockLM([new LmServerError({ problem: 'down' })]);
    const stream = new Predict('question -> answer').stream(question, { lm });
    await expect(collect(stream)).rejects.toBeInstanceOf(LmServerError);
    await expect(stream.result).rejects.toBeInstanceOf(LmServerError);
  });

  it('refuses what the call would refuse', async () => {
    const predict = new Predict('question -> answer');
    await expect(
      predict.stream({ question: 'x' }, { tempreature: 1 } as object).result,
    ).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' });
  });

  it('says nothing to nobody: emitStatus outside of a stream', () => {
    expect(() => emitStatus('alone')).not.toThrow();
  });
});

/** Streams a first word, then nothing, until it is aborted. */
function stalled() {
  const ends: string[] = [];
  const { capabilities } = new MockLM([]);
  const lm: LanguageModel = {
    provider: 'test',
    model: 'stalled',
    endpoint: 'test',
    capabilities,
    doGenerate: () => Promise.reject(new Error('not asked for')),
    async *doStream(_request, { signal }): AsyncGenerator<LmStreamEvent> {
      yield { type: 'text-delta', output: 0, delta: '[[ ## answer ## ]]\nPar' };
      await new Promise((_, reject) => {
        const stop = (): void => {
          ends.push('aborted');
          reject(signal?.reason);
        };
        if (signal?.aborted === true) stop();
        signal?.addEventListener('abort', stop);
      });
    },
  };
  return { lm, ends };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a stream of a program that is left', () => {
  it('cancels the call of the model', async () => {
    const { lm, ends } = stalled();
    for await (const event of new Predict('question -> answer').stream(question, { lm })) {
      if (event.type === 'field-delta') break;
    }
    await settled();
    expect(ends).toEqual(['aborted']);
  });

  it('is cancelled by its signal, with the reason', async () => {
    const { lm, ends } = stalled();
    const controller = new AbortController();
    const reason = new Error('enough');
    const stream = new Predict('question -> answer').stream(question, { lm, signal: controller.signal });
    const reading = (async () => {
      for await (const { type } of stream) if (type === 'field-delta') controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    await settled();
    expect(ends).toEqual(['aborted']);
  });
});

describe('the context of a stream', () => {
  it.each([false, true])('is that of the call that made it (read in another context: %s)', async (inside) => {
    const [own, standing, other] = [new MockLM([plan, answer]), new MockLM([]), new MockLM([])];
    const program = new Researcher();
    await withContext({ lm: standing, adapter: chat }, async () => {
      const { result, usage } = await trackUsage(() =>
        withTrace(async () => {
          const held = await withContext({ lm: own }, () => ({ stream: program.stream(question) }));
          const read = (): Promise<unknown> => collect(held.stream);
          await (inside ? withContext({ lm: other }, read) : read());
        }),
      );
      expect(result.trace).toHaveLength(2);
      expect(usage.requests).toBe(2);
    });
    expect([own, standing, other].map(({ requests }) => requests.length)).toEqual([2, 0, 0]);
  });

  it('tells two streams that run side by side apart', async () => {
    const program = new Researcher();
    const run = async (text: string): Promise<string> => {
      const lm = new MockLM([plan, reply({ answer: text })], { chunkSize: 2 });
      const events = await collect(program.stream(question, { lm, adapter: chat }));
      return textOf(events, "steps['answer']", 'answer');
    };
    expect(await Promise.all([run('one'), run('two'), run('three')])).toEqual(['one', 'two', 'three']);
  });
});
