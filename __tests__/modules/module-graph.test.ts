import { ChainOfThought, Module, ModulePathError, ModuleUsageError, Predict } from '../../src/modules';
import { MockLM } from '../../src/lm';
import { Holder, predictNamed } from '../support/modules';

const pathsOf = (module: Module): string[] => module.namedPredictors().map(([path]) => path);
const predict = () => new Predict('question -> answer');

describe('namedPredictors', () => {
  it('finds predictors in properties, arrays, maps and objects', () => {
    const module = new Holder({
      route: predict(),
      steps: [predict(), new ChainOfThought('a -> b')],
      tools: { x: predict(), 'two words': predict() },
      byQueue: new Map([['billing', predict()]]),
      inner: new Holder({ deep: [[predict()], { k: [predict()] }] }),
      text: 'no module',
      date: new Date(0),
    });
    expect(pathsOf(module)).toEqual([
      'route',
      'steps[0]',
      'steps[1].predict',
      "tools['x']",
      "tools['two words']",
      "byQueue['billing']",
      'inner.deep[0][0]',
      "inner.deep[1]['k'][0]",
    ]);
  });

  it('calls a predictor by itself self, and that of a bare ChainOfThought predict', () => {
    expect(pathsOf(predict())).toEqual(['self']);
    expect(pathsOf(new ChainOfThought('a -> b'))).toEqual(['predict']);
  });

  it('lists what hangs at several places once, at the first', () => {
    const shared = predict();
    const inner = new Holder({ own: predict() });
    const module = new Holder({ first: shared, again: shared, list: [shared], one: inner, two: inner });
    expect(pathsOf(module)).toEqual(['first', 'one.own']);
  });

  it('ends on cycles', () => {
    const module = new Holder({ own: predict() });
    const loop: Record<string, unknown> = { module };
    loop['loop'] = loop;
    Object.assign(module, { loop, self2: module });
    expect(pathsOf(module)).toEqual(['own']);
  });

  it('tells keys apart that read the same', () => {
    const module = new Holder({
      byKey: new Map<unknown, unknown>([
        ['0', predict()],
        [0, predict()],
      ]),
      named: { "it's]": predict(), 'a.b': predict(), "q']['r": predict() },
      a: { b: predict() },
      groups: [[predict()], [predict()]],
    });
    const paths = pathsOf(module);
    expect(new Set(paths).size).toBe(8);
    expect(paths.slice(0, 4)).toEqual(["byKey['0']", 'byKey[0]', "named['it's]']", "named['a.b']"]);
  });

  it('names number keys by their text, as DSPy does', () => {
    expect(pathsOf(new Holder({ byKey: new Map([[7, predict()]]) }))).toEqual(["byKey['7']"]);
  });

  it('refuses a module under a key that no path can name', () => {
    const module = new Holder({ byKey: new Map([[{}, predict()]]) });
    expect(() => module.namedPredictors()).toThrow(ModulePathError);
    expect(pathsOf(new Holder({ data: new Map([[{}, 1]]), own: predict() }))).toEqual(['own']);
  });

  it('survives properties called like members of objects', () => {
    const module = new Holder();
    Object.defineProperty(module, 'constructor', { value: predict(), enumerable: true });
    expect(pathsOf(module)).toEqual(['constructor']);
    expect(module.deepCopy().namedPredictors()).toHaveLength(1);
  });

  it('does not list what is in frozen sub-modules, unless asked', () => {
    const frozen = new Holder({ inner: new ChainOfThought('a -> b') }).freeze();
    const module = new Holder({ before: predict(), frozen, after: predict().freeze() });
    expect(pathsOf(module)).toEqual(['before', 'after']);
    expect(module.namedPredictors({ frozen: true }).map(([path]) => path)).toEqual([
      'before',
      'frozen.inner.predict',
      'after',
    ]);
    expect(pathsOf(frozen)).toEqual(['inner.predict']);
    frozen.unfreeze();
    expect(pathsOf(module)).toHaveLength(3);
  });

  it('costs no stack for deep data', () => {
    let deep: unknown = predict();
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(pathsOf(new Holder({ deep }))).toHaveLength(1);
  });
});

describe('namedSubModules', () => {
  it('lists the module and all below it', () => {
    const module = new Holder({ cot: new ChainOfThought('a -> b') });
    expect(module.namedSubModules().map(([path]) => path)).toEqual(['self', 'cot', 'cot.predict']);
  });
});

