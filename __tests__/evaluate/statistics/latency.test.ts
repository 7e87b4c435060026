import { latencySummary } from '../../../src/evaluate/statistics/latency';

describe('latencySummary', () => {
  it('gives percentiles of durations in any order', () => {
    expect(latencySummary([30, 10, 20])).toEqual({ p50: 20, p95: 29, p99: 29.8 });
  });

  it('is NaN of nothing', () => {
    expect(latencySummary([])).toEqual({ p50: NaN, p95: NaN, p99: NaN });
  });
});
