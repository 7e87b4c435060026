import { compilers, compilersOf, runSources } from '../support/compile-source';
import { Predictor } from '../../src/decorators';
import { type AnyClass, predictorsOf, PredictorKindError } from '../../src/metadata';

class Predict {}
class ChainOfThought {}
class RouteTicket {}

describe('predictorsOf', () => {
  it('takes the kind from the type of the property', () => {
    class Router {
      @Predictor(RouteTicket) readonly route!: ChainOfThought;
    }

    expect(predictorsOf(Router)).toEqual([{ name: 'route', signature: RouteTicket, kind: ChainOfThought }]);
  });

  it('prefers the kind that is named', () => {
    class Router {
      @Predictor('ticket -> team', Predict) readonly route!: ChainOfThought;
    }

    expect(predictorsOf(Router)).toEqual([{ name: 'route', signature: 'ticket -> team', kind: Predict }]);
  });

  it('resolves arrow functions at first use', () => {
    class Router {
      @Predictor(() => Later, () => Predict)
      readonly route!: Predict;
    }
    class Later {}

    expect(predictorsOf(Router)).toEqual([{ name: 'route', signature: Later, kind: Predict }]);
  });

  it('lists those of the base first, and one declared again once', () => {
    class Base {
      @Predictor('a -> b') readonly first!: Predict;
      @Predictor('a -> c') readonly second!: Predict;
    }
    class Child extends Base {
      @Predictor('a -> d') readonly third!: Predict;
      @Predictor('a -> e') override readonly first!: Predict;
    }

    expect(predictorsOf(Child).map(({ name, signature }) => `${name}: ${String(signature)}`)).toEqual([
      'first: a -> e',
      'second: a -> c',
      'third: a -> d',
    ]);
    expect(predictorsOf(Base)[0]?.signature).toBe('a -> b');
  });

  it('says what to write when the type was erased', () => {
    class Router {
      @Predictor('a -> b') readonly route!: Predict | undefined | string;
    }

    expect(() => predictorsOf(Router)).toThrow(PredictorKindError);
    expect(() => predictorsOf(Router)).toThrow(
      /Router\.route.*erased.*\n.*@Predictor\(RouteTicket, ChainOfThought\)/s,
    );
  });

  it.each([...compilersOf('standard'), 'esbuild, legacy'])('says so where %s emits no type', (compiler) => {
    const file = `
      import { Predict, Predictor } from 'dspex';
      export class Named { @Predictor('a -> b', Predict) readonly step!: Predict }
      export class Unnamed { @Predictor('a -> b') readonly step!: Predict }`;
    const { Named, Unnamed } = runSources(
      compilers[compiler]!,
      { file },
      { dspex: { Predict, Predictor } },
    )('./file');

    expect(predictorsOf(Named as AnyClass)).toEqual([{ name: 'step', signature: 'a -> b', kind: Predict }]);
    expect(() => predictorsOf(Unnamed as AnyClass)).toThrow(/Unnamed\.step.*emitted no metadata/);
  });
});