describe('mapNamedPredictors', () => {
  it('replaces each predictor wherever it hangs', () => {
    const shared = predict();
    const module = new Holder({ first: shared, list: [shared], map: new Map([['k', shared]]) });
    const made: Predict<string>[] = [];
    module.mapNamedPredictors((_, path) => {
      expect(path).toBe('first');
      made.push(new Predict('x -> y') as unknown as Predict<string>);
      return made[0] as object;
    });
    expect(made).toHaveLength(1);
    expect(module['first']).toBe(made[0]);
    expect((module['list'] as unknown[])[0]).toBe(made[0]);
    expect((module['map'] as Map<string, unknown>).get('k')).toBe(made[0]);
  });

  it('cannot replace a predictor within itself', () => {
    expect(() => predict().mapNamedPredictors(() => predict())).toThrow(ModuleUsageError);
  });
});

describe('deepCopy', () => {
  it('shares nothing that changes', () => {
    const module = new Holder({ own: predictNamed('old'), data: { list: [1] }, when: new Date(0) });
    const copy = module.deepCopy();
    const [original, copied] = [module.predictors()[0]!, copy.predictors()[0]!];
    copied.demos = [{ question: 'q', answer: 'a' }];
    copied.signature = copied.signature.withInstructions('new');
    (copy['data'] as { list: number[] }).list.push(2);
    (copy['when'] as Date).setTime(5);
    expect(original.demos).toEqual([]);
    expect(original.signature.instructions).toBe('old');
    expect(module['data']).toEqual({ list: [1] });
    expect((module['when'] as Date).getTime()).toBe(0);
  });

  it('keeps sharing, cycles, classes, frozenness, and holds the rest in common', () => {
    class Client {
      readonly calls: string[] = [];
    }
    const client = new Client();
    const shared = predict();
    const run = (): number => 1;
    const module = new Holder({ a: shared, b: [shared], client, run, inner: new Holder({}).freeze() });
    Object.assign(module, { me: module });
    const copy = module.deepCopy();
    expect(copy).toBeInstanceOf(Holder);
    expect(copy['a']).not.toBe(shared);
    expect((copy['b'] as unknown[])[0]).toBe(copy['a']);
    expect(copy['me']).toBe(copy);
    expect([copy['client'], copy['run']]).toEqual([client, run]);
    expect((copy['inner'] as Module).isFrozen).toBe(true);
  });

  it('lets a nested module with private fields copy itself', () => {
    class Secretive extends Module {
      #count = 0;
      bump(): number {
        return ++this.#count;
      }
      override deepCopy(): this {
        return new Secretive() as this;
      }
      override async forward(_inputs: object): Promise<number> {
        return this.bump();
      }
    }
    const copy = new Holder({ inner: new Secretive() }).deepCopy();
    expect((copy['inner'] as Secretive).bump()).toBe(1);
  });
});

describe('resetCopy', () => {
  it('forgets demonstrations and keeps instructions, models and settings', () => {
    const lm = new MockLM([]);
    const module = new Holder({ own: predictNamed('keep me') });
    const own = module.predictors()[0]!;
    own.demos = [{ question: 'q' }];
    own.lm = lm;
    own.config = { temperature: 0.5 };
    const copy = module.resetCopy().predictors()[0]!;
    expect(copy.demos).toEqual([]);
    expect(copy.signature.instructions).toBe('keep me');
    expect(copy.lm).toBe(lm);
    expect(copy.config).toEqual({ temperature: 0.5 });
    expect(own.demos).toHaveLength(1);
  });
});

describe('setLM and getLM', () => {
  it('give all predictors one model, frozen ones excepted', () => {
    const lm = new MockLM([]);
    const frozen = new Holder({ p: predict() }).freeze();
    const module = new Holder({ a: predict(), b: new ChainOfThought('a -> b'), frozen }).setLM(lm);
    expect(module.getLM()).toBe(lm);
    expect(frozen.predictors()[0]!.lm).toBeUndefined();
  });

  it('find no single model where there is none or several', () => {
    const module = new Holder({ a: predict(), b: predict() });
    expect(() => module.getLM()).toThrow(/no model/);
    module.predictors()[0]!.lm = new MockLM([]);
    expect(() => module.getLM()).toThrow(/several models/);
  });

  it('refuse the name of a model', () => {
    const module = new Holder({ a: predict() });
    expect(() => module.setLM('openai/gpt-5-mini' as never)).toThrow(/new LM\("openai\/gpt-5-mini"\)/);
  });
});
