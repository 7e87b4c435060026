import { InvalidArgumentError } from '../errors';
import type { Clock } from '../resilience';

/** How long every store may keep a text. */
export interface ExpiryOptions {
  /**
   * How long a text stays, in milliseconds; `Infinity` for as long as there is room.
   * @default Infinity
   */
  readonly ttl?: number;
  /**
   * What tells the time; tests give one of their own.
   * @default the machine's clock
   */
  readonly clock?: Pick<Clock, 'now'>;
}

/** Refuses a size or a time that no store could keep to. */
export function assertPositive(value: number | undefined, where: string, unit: string): void {
  if (value === undefined || (typeof value === 'number' && value > 0)) return;
  throw new InvalidArgumentError(where, { found: String(value), expected: `${unit}, more than 0.` });
}

/** The sooner of the store's limit and the caller's; undefined for neither. */
export function expiryOf(
  { ttl = Number.POSITIVE_INFINITY, now }: { readonly ttl: number | undefined; readonly now: number },
  asked: number | undefined,
): number | undefined {
  const latest = Math.min(now + ttl, asked ?? Number.POSITIVE_INFINITY);
  return latest === Number.POSITIVE_INFINITY ? undefined : Math.ceil(latest);
}
