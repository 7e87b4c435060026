import { percentile } from '../../src/util';

describe('percentile', () => {
  it.each([
    [[5], 0.95, 5],
    [[1, 2, 3], 0.5, 2],
    [[1, 2], 0.5, 1.5],
    [[0, 10], 0.95, 9.5],
    [[1, 2, 3], 1, 3],
  ])('of %j at %d is %d', (sorted, share, value) => {
    expect(percentile(sorted, share)).toBeCloseTo(value, 10);
  });

  it('of nothing is not a number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});
