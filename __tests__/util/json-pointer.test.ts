import { resolvePointer } from '../../src/util';

const ROOT = { $defs: { 'a/b': { x: 1 }, 'c~d': [10, 20] }, '%zz': 2 };

describe('resolvePointer', () => {
  it.each([
    ['#', ROOT],
    ['#/$defs/a~1b/x', 1],
    ['#/$defs/c~0d/1', 20],
    ['#/%zz', 2],
    ['#/%24defs/a~1b/x', 1],
  ])('follows %s', (reference, value) => {
    expect(resolvePointer(reference, ROOT)).toEqual(value);
  });

  it.each(['#/nowhere', '#/__proto__', '#/$defs/a~1b/x/y', 'other.json#/a', 'name'])(
    'gives nothing for %s',
    (reference) => {
      expect(resolvePointer(reference, ROOT)).toBeUndefined();
    },
  );
});
