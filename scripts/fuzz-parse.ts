import fc from 'fast-check';
import { faultOf, fuzzedReplies } from '../__tests__/support/parse-fuzz';

/** Reads so many mutated replies: `npm run fuzz:parse -- RUNS SEED`. Exits with 1 at the first that is read wrong. */
const [runs = 100_000, seed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number);

const started = Date.now();
const details = fc.check(
  fc.property(fuzzedReplies, (reply) => {
    const fault = faultOf(reply);
    if (fault !== undefined) throw new Error(fault);
  }),
  { numRuns: runs, seed },
);
console.log(`${details.numRuns} replies in ${((Date.now() - started) / 1000).toFixed(0)} s, seed ${seed}`);
if (details.failed) console.error(fc.defaultReportMessage(details));
process.exitCode = details.failed ? 1 : 0;
