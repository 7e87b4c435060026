import type { ExitCode } from '../command';
import type { Output } from '../surroundings';

/** What a gate is judged by. */
export interface Judged {
  /** What must be reached; undefined for no gate. */
  readonly gate: number | undefined;
  readonly reached: number;
  /** What was reached, in words. */
  readonly what: string;
  /** How many of the rows have no score, and how many may have none. */
  readonly unscored: number;
  readonly total: number;
  /** @default 0 */
  readonly allowed?: number;
}

/** 0 where the gate is met or there is none, 100 where it is missed, 1 where nobody can know. */
export function gateCode(
  { gate, reached, what, unscored, total, allowed = 0 }: Judged,
  stderr: Output,
): ExitCode {
  if (gate === undefined) return 0;
  if (unscored > allowed) {
    const problem = `The gate cannot be judged: ${unscored} of ${total} rows have no score.`;
    stderr.write(`${problem}\nFix: mend what fails, or allow it: --allow-errors ${unscored}\n`);
    return 1;
  }
  if (reached >= gate) return 0;
  stderr.write(`Gate missed: ${what} ${reached.toFixed(4)} is below ${gate}.\n`);
  return 100;
}
