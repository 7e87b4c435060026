import type { GateOptions } from '../evaluate';
import { toMatchRecordedProgram, type RecordedProgramOptions } from './to-match-recorded-program';
import { toScoreAtLeast, type ProgramScoreOptions } from './to-score-at-least';

/**
 * The matchers, for `expect.extend(dspexMatchers)` of Jest and of Vitest.
 *
 * @example
 * ```ts
 * expect.extend(dspexMatchers);
 * await expect(router).toScoreAtLeast(0.8, { devset, metric: exactMatch('team') });
 * await expect(router).toMatchRecordedProgram('recordings/router', { inputs: [{ ticket: 'Charged twice' }] });
 * ```
 */
export const dspexMatchers = Object.freeze({ toScoreAtLeast, toMatchRecordedProgram });

/**
 * What `expect(…)` gains. `@types/jest` learns it by importing `dspex/jest`; for `@jest/globals` and Vitest say it once, in a file of
 * types: `declare module 'vitest' { interface Matchers<T = any> extends DspexMatchers<T> {} }`.
 */
export interface DspexMatchers<Returned = unknown> {
  /** The result of an evaluation passes its gate: see `assertScore`. */
  toScoreAtLeast(minimum: number, options?: GateOptions): Returned;
  /** A program reaches a score on a devset. Await it. */
  toScoreAtLeast<Fields extends object, Answer>(
    minimum: number,
    options: ProgramScoreOptions<Fields, Answer>,
  ): Promise<Returned>;
  /** A program asks and answers as it was recorded. Await it. */
  toMatchRecordedProgram(directory: string, options: RecordedProgramOptions): Promise<Returned>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends DspexMatchers<R> {}
  }
}
