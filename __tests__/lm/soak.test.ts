import { soak } from '../../scripts/soak/soak';

describe('many calls to a server that fails now and then', () => {
  it('all end right, with every attempt counted and nothing left behind (sample of `npm run soak:lm`)', async () => {
    const { wrong, served, counted, attempts, left } = await soak(300, { faults: 0.2, seed: 7 });
    expect(wrong).toBe(0);
    expect(served).toBeGreaterThan(320);
    expect([counted, attempts]).toEqual([served, served]);
    expect(left).toEqual([]);
  });
});
