import { everyOptimizer } from '../../__tests__/support/optimizers';
import { MockLM } from '../../src/testing';
import { killTrial, UNDER_WAY } from './kill-trial';

/** Kills of one compilation, before it may end. */
const A_TRIAL = 5;

/**
 * `npm run kill-loop:compile -- [KILLS] [OPTIMIZER]`: kills the compilations of each optimizer, or of one, so often; each must come to the
 * program of one that nobody disturbed, and pay again for no more than what was under way.
 */
async function main(): Promise<void> {
  const [kills = '200', only] = process.argv.slice(2);
  const names = Object.keys(everyOptimizer({ metric: () => 0, promptModel: new MockLM([]) }));
  for (const name of only === undefined ? names : [only]) await attack(name, Number(kills));
}

async function attack(name: string, kills: number): Promise<void> {
  const calm = await killTrial(name, { kills: 0 });
  if (calm.calls === 0) return console.log(`${name}: asks no model, so there is nothing to kill.`);
  let done = 0;
  for (let seed = 1; done < kills; seed++) {
    const within = Math.max(1, Math.floor(calm.calls / A_TRIAL));
    const killed = await killTrial(name, { kills: Math.min(A_TRIAL, kills - done), within, seed });
    if (killed.state !== calm.state) throw new Error(`${name}, trial ${seed}: came to another program.`);
    const again = killed.repeated - calm.repeated;
    if (again > killed.kills * UNDER_WAY) {
      throw new Error(`${name}, trial ${seed}: ${again} calls again after ${killed.kills} kills.`);
    }
    if (killed.kills === 0) throw new Error(`${name}, trial ${seed}: ended before it was killed.`);
    done += killed.kills;
  }
  console.log(`${name}: ${done} kills, ${calm.calls} calls undisturbed; all came to the same program.`);
}

void main();
