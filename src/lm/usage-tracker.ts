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
  const own: UsageTracker = { parent: tracker.get(), byModel: new Map() };
  const result = await tracker.run(own, body);
  const usage = [...own.byModel.values()].reduce(addUsage, NO_USAGE);
  return { result, usage, usageByModel: Object.fromEntries(own.byModel) };
}

/** Adds to every tracker around the running call. */
export function reportUsage(model: string, usage: Usage): void {
  for (let current = tracker.get(); current !== undefined; current = current.parent) {
    current.byModel.set(model, addUsage(current.byModel.get(model) ?? NO_USAGE, usage));
  }
}
