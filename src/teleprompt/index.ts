import './auto/auto-compile';

export { Auto, type AutoOptions } from './auto/auto';
export type { BootstrapOptions } from './bootstrap/bootstrap-options';
export type { CompileMetric } from './compile-metric';
export { BootstrapFewShot, type BootstrapFewShotOptions } from './bootstrap-few-shot';
export {
  BootstrapFewShotWithRandomSearch,
  BootstrapFewShotWithRandomSearch as BootstrapRS,
  type RandomSearchOptions,
} from './bootstrap-few-shot-with-random-search';
export { TeacherMismatchError, TooManyErrorsError } from './compile-errors';
export type { CompileEvent } from './compile-event';
export { KNNFewShot, type KnnFewShotOptions } from './knn-few-shot';
export { LabeledFewShot, type LabeledFewShotOptions } from './labeled-few-shot';
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
