import * as fc from 'fast-check';
import { parseSignature, SignatureSyntaxError } from '../../../src/signatures';

const SEED = { seed: 20261125 };

const pieces = fc.constantFrom(
  ...'a b c answer -> : , ? | [ ] { } ( ) < > = ; . ... "x" \'y -> z\' " \' \\ list dict str int Optional Literal null 1 -2.5 1e5 => → é 💥 \n \t'.split(
    ' ',
  ),
  ' ',
);
const likeSignatures = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

function parseOrError(text: string): unknown {
  try {
    return parseSignature(text);
  } catch (error) {
    return error;
  }
}

describe('any text', () => {
  it.each([
    ['made of arbitrary characters', fc.string({ unit: 'binary', maxLength: 60 }), 500],
    ['made of the pieces of signatures', likeSignatures, 3000],
  ])('%s parses, or is refused at a column inside it', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseOrError(text);
        if (!(result instanceof Error)) return;
        expect(result).toBeInstanceOf(SignatureSyntaxError);
        const { column } = result as SignatureSyntaxError;
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(text.length + 1);
      }),
      { ...SEED, numRuns },
    );
  });

  it('takes time in proportion to its length', () => {
    const timeFor = (fields: number): number => {
      const side = (letter: string) =>
        Array.from({ length: fields }, (_, index) => `${letter}${index}: list["x" | int]`);
      const text: string = `${side('a').join(', ')} -> ${side('b').join(', ')}`;
      const start = performance.now();
      parseOrError(text);
      return performance.now() - start;
    };
    timeFor(500);
    const [short, long] = [timeFor(1_000), timeFor(20_000)];
    expect(long).toBeLessThan(Math.max(short, 2) * 20 * 10);
  });
});
