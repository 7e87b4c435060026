import { studentQuantile975 } from '../../../src/evaluate/statistics/student-quantile';

describe('studentQuantile975', () => {
  it.each([
    [1, 12.7062],
    [10, 2.2281],
    [11, 2.201],
    [20, 2.086],
    [30, 2.0423],
    [120, 1.9799],
    [1e9, 1.96],
  ])('at %d degrees of freedom is %d', (degrees, expected) => {
    expect(studentQuantile975(degrees)).toBeCloseTo(expected, 4);
  });
});
