import type { Module } from '../../modules';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import { Contest } from '../search-run/contest';
import { proposerOf } from '../search-run/proposer-of';
import { componentsOf } from './components';
import { Evolution } from './evolution';
import type { GepaPlan } from './gepa-options';

/** What {@link GEPA} does in a run. */
export async function searchGepa<Student extends Module>(
  run: CompileRun<Student>,
  plan: GepaPlan,
): Promise<Student> {
  const { reflectionLm, seed, components: kinds, callsFor } = plan;
  const examples = run.valset ?? run.trainset;
  const space = new CandidateSpace(run.student);
  // Where one set serves for both, what was run to choose by is there to learn from.
  const contest = new Contest(run, space, examples, run.valset === undefined);
  const components = componentsOf(space, kinds);
  const maxCalls = callsFor({
    components: components.length,
    trainset: run.trainset.length,
    valset: run.valset?.length,
  });
  const proposer = proposerOf(run, { promptModel: reflectionLm, temperature: 1, seed });
  await new Evolution({ contest, components, proposer, plan, maxCalls }).evolve();
  return run.best?.program ?? run.student.deepCopy();
}
