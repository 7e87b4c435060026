import { killTrial, UNDER_WAY } from '../../../scripts/kill-loop/kill-trial';

describe('a compilation that is killed with SIGKILL', () => {
  // The whole is `npm run kill-loop:compile`.
  it.each([
    ['BootstrapFewShotWithRandomSearch', 30],
    ['BetterTogether', 20],
  ])(
    'goes on to the same program and repeats only what was under way: %s',
    async (name, within) => {
      const [undisturbed, killed] = await Promise.all([
        killTrial(name, { kills: 0 }),
        killTrial(name, { kills: 3, within, seed: 5 }),
      ]);
      expect(killed.kills).toBeGreaterThan(0);
      expect(killed.state).toBe(undisturbed.state);
      expect(killed.repeated).toBeLessThanOrEqual(undisturbed.repeated + killed.kills * UNDER_WAY);
    },
    180_000,
  );
});
