import { signTest } from '../../../src/evaluate/statistics/sign-test';

describe('signTest', () => {
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [5, 0, 0.0625],
    [0, 10, 0.001953125],
    [8, 2, 0.109375],
  ])('gives for %d wins and %d losses %d', (wins, losses, expected) => {
    expect(signTest(wins, losses)).toBeCloseTo(expected, 9);
  });

  it('holds for thousands', () => {
    expect(signTest(5_100, 4_900)).toBeCloseTo(0.0466, 3);
  });
});
