import { type Adapter, currentAdapter, currentCorrections } from '../adapters';
import type { CacheStore } from '../cache';
import { InvalidArgumentError } from '../errors';
import {
  assertPrice,
  currentCache,
  currentLM,
  currentPrices,
  type LanguageModel,
  type PriceTable,
} from '../lm';
import { assertAdapter, assertCorrections, assertModel } from '../modules';
import { callbackList, type Callbacks, currentCallbacks } from '../tracing';
import { assertKnownOptions } from '../util';

/** What is in force where nothing else is said. What is left out stays as it is. */
export interface Settings {
  /** The model that predictors ask. */
  readonly lm?: LanguageModel;
  /**
   * The prompt format.
   * @default ChatAdapter, then JSONAdapter where a reply cannot be read
   */
  readonly adapter?: Adapter;
  /**
   * Where replies are remembered; false for nowhere.
   * @default memory over disk
   */
  readonly cache?: CacheStore | false;
  /**
   * What models cost, by `provider/model`, in US dollars for a million tokens; before the built-in table.
   * @default the built-in table alone
   */
  readonly prices?: PriceTable;
  /**
   * How many times, at most, a call shows a model its own reply and what was wrong with it.
   * @default 1
   */
  readonly maxCorrections?: number;
  /**
   * Who is told when modules, models, adapters, tools, evaluations and compilations begin and end; an empty list for nobody.
   * @default nobody
   */
  readonly callbacks?: Callbacks | readonly Callbacks[];
}

/**
 * Refuses settings that nothing would read and values that cannot be.
 *
 * @param where the call as the user wrote it.
 */
export function assertSettings(settings: Settings, where: string): void {
  if (typeof settings !== 'object' || settings === null) {
    throw new InvalidArgumentError(where, { found: typeof settings, expected: 'an object such as { lm }.' });
  }
  assertKnownOptions(settings, ['lm', 'adapter', 'cache', 'prices', 'maxCorrections', 'callbacks'], where);
  const { lm, adapter, cache, prices = {}, maxCorrections } = settings;
  for (const [name, price] of Object.entries(prices)) assertPrice(price, `${where} prices['${name}']`);
  if (settings.callbacks !== undefined) callbackList(settings.callbacks, `${where} callbacks`);
  if (lm !== undefined) assertModel(lm, `${where} lm`);
  if (adapter !== undefined) assertAdapter(adapter, `${where} adapter`);
  if (maxCorrections !== undefined) assertCorrections(maxCorrections, `${where} maxCorrections`);
  if (cache !== undefined && cache !== false && !isStore(cache)) {
    throw new InvalidArgumentError(`${where} cache`, {
      found: typeof cache,
      expected: 'a cache store, or false for none.',
      fix: 'new MemoryStore()',
    });
  }
}

/** The settings that are given, each with its slot. */
export function slotsOf({
  lm,
  adapter,
  cache,
  prices,
  maxCorrections,
  callbacks,
}: Settings): readonly FilledSlot[] {
  const filled: FilledSlot[] = [];
  if (lm !== undefined) filled.push(fill(currentLM, lm));
  if (adapter !== undefined) filled.push(fill(currentAdapter, adapter));
  if (cache !== undefined) filled.push(fill(currentCache, cache));
  if (prices !== undefined) filled.push(fill(currentPrices, prices));
  if (maxCorrections !== undefined) filled.push(fill(currentCorrections, maxCorrections));
  if (callbacks !== undefined) filled.push(fill(currentCallbacks, callbackList(callbacks, 'callbacks')));
  return filled;
}

/** A slot with the value to put in it. */
export interface FilledSlot {
  setDefault(): void;
  run<Result>(body: () => Result): Result;
}

interface Slot<Value> {
  setDefault(value: Value): void;
  run<Result>(value: Value, body: () => Result): Result;
}

function fill<Value>(slot: Slot<Value>, value: Value): FilledSlot {
  return { setDefault: () => slot.setDefault(value), run: (body) => slot.run(value, body) };
}

function isStore(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'get' in value && 'set' in value;
}
