/** Matchers for Jest and Vitest, `dspex/jest`. */
export { dspexMatchers, type DspexMatchers } from './dspex-matchers';
export type { MatcherResult } from './matcher-result';
export type { RecordedProgramOptions } from './to-match-recorded-program';
export type { ProgramScoreOptions } from './to-score-at-least';
