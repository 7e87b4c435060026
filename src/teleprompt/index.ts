export { compileAuto } from './auto/auto-compile';

export { Auto } from './auto/auto';
export type { AutoOptions } from './auto/auto-options';
export type { BootstrapOptions } from './bootstrap/bootstrap-options';
export type { CompileMetric } from './compile-metric';
export { BootstrapFewShot, type BootstrapFewShotOptions } from './bootstrap-few-shot';
export {
  BootstrapFewShotWithRandomSearch,
  BootstrapFewShotWithRandomSearch as BootstrapRS,
} from './random-search/bootstrap-few-shot-with-random-search';
export type { RandomSearchOptions } from './random-search/random-search-options';
export { ProposerFailedError, TeacherMismatchError, TooManyErrorsError } from './compile-errors';
export type { CompileEvent } from './compile-event';
export { KNNFewShot } from './nearest/knn-few-shot';
export type { KnnFewShotOptions } from './nearest/knn-options';
export { LabeledFewShot, type LabeledFewShotOptions } from './labeled-few-shot';
export { BetterTogether, type BetterTogetherOptions } from './better-together/better-together';
export { COPRO } from './copro/copro';
export type { COPROOptions } from './copro/copro-options';
export { Ensemble, majorityOf, type EnsembleOptions } from './ensemble/ensemble';
export { EnsembleProgram, type EnsembleSettings, type ReduceFunction } from './ensemble/ensemble-program';
export { InferRules } from './infer-rules/infer-rules';
export type { InferRulesOptions } from './infer-rules/infer-rules-options';
export { BootstrapFewShotWithOptuna } from './optuna/bootstrap-few-shot-with-optuna';
export type { BootstrapFewShotWithOptunaOptions } from './optuna/optuna-options';
export { ReAnchor } from './re-anchor/re-anchor';
export type { ReAnchorOptions } from './re-anchor/re-anchor-options';
export { SIMBA } from './simba/simba';
export type { SIMBAOptions } from './simba/simba-options';
export type { ComponentKind } from './gepa/components';
export { GEPA } from './gepa/gepa';
export type { ComponentChoice, GEPAOptions, PredictorCall, ProposalRequest } from './gepa/gepa-options';
export type { FeedbackRecord } from './propose/reflect';
export { MIPROv2 } from './mipro-v2/mipro-v2';
export type { MiproAuto, MIPROv2Options } from './mipro-v2/mipro-options';
export type { CompileOptions, Teleprompter } from './teleprompter';
export { CompileJob, type CompileResult, type JobProgress, type JobState } from './job/compile-job';
export { CompileReport } from './job/compile-report';
export {
  CompilePlan,
  type CallKind,
  type PlannedCalls,
  type PlannedPhase,
  type PlanFacts,
} from './plan/compile-plan';
export type { PlanSize } from './plan/plan-size';
export type { CompileReportData, Confirmation } from './job/report-data';
export type { CompileRun, RunEvaluateOptions, RunEvaluation, TracedRow } from './job/compile-run';
export type { CompileBudget, Spending } from './job/budget';
export type { CandidateReport, TriedCandidate } from './job/candidate-report';
export { CompileEndedError, JobLockedError, JobMismatchError, type EndReason } from './job/job-errors';
export { Jobs, type JobSummary } from './job/jobs';
export { JobTeleprompter } from './job/job-teleprompter';
export type { JobTeleprompterTraits } from './job/job-teleprompter-traits';
export type { StopConditions } from './job/stop-conditions';
