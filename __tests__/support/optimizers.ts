import type { LanguageModel } from '../../src/lm';
import {
  Auto,
  BetterTogether,
  BootstrapFewShot,
  BootstrapFewShotWithOptuna,
  BootstrapFewShotWithRandomSearch,
  COPRO,
  GEPA,
  InferRules,
  KNNFewShot,
  LabeledFewShot,
  MIPROv2,
  SIMBA,
  type CompileMetric,
  type JobTeleprompter,
} from '../../src/teleprompt';

/** What optimizers under test are made with. */
export interface OptimizerParts {
  readonly metric: CompileMetric;
  readonly promptModel: LanguageModel;
  readonly concurrency?: number;
}

/** Small instances of every optimizer, by name. */
export function everyOptimizer({ metric, promptModel, concurrency = 8 }: OptimizerParts) {
  const few = { maxBootstrappedDemos: 2, maxLabeledDemos: 2 };
  const copro = new COPRO({ metric, promptModel, concurrency, breadth: 3, depth: 1 });
  const labeled = new LabeledFewShot({ k: 2 });
  const optimizers: Readonly<Record<string, JobTeleprompter>> = {
    LabeledFewShot: labeled,
    BootstrapFewShot: new BootstrapFewShot({ metric, concurrency, ...few }),
    BootstrapFewShotWithRandomSearch: new BootstrapFewShotWithRandomSearch({
      metric,
      concurrency,
      ...few,
      numCandidatePrograms: 3,
    }),
    BootstrapFewShotWithOptuna: new BootstrapFewShotWithOptuna({
      metric,
      concurrency,
      ...few,
      numCandidatePrograms: 4,
    }),
    KNNFewShot: new KNNFewShot({ metric, concurrency, k: 2 }),
    COPRO: copro,
    InferRules: new InferRules({ metric, promptModel, concurrency, ...few, numCandidates: 3 }),
    MIPROv2: new MIPROv2({ metric, promptModel, concurrency, numCandidates: 3, numTrials: 6 }),
    SIMBA: new SIMBA({ metric, promptModel, concurrency, bsize: 8, numCandidates: 3, maxSteps: 2 }),
    GEPA: new GEPA({ metric, reflectionLm: promptModel, concurrency, maxMetricCalls: 120 }),
    BetterTogether: new BetterTogether({
      metric,
      concurrency,
      optimizers: { d: labeled, p: copro },
      valsetRatio: 0.5,
    }),
    Auto: new Auto({ metric, promptModel, concurrency, numInstructions: 2, numReflections: 1 }),
  };
  return optimizers;
}
