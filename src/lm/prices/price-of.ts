import { contextSlot } from '../../context';
import type { ModelPrice, PriceTable } from './model-price';
import { PRICES } from './price-data';

/** The user's own prices, before those that are built in. */
export const currentPrices = contextSlot<PriceTable>('prices', Object.freeze({}));

/** A snapshot's date, or the word for the newest one, after the name of a model. */
const SNAPSHOT = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/;

/**
 * What a model costs, as far as anybody said: the prices in force, then those that are built in. A dated name counts as the
 * model it is a snapshot of.
 *
 * @param names `provider/model`, the likeliest first.
 * @returns undefined when nobody knows.
 */
export function priceOf(...names: readonly string[]): ModelPrice | undefined {
  const own = currentPrices.get();
  for (const name of names) {
    const price = own[name] ?? PRICES[name];
    if (price !== undefined) return price;
  }
  for (const name of names) {
    const family = name.replace(SNAPSHOT, '');
    const price = own[family] ?? PRICES[family];
    if (price !== undefined) return price;
  }
  return undefined;
}
