import { Dataset } from '../../../src/datasets';

const rows = (count: number) => Dataset.from(Array.from({ length: count }, (_, n) => ({ n })));
const order = async (dataset: Dataset<{ n: number }>) => (await dataset.toArray()).map(({ n }) => n);
const ascending = (values: number[]) => [...values].sort((a, b) => a - b);

describe('dataset.shuffle', () => {
  it('gives all examples in an order that the seed decides', async () => {
    const first = await order(rows(50).shuffle({ seed: 'a' }));
    expect(ascending(first)).toEqual(await order(rows(50)));
    expect(first).toEqual(await order(rows(50).shuffle({ seed: 'a' })));
    expect(first).not.toEqual(await order(rows(50).shuffle({ seed: 'b' })));
  });

  it('mixes within a window when it may hold no more', async () => {
    const mixed = await order(rows(1000).shuffle({ seed: 1, buffer: 10 }));
    expect(ascending(mixed)).toEqual(await order(rows(1000)));
    expect(mixed).not.toEqual(ascending(mixed));
    expect(mixed.every((n, place) => n <= place + 10)).toBe(true);
  });

  it.each([0, 1.5, -1])('refuses the window %d', (buffer) => {
    expect(() => rows(1).shuffle({ seed: 1, buffer })).toThrow('1 or more');
  });
});
