import { currentLM, type LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import type { CompileRun } from '../job/compile-run';
import { ProposerFailedError } from '../compile-errors';
import type { Proposer, Unanswered } from '../propose/ask-model';

/** How a run's proposer writes. */
export interface ProposerPlan {
  readonly promptModel: LanguageModel | undefined;
  readonly temperature: number;
  readonly seed: number;
}

/** A proposer whose answers are steps of a run: asked once, whatever happens. */
export function proposerOf(run: CompileRun<Module>, plan: ProposerPlan): Proposer {
  return {
    ...plan,
    promptModel: plan.promptModel ?? currentLM.get(),
    signal: run.signal,
    concurrency: run.concurrency,
    ask: (label, work) => run.step(label, work),
  };
}

/**
 * Tells of questions that brought nothing.
 *
 * @param answered whether any question brought something.
 * @throws {@link ProposerFailedError} when none did: there is nothing to search through.
 */
export function reportFailures(
  run: CompileRun<Module>,
  optimizer: string,
  { failures, answered }: { readonly failures: readonly Unanswered[]; readonly answered: boolean },
): void {
  for (const { label, problem } of failures) run.note(`No proposal for ${label}: ${problem}`);
  const [first] = failures;
  if (!answered && first !== undefined)
    throw new ProposerFailedError(optimizer, failures.length, first.problem);
}
