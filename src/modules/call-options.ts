import type { Adapter } from '../adapters';
import { InvalidArgumentError } from '../errors';
import { SETTING_NAMES, type LanguageModel, type LmSettings } from '../lm';
import { assertKnownOptions } from '../util';

/**
 * What surrounds one call of a module; never part of its inputs.
 *
 * Given to a module that holds others, all but `demos` hold for every predictor that it calls.
 */
export interface CallOptions {
  /**
   * The model to ask.
   * @default the predictor's own, else the one in force (`withContext`, `configure`)
   */
  readonly lm?: LanguageModel;
  /**
   * The prompt format.
   * @default the one in force
   */
  readonly adapter?: Adapter;
  /** Aborts the call; the abort reaches the socket. */
  readonly signal?: AbortSignal;
  /**
   * Longest time of the whole call, in milliseconds.
   * @default no limit beside those of the model
   */
  readonly timeout?: number;
  /** Settings for the model, over those of the predictor and of the model. */
  readonly config?: LmSettings;
  /**
   * False bypasses the cache, true uses it.
   * @default what the model was made with
   */
  readonly cache?: boolean;
  /** Another value asks for a fresh sample where the cache would repeat the old one. */
  readonly rolloutId?: number | string;
  /**
   * How many times, at most, a model is shown its own reply and what was wrong with it: a missing output, a value of another
   * type, a broken rule. Each is one more call of the model, counted in the prediction's usage.
   * @default the setting in force (`withContext`, `configure`), else 1
   */
  readonly maxCorrections?: number;
  /**
   * Demonstrations for this call instead of the predictor's. Only for a module with one predictor.
   * @default the predictor's
   */
  readonly demos?: readonly object[];
}

const OPTIONS: readonly (keyof CallOptions)[] = [
  'lm',
  'adapter',
  'signal',
  'timeout',
  'config',
  'cache',
  'rolloutId',
  'maxCorrections',
  'demos',
];

/**
 * Refuses options that nothing would read and values that no call could work with.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertCallOptions(options: CallOptions, where: string): void {
  assertKnownOptions(options, OPTIONS, where);
  if (options.lm !== undefined) assertModel(options.lm, `${where} lm`);
  if (options.adapter !== undefined) assertAdapter(options.adapter, `${where} adapter`);
  if (options.config !== undefined) assertSettings(options.config, `${where} config`);
  if (options.maxCorrections !== undefined)
    assertCorrections(options.maxCorrections, `${where} maxCorrections`);
  const { timeout } = options;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
    throw new InvalidArgumentError(`${where} timeout`, {
      found: String(timeout),
      expected: 'milliseconds, more than 0; Infinity for no limit.',
    });
  }
}

/**
 * Refuses what is no number of corrections.
 *
 * @throws {@link InvalidArgumentError}.
 */
export function assertCorrections(count: unknown, where: string): asserts count is number {
  if (Number.isSafeInteger(count) && (count as number) >= 0) return;
  throw new InvalidArgumentError(where, {
    found: String(count),
    expected: 'a whole number, 0 for none.',
  });
}

/**
 * Refuses settings a model has no name for.
 *
 * @throws {@link UnknownOptionError}.
 */
export function assertSettings(settings: LmSettings, where: string): void {
  assertKnownOptions(settings, SETTING_NAMES, where);
}

/**
 * Refuses what is no language model, in particular the name of one.
 *
 * @throws {@link InvalidArgumentError}.
 */
export function assertModel(lm: unknown, where: string): asserts lm is LanguageModel {
  if (typeof lm === 'object' && lm !== null && 'doGenerate' in lm) return;
  throw new InvalidArgumentError(where, {
    found: typeof lm === 'string' ? JSON.stringify(lm) : typeof lm,
    expected: 'a language model.',
    fix: `new LM(${typeof lm === 'string' ? JSON.stringify(lm) : "'openai/gpt-5-mini'"})`,
  });
}

/**
 * Refuses what is no adapter.
 *
 * @throws {@link InvalidArgumentError}.
 */
export function assertAdapter(adapter: unknown, where: string): asserts adapter is Adapter {
  if (typeof adapter === 'object' && adapter !== null && 'format' in adapter && 'parse' in adapter) return;
  throw new InvalidArgumentError(where, {
    found: typeof adapter,
    expected: 'an adapter.',
    fix: 'new ChatAdapter()',
  });
}
