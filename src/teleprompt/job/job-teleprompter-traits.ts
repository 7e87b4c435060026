import type { CompileMetric } from '../compile-metric';

/** What a {@link JobTeleprompter} says of itself. */
export interface JobTeleprompterTraits {
  /** Its name, such as `MIPROv2`. */
  readonly name: string;
  readonly metric?: CompileMetric;
  /** Decides on everything random. @default 0 */
  readonly seed?: number;
  /** Most things to do at once; decides on nothing. @default 8 */
  readonly concurrency?: number;
  /** How many evaluations in a row may fail by a fault of the provider or the metric. @default 20 */
  readonly maxErrors?: number;
  /** All options that decide on the result, `metric` and `seed` among them or not: a job with others cannot go on. */
  readonly options: Readonly<Record<string, unknown>>;
}
