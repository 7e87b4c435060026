export { compileAuto } from './auto/auto-compile';

export { Auto, type AutoOptions } from './auto/auto';
export type { BootstrapOptions } from './bootstrap/bootstrap-options';
export type { CompileMetric } from './compile-metric';
export { BootstrapFewShot, type BootstrapFewShotOptions } from './bootstrap-few-shot';
export {
  BootstrapFewShotWithRandomSearch,
  BootstrapFewShotWithRandomSearch as BootstrapRS,
  type RandomSearchOptions,
} from './bootstrap-few-shot-with-random-search';
export { ProposerFailedError, TeacherMismatchError, TooManyErrorsError } from './compile-errors';
export type { CompileEvent } from './compile-event';
export { KNNFewShot, type KnnFewShotOptions } from './knn-few-shot';
export { LabeledFewShot, type LabeledFewShotOptions } from './labeled-few-shot';
export { BetterTogether, type BetterTogetherOptions } from './better-together/better-together';
export { COPRO, type COPROOptions } from './copro/copro';
export { Ensemble, majorityOf, type EnsembleOptions } from './ensemble/ensemble';
export { EnsembleProgram, type EnsembleSettings, type ReduceFunction } from './ensemble/ensemble-program';
export { InferRules, type InferRulesOptions } from './infer-rules/infer-rules';
export {
  BootstrapFewShotWithOptuna,
  type BootstrapFewShotWithOptunaOptions,
} from './optuna/bootstrap-few-shot-with-optuna';
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
export type { CompileReportData, Confirmation } from './job/report-data';
export { CompileRun, type RunEvaluateOptions, type RunEvaluation, type TracedRow } from './job/compile-run';
export type { CompileBudget, Spending } from './job/budget';
export type { CandidateReport, TriedCandidate } from './job/candidate-report';
export { CompileEndedError, JobLockedError, JobMismatchError, type EndReason } from './job/job-errors';
export { Jobs, type JobSummary } from './job/jobs';
export { JobTeleprompter, type JobTeleprompterTraits } from './job/job-teleprompter';
export type { StopConditions } from './job/stop-conditions';
