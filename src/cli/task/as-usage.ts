import { DspyError } from '../../errors';
import { UsageError } from '../cli-errors';

/** What the library refuses because of how the command was written is told as that. */
export function asUsage<Result>(what: string, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!DspyError.isInstance(error)) throw error;
    throw new UsageError({ problem: `The command line does not fit ${what}.`, found: error.message });
  }
}
