import { killTrial, UNDER_WAY } from '../../../scripts/kill-loop/kill-trial';

describe('a compilation that is killed with SIGKILL', () => {
  // The whole is `npm run kill-loop:compile`.
  it('goes on to the same program and repeats only what was under way', async () => {
    const [undisturbed, killed] = await Promise.all([killTrial(0, 0), killTrial(3, 5)]);
    expect(killed.kills).toBeGreaterThan(0);
    expect(killed.state).toBe(undisturbed.state);
    expect(killed.repeated).toBeLessThanOrEqual(undisturbed.repeated + killed.kills * UNDER_WAY);
  }, 180_000);
});
