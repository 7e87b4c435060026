export type { BootstrapOptions, CompileMetric } from './bootstrap/bootstrap-options';
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
export type { CandidateReport, RandomSearchReport } from './rank-candidates';
export type { CompileOptions, Teleprompter } from './teleprompter';
