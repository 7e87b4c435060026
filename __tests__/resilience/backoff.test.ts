import { backoffDelay } from '../../src/resilience/backoff';

describe('backoffDelay', () => {
  it('doubles, between half and all of the ceiling', () => {
    const delays = (random: number) =>
      [0, 1, 2, 3].map((attempt) => backoffDelay(attempt, { firstDelay: 100, random: () => random }));
    expect(delays(0)).toEqual([50, 100, 200, 400]);
    expect(delays(1)).toEqual([100, 200, 400, 800]);
  });

  it('stops growing at its maximum, however many attempts there were', () => {
    for (const attempt of [10, 100, 5000]) {
      expect(backoffDelay(attempt, { maxDelay: 1000, random: () => 1 })).toBe(1000);
    }
  });

  it('starts with half a second to itself', () => {
    expect(backoffDelay(0, { random: () => 1 })).toBe(500);
    expect(backoffDelay(20, { random: () => 1 })).toBe(30_000);
  });
});
