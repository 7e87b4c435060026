import { MockLM, type LanguageModel } from '../../src/lm';
import { Example, Prediction } from '../../src/primitives';
import { CallTimeoutError, Module, ModuleUsageError, Predict } from '../../src/modules';
import { UnknownOptionError } from '../../src/errors';
import { withContext } from '../../src/settings';

const reply = (answer: string): string => `[[ ## answer ## ]]\n${answer}\n\n[[ ## completed ## ]]`;
const answering = (answer: string): MockLM => new MockLM(() => reply(answer));

class Twice extends Module {
  readonly first = new Predict('question -> answer');
  readonly second = new Predict('question -> answer');

  override async forward({ question }: { question: string }) {
    const { answer } = await this.first.call({ question });
    return this.second.call({ question: answer });
  }
}

describe('Module', () => {
  it('is a decorator too, in both dialects', () => {
    expect(() => Module()(Twice)).not.toThrow();
    expect(() => Module()(Twice, { kind: 'class' } as ClassDecoratorContext)).not.toThrow();
    expect(() => Module()(class Other {} as never)).toThrow(/Other, which is no module/);
    class Lazy extends (Module as unknown as new () => object) {}
    expect(() => Module()(Lazy as never)).toThrow(/no method forward/);
  });

  it('stands for all modules, a subclass for its own', () => {
    expect(new Twice()).toBeInstanceOf(Module);
    expect(new Predict('a -> b')).toBeInstanceOf(Module);
    expect(new Predict('a -> b')).not.toBeInstanceOf(Twice);
    expect({}).not.toBeInstanceOf(Module);
  });

  it('says that forward is missing', async () => {
    const Bare = class Bare extends (Module as unknown as new () => {
      call(inputs: object): Promise<unknown>;
    }) {};
    await expect(new Bare().call({})).rejects.toThrow(/Bare has no method forward/);
  });

  it.each([['text'], [undefined], [null], [['list']]])('refuses %p as inputs', async (inputs) => {
    await expect(new Twice().call(inputs as never)).rejects.toThrow(ModuleUsageError);
  });

  it('turns what forward throws into a rejection', async () => {
    class Throws extends Module {
      override forward(_inputs: object): object {
        throw new RangeError('no');
      }
    }
    await expect(new Throws().call({})).rejects.toThrow(RangeError);
  });
});

describe('options of a call', () => {
  it('hold for all predictors inside', async () => {
    const lm = answering('inside');
    const { answer } = await new Twice().call(
      { question: 'q' },
      { lm, rolloutId: 7, config: { temperature: 0.5 } },
    );
    expect(answer).toBe('inside');
    expect(lm.requests).toHaveLength(2);
    for (const request of lm.requests) {
      expect(request.rolloutId).toBe(7);
      expect(request.settings).toMatchObject({ temperature: 0.5 });
    }
  });

  it('win over a predictor’s own model, which wins over the context', async () => {
    const [own, given, ambient] = [answering('own'), answering('given'), answering('ambient')];
    const program = new Twice();
    program.second.lm = own;
    await withContext({ lm: ambient }, async () => {
      expect((await program.call({ question: 'q' })).answer).toBe('own');
      expect((await program.call({ question: 'q' }, { lm: given })).answer).toBe('given');
      expect((await program.first.call({ question: 'q' })).answer).toBe('ambient');
    });
  });

  it('nest: an inner call keeps what it does not say itself', async () => {
    const lm = answering('x');
    class Outer extends Module {
      readonly inner = new Twice();
      override async forward({ question }: { question: string }) {
        return this.inner.call({ question }, { config: { maxTokens: 5 } });
      }
    }
    await new Outer().call({ question: 'q' }, { lm, config: { temperature: 1 } });
    expect(lm.requests[1]?.settings).toEqual({ temperature: 1, maxTokens: 5 });
  });

  it('never mix with inputs, and misspelt ones are refused', async () => {
    await expect(new Twice().call({ question: 'q' }, { rollout: 1 } as object)).rejects.toThrow(
      UnknownOptionError,
    );
    await expect(
      new Twice().call({ question: 'q' }, { config: { temprature: 1 } as object }),
    ).rejects.toThrow(/temperature/);
    await expect(new Twice().call({ question: 'q' }, { lm: 'openai/gpt-5-mini' as never })).rejects.toThrow(
      /new LM/,
    );
    await expect(new Twice().call({ question: 'q' }, { timeout: 0 })).rejects.toThrow(/milliseconds/);
    await expect(new Twice().call({ question: 'q' }, { demos: [] })).rejects.toThrow(/no predictor/);
  });

  it('end the whole call at its timeout', async () => {
    const seen: AbortSignal[] = [];
    const stuck = stuckModel(seen);
    await expect(new Twice().call({ question: 'q' }, { lm: stuck, timeout: 20 })).rejects.toThrow(
      CallTimeoutError,
    );
    expect(seen[0]?.aborted).toBe(true);
  });

  it('abort the model’s call with the signal’s reason', async () => {
    const seen: AbortSignal[] = [];
    const controller = new AbortController();
    const call = new Twice().call({ question: 'q' }, { lm: stuckModel(seen), signal: controller.signal });
    const reason = new Error('enough');
    setImmediate(() => controller.abort(reason));
    await expect(call).rejects.toBe(reason);
    expect(seen[0]?.aborted).toBe(true);
  });
});

