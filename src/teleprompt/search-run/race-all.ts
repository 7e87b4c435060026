import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { CompileRun, RunEvaluation } from '../job/compile-run';
import { settledAll } from '../job/settled-all';
import { isBeaten, meanScore, pairedStanding } from '../search/paired';
import { bestPlaces, rungSizes } from '../search/rungs';
import { scoresOf } from './scores-of';

/** What programs race over. */
export interface RaceTask {
  readonly examples: readonly Example[];
  /** Whether programs are given up that fall clearly behind. */
  readonly racing: boolean;
}

/**
 * Scores programs side by side on more and more of the examples, and gives those up that are clearly behind the best so far.
 *
 * @remarks Racing with paired differences after Maron and Moore, "Hoeffding Races" (1994).
 * @returns in the order of the programs; undefined for one that was given up.
 */
export async function raceAll(
  run: CompileRun<Module>,
  programs: readonly Module[],
  { examples, racing }: RaceTask,
): Promise<readonly (RunEvaluation | undefined)[]> {
  const ordered = run.random('race').shuffle(examples);
  const sizes = racing
    ? rungSizes(ordered.length, Math.max(8, Math.ceil(ordered.length / 4)))
    : [ordered.length];
  let running = programs.map((_, place) => place);
  let evaluations: readonly RunEvaluation[] = [];
  for (const size of sizes) {
    const seen = ordered.slice(0, size);
    evaluations = await settledAll(running.map((place) => run.evaluate(programs[place] as Module, seen)));
    if (size >= ordered.length) break;
    const tables = evaluations.map(scoresOf);
    const [leader = 0] = bestPlaces(tables.map(meanScore), 1);
    running = running.filter((_, index) => {
      const [best, own] = [tables[leader], tables[index]];
      return best === undefined || own === undefined || !isBeaten(pairedStanding(best, own));
    });
  }
  return programs.map((_, place) =>
    running.includes(place) ? evaluations[running.indexOf(place)] : undefined,
  );
}
