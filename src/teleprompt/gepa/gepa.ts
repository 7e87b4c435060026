import type { Module } from '../../modules';
import { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun } from '../job/compile-run';
import { JobTeleprompter } from '../job/job-teleprompter';
import { Contest } from '../search-run/contest';
import { proposerOf } from '../search-run/proposer-of';
import { componentsOf } from './components';
import { Evolution } from './evolution';
import { planGepa, type GEPAOptions, type GepaPlan } from './gepa-options';

/**
 * Lets a model reflect, in words, on what went wrong in a few runs, and rewrite the instructions of the predictor at fault. What
 * improves the minibatch is scored on all examples and joins a pool, of which candidates that are best at something are
 * changed further, or merged.
 *
 * @remarks DSPy's `GEPA` (Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning", 2025) with
 * its parameters. Feedback, score and run are of one call of the metric; predictors are told apart by path; nothing is
 * run twice; the budget is never overstepped; a reflection model that is dead ends the search; rejected texts are
 * remembered. Without a valset the trainset is chosen by as well.
 *
 * @example
 * ```ts
 * const metric = (example, prediction) => ({ score: …, feedback: 'what was wrong' });
 * const program = await new GEPA({ metric, auto: 'light', reflectionLm }).compile(student, { trainset, valset });
 * ```
 */
export class GEPA extends JobTeleprompter {
  readonly #plan: GepaPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: GEPAOptions) {
    const plan = planGepa(options, 'new GEPA(...)');
    const { metric, concurrency, maxErrors, ...rest } = options;
    super({
      name: 'GEPA',
      metric,
      seed: plan.seed,
      concurrency,
      maxErrors,
      options: rest,
    });
    this.#plan = plan;
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { reflectionLm, seed, components: kinds, callsFor } = this.#plan;
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
    await new Evolution({ contest, components, proposer, plan: this.#plan, maxCalls }).evolve();
    return run.best?.program ?? run.student.deepCopy();
  }
}
