import { plainJson } from '../../../src/evaluate/export/plain-json';

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

describe('plainJson', () => {
  it('says dates, maps, class instances and big integers in JSON', () => {
    const value = {
      at: new Date(0),
      map: new Map([['a', 1]]),
      point: new Point(1, 2),
      big: 12345678901234567890n,
    };
    expect(plainJson(value)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      map: { a: 1 },
      point: { x: 1, y: 2 },
      big: '12345678901234567890',
    });
  });

  it('has null for what JSON cannot hold in a number or a list, and leaves out functions', () => {
    expect(plainJson({ a: NaN, b: [Infinity, undefined], c: () => 1, d: new Date(NaN) })).toEqual({
      a: null,
      b: [null, null],
      d: null,
    });
  });

  it('survives a cycle', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop.self = loop;
    expect(plainJson(loop)).toEqual({ name: 'loop', self: '[circular]' });
  });

  it('shows one object twice where it occurs twice', () => {
    const shared = { a: 1 };
    expect(plainJson([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
  });
});
