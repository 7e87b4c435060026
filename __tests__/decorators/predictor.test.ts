import { compilers, runSources } from '../support/compile-source';
import { DecoratorUsageError, Predictor } from '../../src/decorators';

class Predict {}

describe.each(Object.keys(compilers))('@Predictor, compiled by %s', (compiler) => {
  const define = (body: string) => () =>
    runSources(
      compilers[compiler]!,
      { file: `import { Predict, Predictor } from 'dspex';\nexport class Router { ${body} }` },
      { dspex: { Predict, Predictor } },
    )('./file');

  it.each([
    [
      'a signature that does not exist yet',
      '@Predictor(undefined) route!: Predict;',
      /undefined as its signature/,
    ],
    [
      'a kind that does not exist yet',
      '@Predictor("a -> b", undefined) route!: Predict;',
      /undefined as its kind/,
    ],
    [
      'two on one property',
      '@Predictor("a -> b") @Predictor("a -> c") route!: Predict;',
      /stands there twice/,
    ],
    ['a method', '@Predictor("a -> b") route() {}', /stands on a method/],
  ])('refuses %s', (_, body, message) => {
    expect(define(body)).toThrow(DecoratorUsageError);
    expect(define(body)).toThrow(message);
  });
});
