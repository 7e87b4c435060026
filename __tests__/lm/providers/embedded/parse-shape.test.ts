import * as fc from 'fast-check';
import { parseShape } from '../../../../src/lm/providers/embedded/parse-shape';

const text = { kind: 'text' };
const choice = (...choices: unknown[]) => ({ kind: 'choice', choices });

describe('parseShape', () => {
  it.each<[string, object]>([
    ['string', text],
    ['str', text],
    ['number', { kind: 'number', integer: false }],
    ['int', { kind: 'number', integer: true }],
    ['bool', { kind: 'boolean' }],
    ['date', { kind: 'date', time: false }],
    ['date (YYYY-MM-DD)', { kind: 'date', time: false }],
    ['date (ISO 8601 with time)', { kind: 'date', time: true }],
    ['datetime', { kind: 'date', time: true }],
    ['"yes" | "no"', choice('yes', 'no')],
    ["Literal['a', 'it\\'s']", choice('a', "it's")],
    ['1 | 2', choice(1, 2)],
    ['true | False', choice(true, false)],
    ['"a" | null', { kind: 'maybe', of: choice('a') }],
    ['Optional[int]', { kind: 'maybe', of: { kind: 'number', integer: true } }],
    ['string[]', { kind: 'list', items: text }],
    ['number[][]', { kind: 'list', items: { kind: 'list', items: { kind: 'number', integer: false } } }],
    ['list[dict[str, int]]', { kind: 'list', items: { kind: 'map' } }],
    ['Array<"a" | "b">', { kind: 'list', items: choice('a', 'b') }],
    ['("a" | "b")[]', { kind: 'list', items: choice('a', 'b') }],
    ['Record<string, number>', { kind: 'map' }],
    ['object', { kind: 'map' }],
    ['{}', { kind: 'map' }],
    ['unheard-of', text],
    ['', text],
  ])('reads %j', (notation, shape) => {
    expect(parseShape(notation)).toEqual(shape);
  });

  it('reads objects, with optional members and quoted names', () => {
    expect(parseShape('{ sku: string, count?: integer; "full name": "x" | "y" }[]')).toEqual({
      kind: 'list',
      items: {
        kind: 'object',
        properties: [
          { name: 'sku', shape: text, desc: '' },
          { name: 'count', shape: { kind: 'maybe', of: { kind: 'number', integer: true } }, desc: '' },
          { name: 'full name', shape: choice('x', 'y'), desc: '' },
        ],
      },
    });
  });

  it('never fails, whatever the text', () => {
    const piece = fc.constantFrom(
      ...'{}[]()<>|,:;?"\'\\ a str list literal 1 -2.5 null'.split(' '),
      '[',
      '{',
      '"',
      '<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(parseShape(pieces.join(''))).toHaveProperty('kind');
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('takes time in proportion to its length', () => {
    expect(parseShape(`{ ${'a: string, '.repeat(50_000)} }`).kind).toBe('object');
    expect(parseShape(`"${'\\"'.repeat(100_000)}`)).toHaveProperty('kind');
  });
});
