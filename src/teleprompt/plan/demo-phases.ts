import type { BootstrapPlan } from '../bootstrap/bootstrap-options';
import type { KnnPlan } from '../nearest/knn-options';
import type { OptunaPlan } from '../optuna/optuna-options';
import { POOL } from '../optuna/search-demos';
import type { RandomSearchPlan } from '../random-search/random-search-options';
import type { PlannedPhase } from './compile-plan';
import { phase, setSizes, type PlanSize } from './plan-size';

/** Racing gives up on about so many of the runs. */
const RACED = 0.6;

/** A teacher over some examples until so many demonstrations are found; it is right about half of the time. */
export function teacherPhase(
  what: string,
  { maxBootstrappedDemos, maxRounds }: Pick<BootstrapPlan, 'maxBootstrappedDemos' | 'maxRounds'>,
  { examples, wanted = maxBootstrappedDemos }: { readonly examples: number; readonly wanted?: number },
): PlannedPhase {
  const most = maxBootstrappedDemos === 0 ? 0 : maxRounds * examples;
  return phase(what, 'teacher', most, 2 * wanted);
}

export function bootstrapPhases(plan: BootstrapPlan, { trainset }: PlanSize): readonly PlannedPhase[] {
  return [teacherPhase('demonstrations', plan, { examples: trainset })];
}

export function randomSearchPhases(
  { bootstrap, count, racing, stopAtScore }: RandomSearchPlan,
  size: PlanSize,
): readonly PlannedPhase[] {
  const { train, val } = setSizes(size);
  const one = teacherPhase('demonstrations', bootstrap, { examples: train });
  const candidates = count + 3;
  const share = racing && stopAtScore === undefined ? RACED : 1;
  return [
    { ...one, most: (count + 1) * one.most, expected: (count + 1) * one.expected },
    phase(`${candidates} candidates`, 'program', candidates * val, share * candidates * val),
  ];
}

export function optunaPhases({ bootstrap, trials }: OptunaPlan, size: PlanSize): readonly PlannedPhase[] {
  const { train, val } = setSizes(size);
  const wanted = POOL * bootstrap.maxBootstrappedDemos;
  return [
    teacherPhase('demonstrations', bootstrap, { examples: train, wanted }),
    phase(`student and ${trials} trials`, 'program', (1 + trials) * val, (1 + trials * RACED) * val),
  ];
}

export function knnPhases({ bootstrap }: KnnPlan, { trainset }: PlanSize): readonly PlannedPhase[] {
  const most = bootstrap.metric === undefined ? 0 : bootstrap.maxRounds * trainset;
  return [phase('demonstrations', 'teacher', most, trainset)];
}