describe('usage', () => {
  it('is that of all calls inside', async () => {
    const lm = answering('x');
    const prediction = await new Twice().call({ question: 'q' }, { lm });
    expect(prediction.usage.requests).toBe(2);
  });
});

describe('batch', () => {
  const lm = new MockLM(({ messages }) => {
    const text = JSON.stringify(messages);
    if (text.includes('bad')) throw new RangeError('bad question');
    return reply(/q\d/.exec(text)?.[0] ?? 'none');
  });
  const program = new Predict('question -> answer', { lm });

  it('answers in the order of the items, examples or inputs', async () => {
    const example = Example.from({ question: 'q2', answer: 'ignored' }).withInputs('question');
    const answers = await program.batch([{ question: 'q1' }, example, { question: 'q3' }], {
      concurrency: 2,
    });
    expect(answers.map(({ answer }) => answer)).toEqual(['q1', 'q2', 'q3']);
  });

  it('rejects at the first failure', async () => {
    await expect(program.batch([{ question: 'q1' }, { question: 'bad' }])).rejects.toThrow('bad question');
  });

  it('gives failures as values when asked, and tells the progress', async () => {
    const progress: string[] = [];
    const outcomes = await program.batch([{ question: 'q1' }, { question: 'bad' }], {
      settle: true,
      concurrency: 1,
      onProgress: ({ done, failed, total }) => progress.push(`${done}/${failed}/${total}`),
    });
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(progress).toEqual(['1/0/2', '2/1/2']);
  });

  it('starts no more after an abort', async () => {
    const controller = new AbortController();
    const before = lm.requests.length;
    const run = program.batch(
      Array.from({ length: 50 }, (_, index) => ({ question: `q${index}` })),
      { concurrency: 1, signal: controller.signal, onProgress: () => controller.abort(new Error('stop')) },
    );
    await expect(run).rejects.toThrow('stop');
    expect(lm.requests.length - before).toBeLessThan(3);
  });

  it.each([0, 1.5, Number.NaN])('refuses a concurrency of %p', async (concurrency) => {
    await expect(program.batch([], { concurrency })).rejects.toThrow(/concurrency/);
  });
});

describe('compile', () => {
  it('hands the program to the optimizer', async () => {
    const program = new Twice();
    const compiled = await program.compile(
      { compile: async (student) => student.deepCopy() },
      { trainset: [] },
    );
    expect(compiled).toBeInstanceOf(Twice);
    expect(compiled).not.toBe(program);
  });
});

function stuckModel(seen: AbortSignal[]): LanguageModel {
  return {
    provider: 'stuck',
    model: 'stuck',
    endpoint: 'stuck',
    capabilities: { jsonSchema: false, jsonMode: false, tools: false },
    doGenerate: (_request, { signal }) =>
      new Promise((_, reject) => {
        if (signal === undefined) return;
        seen.push(signal);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
}

describe('a result that is no prediction', () => {
  it('is given as it is', async () => {
    class Plain extends Module {
      override forward({ n }: { n: number }): number {
        return n + 1;
      }
    }
    expect(await new Plain().call({ n: 1 })).toBe(2);
    expect(Prediction.isInstance(await new Plain().call({ n: 1 }))).toBe(false);
  });
});
