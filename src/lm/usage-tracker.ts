import { contextSlot } from '../context';
import { addUsage, NO_USAGE, type Usage } from '../messages';

/** What {@link trackUsage} measured. */
export interface TrackedUsage<Result> {
  readonly result: Result;
  readonly usage: Usage;
  /** The same by model, as `provider/model`. */
  readonly usageByModel: Readonly<Record<string, Usage>>;
}

interface UsageTracker {
  readonly parent: UsageTracker | undefined;
  readonly byModel: Map<string, Usage>;
}

const tracker = contextSlot<UsageTracker | undefined>('usage-tracker', undefined);

/**
 * Runs `body` and adds up what all model calls in it consume, its parallel branches and its failed attempts included.
 *
 * Trackers nest: an outer one counts what an inner one counts.
 */
export async function trackUsage<Result>(
  body: () => Result | Promise<Result>,
): Promise<TrackedUsage<Result>> {
  const meter = new UsageMeter();
  const result = await meter.run(body);
  return { result, usage: meter.usage, usageByModel: meter.usageByModel };
}

/** What {@link trackUsage} measures with, for those who must know the usage even if the body fails or never ends. */
export class UsageMeter {
  readonly #own: UsageTracker = { parent: tracker.get(), byModel: new Map() };

  /** Counts what `body` and all it starts consume. */
  run<Result>(body: () => Result): Result {
    return tracker.run(this.#own, body);
  }

  /** All so far. */
  get usage(): Usage {
    let total = NO_USAGE;
    for (const usage of this.#own.byModel.values()) {
      total = total === NO_USAGE ? usage : addUsage(total, usage);
    }
    return total;
  }

  /** The same by model, as `provider/model`. */
  get usageByModel(): Readonly<Record<string, Usage>> {
    return Object.fromEntries(this.#own.byModel);
  }
}

/** Adds to every tracker around the running call. */
export function reportUsage(model: string, usage: Usage): void {
  for (let current = tracker.get(); current !== undefined; current = current.parent) {
    const before = current.byModel.get(model);
    current.byModel.set(model, before === undefined ? usage : addUsage(before, usage));
  }
}
