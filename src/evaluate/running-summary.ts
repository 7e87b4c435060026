import { addUsage, NO_USAGE, type Usage } from '../messages';
import type { EvaluationRow } from './evaluation-row';
import { meanOf, type EvaluationSummary } from './evaluation-summary';
import type { ErrorKind } from './row-error';
import { meanInterval } from './statistics/confidence-interval';
import { latencySummary } from './statistics/latency';
import { Numbers } from './statistics/numbers';

/**
 * Adds rows up one by one and keeps none of them: of each its score and its time, 8 bytes each. Linear in the number of rows but for
 * sorting the times.
 */
export class RunningSummary {
  readonly #scores = new Numbers();
  readonly #latencies = new Numbers();
  /** Scores by example, where each is run several times: runs of the same one are not independent, so it counts once. */
  readonly #byExample: Map<number, { sum: number; count: number }> | undefined;
  readonly #objectives = new Map<string, { sum: number; count: number }>();
  readonly #errors: Partial<Record<ErrorKind, number>> = {};
  #usage: Usage = NO_USAGE;
  #metricUsage: Usage = NO_USAGE;

  /** @param repeats how often each example is run. */
  constructor(repeats: number) {
    this.#byExample = repeats > 1 ? new Map() : undefined;
  }

  /** How many rows were added. */
  get count(): number {
    return this.#latencies.length;
  }

  add({ index, score, objectives, error, latencyMs, usage, metricUsage }: EvaluationRow): void {
    if (score !== undefined) {
      if (this.#byExample === undefined) this.#scores.push(score);
      else count(this.#byExample, index, score);
    }
    for (const [name, value] of Object.entries(objectives ?? {})) count(this.#objectives, name, value);
    if (error !== undefined) this.#errors[error.kind] = (this.#errors[error.kind] ?? 0) + 1;
    this.#latencies.push(latencyMs);
    this.#usage = addUsage(this.#usage, usage);
    if (metricUsage !== undefined) this.#metricUsage = addUsage(this.#metricUsage, metricUsage);
  }

  summary(): EvaluationSummary {
    const scores =
      this.#byExample === undefined
        ? this.#scores.values
        : [...this.#byExample.values()].map((total) => total.sum / total.count);
    return {
      score: meanOf(scores),
      n: scores.length,
      errors: { ...this.#errors },
      interval: meanInterval(scores),
      objectives: Object.fromEntries(
        [...this.#objectives].map(([name, { sum, count: number }]) => [name, sum / number]),
      ),
      latency: latencySummary(this.#latencies.values),
      usage: this.#usage,
      metricUsage: this.#metricUsage,
    };
  }
}

/** The figures of some rows. */
export function summarize(rows: readonly EvaluationRow[]): EvaluationSummary {
  const running = new RunningSummary(rows.some(({ rollout }) => rollout !== undefined) ? 2 : 1);
  for (const row of rows) running.add(row);
  return running.summary();
}

function count<Key>(totals: Map<Key, { sum: number; count: number }>, key: Key, value: number): void {
  const total = totals.get(key);
  if (total === undefined) totals.set(key, { sum: value, count: 1 });
  else {
    total.sum += value;
    total.count++;
  }
}
