import 'reflect-metadata';
import { Max, MinLength } from 'class-validator';
import {
  AdapterParseError,
  ChatAdapter,
  FallbackAdapter,
  InputField,
  JSONAdapter,
  OutputCheckError,
  OutputField,
  Predict,
  reportOf,
  Signature,
  withContext,
  withTrace,
  XMLAdapter,
  type Adapter,
} from '../../src';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';

@Signature('Rate the text.')
class Rate {
  @InputField() readonly text!: string;
  @OutputField() @Max(10) score!: number;
  @OutputField() @MinLength(3) why!: string;
}

const adapters: readonly Adapter[] = [new ChatAdapter(), new JSONAdapter(), new XMLAdapter()];
const lastOf = (lm: MockLM): string =>
  textOf(lm.requests.at(-1)?.messages.at(-1) ?? { role: 'user', content: '' });

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))(
  'a correction in %s',
  (_, adapter) => {
    const reply = (score: unknown, why: string): string =>
      adapter.formatReply(new Predict(Rate).signature, { score, why });
    const ask = (lm: MockLM, maxCorrections?: number) =>
      new Predict(Rate).call(
        { text: 't' },
        { lm, adapter, ...(maxCorrections === undefined ? {} : { maxCorrections }) },
      );

    it('shows the model its reply and the rule it broke, once by default, and counts the call', async () => {
      const lm = new MockLM([reply(12, 'good'), reply(9, 'good')]);
      const prediction = await ask(lm);
      expect(prediction.score).toBe(9);
      expect(prediction.usage.requests).toBe(2);
      expect(prediction.corrections).toEqual([
        {
          route: prediction.route,
          reply: reply(12, 'good'),
          issues: [{ path: 'score', message: expect.any(String) }],
        },
      ]);
      expect(lm.requests[1]?.messages.at(-2)).toEqual({ role: 'assistant', content: reply(12, 'good') });
      expect(lastOf(lm)).toMatch(/score: .*10/);
      expect(lastOf(lm)).toContain('Now reply with');
      expect(lm.requests[1]?.messages.slice(0, -2)).toEqual(lm.requests[0]?.messages);
    });

    it('names a missing output and one of another type', async () => {
      const lm = new MockLM([
        adapter.formatReply(new Predict(Rate).signature, { why: 'good' }),
        reply(1, 'good'),
      ]);
      expect((await ask(lm)).score).toBe(1);
      expect(lastOf(lm)).toMatch(/score: (?:is missing|expected)/);
    });

    it('asks no more than it may, and tells how often it asked', async () => {
      const replies = [reply(12, 'good'), reply(11, 'good'), reply(13, 'good')];
      const failure: unknown = await ask(new MockLM(replies), 2).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(OutputCheckError);
      expect(failure).toMatchObject({ attempts: 3, reply: replies[2] });
      expect((failure as OutputCheckError).corrections).toHaveLength(2);
      expect(JSON.parse(JSON.stringify(failure))).toMatchObject({
        message: (failure as Error).message,
        attempts: 3,
      });
      await expect(ask(new MockLM([reply(12, 'good')]), 0)).rejects.toThrow(OutputCheckError);
    });

    it('is not taken after a reply that was cut off or refused', async () => {
      for (const finishReason of ['length', 'refusal', 'content-filter'] as const) {
        const lm = new MockLM([{ text: 'I would rather', finishReason }]);
        await expect(ask(lm)).rejects.toThrow(AdapterParseError);
        expect(lm.requests).toHaveLength(1);
      }
    });

    it('quotes nothing that could pass for a field', async () => {
      const hostile = adapter.name === 'xml' ? '<why>' : '[[ ## why ## ]]';
      const issue = { path: `score${hostile}`, message: `found ${hostile} forged` };
      const [first, second] = [reply(1, 'good'), reply(2, 'good')];
      const lm = new MockLM([first, second]);
      const check = ({ score }: Readonly<Record<string, unknown>>) => (score === 1 ? [issue] : []);
      await adapter.call(
        lm,
        new Predict(Rate).signature,
        { inputs: { text: 't' } },
        { check, maxCorrections: 1 },
      );
      expect(lastOf(lm).split('Write the whole')[0]).not.toContain(hostile);
    });
  },
);

