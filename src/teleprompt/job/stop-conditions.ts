import { existsSync } from 'node:fs';
import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';

/** When a search stops before it is done. Any one is enough. */
export interface StopConditions {
  /** A score, in the metric's own units, that is good enough. @default none */
  readonly score?: number;
  /** So many candidates in a row that are no better than the best. @default no bound */
  readonly patience?: number;
  /** A file whose appearance stops the search. @default none */
  readonly file?: string;
}

/** The file in a job's directory that tells it to stop. */
export const STOP_FILE = 'stop';

/** How a search stands. */
export interface SearchState {
  readonly bestScore: number | undefined;
  /** Candidates since the best one changed. */
  readonly sinceBest: number;
}

/** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
export function checkStop(stop: StopConditions): void {
  assertKnownOptions(stop, ['score', 'patience', 'file'], 'compile(student, { stop })');
  const { patience } = stop;
  if (patience === undefined || (Number.isInteger(patience) && patience >= 1)) return;
  throw new InvalidArgumentError('compile(student, { stop: { patience } })', {
    found: String(patience),
    expected: 'a whole number of at least 1.',
  });
}

/** The condition that holds, in words; undefined if none does. */
export function whyStop(stop: StopConditions, { bestScore, sinceBest }: SearchState): string | undefined {
  const { score, patience, file } = stop;
  if (score !== undefined && bestScore !== undefined && bestScore >= score)
    return `the score ${score} was reached`;
  if (patience !== undefined && sinceBest >= patience) return `${patience} candidates were no better`;
  return file !== undefined && existsSync(file) ? `the file ${file} is there` : undefined;
}
