import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Evaluate } from '../../src/evaluate';
import { MockLM } from '../../src/lm';
import { ChainOfThought, Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { BM25Retriever } from '../../src/retrievers';
import { configure, withContext } from '../../src/settings';
import { openTelemetry, type Callbacks, type SpanEnd, type SpanStart } from '../../src/tracing';

const reply = '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]';

class Program extends Module {
  readonly ask = new Predict('question -> answer');

  async forward(inputs: { question: string }) {
    return this.ask.call(inputs);
  }
}

function listening(): { readonly callbacks: Callbacks; readonly spans: string[]; readonly ends: SpanEnd[] } {
  const spans: string[] = [];
  const ends: SpanEnd[] = [];
  const start = ({ kind, name }: SpanStart): void => void spans.push(`+${kind} ${name}`);
  const end = (span: SpanEnd): void => {
    spans.push(`-${span.kind} ${span.name}`);
    ends.push(span);
  };
  const callbacks = {
    onModuleStart: start,
    onModuleEnd: end,
    onLmStart: start,
    onLmEnd: end,
    onAdapterStart: start,
    onAdapterEnd: end,
    onEvaluateStart: start,
    onEvaluateEnd: end,
  };
  return { callbacks, spans, ends };
}

describe('callbacks', () => {
  it('are told of modules, adapters and models, from the outside to the inside and back', async () => {
    const { callbacks, spans, ends } = listening();
    await withContext({ lm: new MockLM([reply]), callbacks }, () =>
      new Program().call({ question: 'Where?' }),
    );
    expect(spans.map((span) => span.replace(/adapter .*/, 'adapter'))).toEqual([
      '+module Program',
      '+module Predict',
      '+adapter',
      '+lm mock/mock',
      '-lm mock/mock',
      '-adapter',
      '-module Predict',
      '-module Program',
    ]);
    const [lm, adapter, predict, program] = ends;
    expect([lm?.parentId, adapter?.parentId, predict?.parentId, program?.parentId]).toEqual([
      adapter?.id,
      predict?.id,
      program?.id,
      undefined,
    ]);
    expect(program).toMatchObject({ inputs: { question: 'Where?' }, output: { answer: 'Paris' } });
    expect(lm).toMatchObject({ output: { cacheStatus: 'off', attempts: 1 } });
  });

  it('are told of failures, and of evaluations', async () => {
    const { callbacks, ends } = listening();
    const devset = [Example.from({ question: 'Where?', answer: 'Paris' }).withInputs('question')];
    await withContext({ lm: new MockLM([new Error('down')]), callbacks }, () =>
      new Evaluate({ devset, metric: () => true, progress: false }).call(new Program()),
    );
    const named = Object.fromEntries(ends.map((span) => [span.kind, span]));
    expect((named['lm']?.error as Error).message).toBe('down');
    expect(named['evaluate']?.output).toMatchObject({ n: 0 });
  });

  it('are told of streams, when they end and when they are left', async () => {
    const { callbacks, ends } = listening();
    const lm = new MockLM(() => 'one two three');
    await withContext({ callbacks }, async () => {
      await lm.stream('x').result;
      for await (const _ of lm.stream('x')) break;
    });
    expect(ends.map(({ kind, output }) => [kind, output === undefined])).toEqual([
      ['lm', false],
      ['lm', true],
    ]);
  });

  it('break no call, whatever they do', async () => {
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const callbacks: Callbacks = {
      onModuleStart: () => {
        throw new Error('broken');
      },
      onLmEnd: () => Promise.reject(new Error('broken later')),
      around: (_span, body) => {
        body();
        body();
        throw new Error('broken around');
      },
    };
    const lm = new MockLM([reply]);
    const { answer } = await withContext({ lm, callbacks: [callbacks, {}] }, () =>
      new Program().call({ question: 'x' }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect([answer, lm.requests.length, warning.mock.calls.length]).toEqual(['Paris', 1, 3]);
    warning.mockRestore();
  });

  it('hold for the process by configure, and are gone when none are given', async () => {
    const { callbacks, spans } = listening();
    configure({ callbacks });
    await new MockLM(['x']).generate('x');
    configure({ callbacks: [] });
    await new MockLM(['x']).generate('x');
    expect(spans).toEqual(['+lm mock/mock', '-lm mock/mock']);
  });

  it.each([{ onLMEnd: () => 1 }, { onLmEnd: 'x' }, 'x'])(
    'are refused when they are none: %j',
    (callbacks) => {
      expect(() => configure({ callbacks: callbacks as never })).toThrow('callbacks');
    },
  );
});

describe('the diagnostics channels', () => {
  it('publish starts and ends', async () => {
    const seen: unknown[] = [];
    const listen = (message: unknown): void => void seen.push((message as { phase: string }).phase);
    subscribe('dspex:lm', listen);
    await new MockLM(['x']).generate('x');
    unsubscribe('dspex:lm', listen);
    await new MockLM(['x']).generate('x');
    expect(seen).toEqual(['start', 'end']);
  });
});

interface MadeSpan {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  status?: unknown;
  ended: boolean;
}

function provider(): { readonly spans: MadeSpan[]; readonly tracerProvider: object } {
  const spans: MadeSpan[] = [];
  const startSpan = (name: string, { attributes }: { attributes: Record<string, unknown> }) => {
    const span: MadeSpan = { name, attributes: { ...attributes }, ended: false };
    spans.push(span);
    return {
      setAttributes: (more: object) => Object.assign(span.attributes, more),
      setStatus: (status: unknown) => (span.status = status),
      end: () => (span.ended = true),
    };
  };
  return { spans, tracerProvider: { getTracer: () => ({ startSpan }) } };
}

describe('openTelemetry', () => {
  it('makes spans by the conventions for generative AI, without content', async () => {
    const { spans, tracerProvider } = provider();
    const callbacks = await openTelemetry({ tracerProvider });
    const lm = new MockLM([{ text: reply, usage: { inputTokens: 7, outputTokens: 3 } }], {
      temperature: 0.5,
      provider: 'openai',
      model: 'gpt-5-mini',
    });
    await withContext({ lm, callbacks }, () =>
      new ChainOfThought('question -> answer')
        .call({ question: 'my secret question' })
        .catch(() => undefined),
    );
    const chat = spans.find(({ name }) => name === 'chat gpt-5-mini');
    expect(chat).toMatchObject({
      ended: true,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-5-mini',
        'gen_ai.request.temperature': 0.5,
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 3,
      },
    });
    expect(spans.every(({ ended }) => ended)).toBe(true);
    expect(JSON.stringify(spans)).not.toMatch(/secret|Paris/);
  });

  it('writes content where it is told to, redacted', async () => {
    const { spans, tracerProvider } = provider();
    const redact = (text: string): string => text.replaceAll('secret', '***');
    const callbacks = await openTelemetry({ tracerProvider, content: true, redact });
    await withContext({ callbacks }, () => new MockLM(['the secret answer']).generate('a secret question'));
    expect(spans[0]?.attributes['gen_ai.input.messages']).toContain('a *** question');
    expect(spans[0]?.attributes['gen_ai.output.messages']).toContain('the *** answer');
  });

  it('makes spans of retrievers, with queries and passages only where it is told to', async () => {
    const { spans, tracerProvider } = provider();
    const retriever = new BM25Retriever({ corpus: ['my secret passage'] });
    for (const content of [false, true]) {
      const callbacks = await openTelemetry({ tracerProvider, content });
      await withContext({ callbacks }, () => retriever.retrieve('secret query', { k: 2 }));
    }
    expect(spans.map(({ name }) => name)).toEqual(['retrieval BM25Retriever', 'retrieval BM25Retriever']);
    expect(spans[0]?.attributes).toEqual({
      'dspex.span.kind': 'retriever',
      'gen_ai.operation.name': 'retrieval',
    });
    expect(spans[1]?.attributes['dspex.inputs']).toContain('secret query');
    expect(spans[1]?.attributes['dspex.output']).toContain('my secret passage');
  });

  it('says what failed by its code', async () => {
    const { spans, tracerProvider } = provider();
    const callbacks = await openTelemetry({ tracerProvider });
    await withContext({ callbacks }, () => new MockLM([]).generate('x').catch(() => undefined));
    expect(spans[0]).toMatchObject({
      attributes: { 'error.type': 'MOCK_SCRIPT_ENDED' },
      status: { code: 2 },
    });
  });

  it('refuses unknown options', async () => {
    await expect(openTelemetry({ contents: true } as never)).rejects.toThrow('contents');
  });
});
