import { killTrial, UNDER_WAY } from './kill-trial';

/** `npm run kill-loop:compile -- [TRIALS] [KILLS]`: every compilation must come to the program of one that nobody disturbed. */
async function main(): Promise<void> {
  const [trials = 50, kills = 4] = process.argv.slice(2).map(Number);
  const { state, calls } = await killTrial(0, 0);
  let total = 0;
  for (let trial = 1; trial <= trials; trial++) {
    const killed = await killTrial(kills, trial);
    total += killed.kills;
    if (killed.state !== state) throw new Error(`Trial ${trial} came to another program.`);
    if (killed.repeated > killed.kills * UNDER_WAY) {
      throw new Error(`Trial ${trial} made ${killed.repeated} calls again after ${killed.kills} kills.`);
    }
    console.log(
      `trial ${trial}: ${killed.kills} kills, ${killed.calls} calls (${calls} undisturbed), same program`,
    );
  }
  console.log(`${total} kills: all compilations came to the same program.`);
}

void main();
