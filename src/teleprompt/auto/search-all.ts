import type { Module } from '../../modules';
import { applyChanges } from '../candidate/apply-changes';
import type { CompileRun } from '../job/compile-run';
import { setsOf } from '../split-trainset';
import { bootstrappedArms, cheapArms, type Arm } from './arms';
import type { AutoPlan } from './auto-options';
import { Race } from './race';
import { reflectedArm, writtenArms } from './written-arms';

/** Rows in the first look at each candidate. */
const FIRST_RUNG = 24;

/** How many stay in the race between looks. */
const KEPT = 8;

/** What {@link Auto} does in a run. */
export async function searchAll<Student extends Module>(
  run: CompileRun<Student>,
  plan: AutoPlan,
): Promise<Student> {
  const { seed, numReflections } = plan;
  const sets = setsOf(run, seed);
  const race = new Race(run, sets.valset, { firstRung: FIRST_RUNG, kept: KEPT });
  const make = { run, trainset: sets.trainset, settings: plan };
  await race.enter(await cheapArms(make));
  if (!race.isWon) await race.enter(await bootstrappedArms(make));
  if (!race.isWon) await race.enter(await writtenArms({ ...make, base: race.leader.program }));
  if (!race.isWon) await race.enter(combined(race));
  for (let round = 0; round < numReflections && !race.isWon; round++) {
    await race.enter(await reflectedArm({ ...make, base: race.leader.program }, round));
  }
  await race.finish();
  return race.leader.program;
}

/** The best new instructions with the best demonstrations they were not tried with. */
function combined<Student extends Module>(race: Race<Student>): Arm<Student>[] {
  const written = race.best('instructions');
  const shown = race.best('demonstrations');
  if (written === undefined || shown === undefined) return [];
  const instructions = written.program
    .namedPredictors()
    .map(([path, { signature }]) => [path, { instructions: signature.instructions }] as const);
  const program = applyChanges(shown.program, Object.fromEntries(instructions));
  return [{ program, family: 'combination', origin: `${shown.origin} with ${written.origin}` }];
}
