import { NO_USAGE } from '../../messages';
import type { RecordedOutcome, UnitTerms } from '../../evaluate';

/** The outcome of a unit that ended worker after worker. */
export function poisoned(message: string, { failureScore }: UnitTerms): RecordedOutcome {
  return {
    error: { kind: 'program', code: 'DISTRIBUTED_POISON_JOB', message },
    latencyMs: 0,
    usage: NO_USAGE,
    ...(failureScore === undefined ? {} : { score: failureScore }),
  };
}