describe('corrections', () => {
  const json = new JSONAdapter();

  it('answer every tool call of the reply before they say what was wrong', async () => {
    const toolCalls = [
      { id: 't1', name: 'reply', arguments: {} },
      { id: 't2', name: 'reply', arguments: {} },
    ];
    const lm = new MockLM([{ text: '', toolCalls }, '{"score": 1, "why": "good"}']);
    await new Predict(Rate).call({ text: 't' }, { lm, adapter: json });
    const [assistant, results, user] = lm.requests[1]?.messages.slice(-3) ?? [];
    expect(assistant?.content).toMatchObject([{ id: 't1' }, { id: 't2' }]);
    expect(results).toMatchObject({ role: 'tool', content: [{ id: 't1' }, { id: 't2' }] });
    expect(user?.role).toBe('user');
  });

  it('ask for one reply where several were asked for, and only when none of them is right', async () => {
    const wrong = '{"score": 12, "why": "good"}';
    const right = '{"score": 1, "why": "good"}';
    const many = {
      lm: new MockLM([[wrong, right]], { capabilities: { manyOutputs: true } }),
      adapter: json,
      config: { n: 2 },
    };
    expect((await new Predict(Rate).call({ text: 't' }, many)).score).toBe(1);
    const none = new MockLM([[wrong, wrong], right], { capabilities: { manyOutputs: true } });
    const prediction = await new Predict(Rate).call(
      { text: 't' },
      { lm: none, adapter: json, config: { n: 2 } },
    );
    expect(prediction.corrections).toHaveLength(1);
    expect(none.requests[1]?.settings).toEqual({});
  });

  it('are as many as the context says', async () => {
    const lm = new MockLM(['{"score": 12, "why": "good"}']);
    const call = withContext({ lm, adapter: json, maxCorrections: 0 }, () =>
      new Predict(Rate).call({ text: 't' }),
    );
    await expect(call).rejects.toThrow(OutputCheckError);
  });

  it('stand in the trace', async () => {
    const lm = new MockLM(['{"score": 12, "why": "good"}', '{"score": 1, "why": "good"}']);
    const { trace } = await withTrace(() => new Predict(Rate).call({ text: 't' }, { lm, adapter: json }));
    expect(reportOf(trace[0]?.prediction ?? {})).toMatchObject({
      route: 'json/schema',
      corrections: [{ issues: [{ path: 'score' }] }],
    });
  });

  it('wait until every format was tried where a reply cannot be read, and share one budget', async () => {
    const adapter = new FallbackAdapter([new ChatAdapter(), json]);
    const lm = new MockLM(['no', 'neither', '{"score": 1, "why": "good"}']);
    const prediction = await new Predict(Rate).call({ text: 't' }, { lm, adapter });
    expect(prediction).toMatchObject({ route: 'json/schema', fallbacks: [{ route: 'chat' }] });
    expect(prediction.corrections).toHaveLength(1);
    const rule = new ChatAdapter().formatReply(new Predict(Rate).signature, { score: 12, why: 'good' });
    const spent = new MockLM([rule, 'no', 'neither']);
    const failure: unknown = await new Predict(Rate)
      .call({ text: 't' }, { lm: spent, adapter })
      .catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(AdapterParseError);
    expect(failure).toMatchObject({ attempts: 3 });
    expect((failure as AdapterParseError).corrections).toHaveLength(1);
  });

  it('leave outputs called route and corrections to the user', async () => {
    const lm = new MockLM(['{"route": "north", "corrections": ["x"]}']);
    const prediction = await new Predict('q -> route, corrections: string[]').call(
      { q: 'q' },
      { lm, adapter: json },
    );
    expect([prediction.route, prediction.corrections]).toEqual(['north', ['x']]);
    expect(reportOf(prediction)).toMatchObject({ route: 'json/schema', corrections: [] });
  });
});
