import { assertSettings, type Settings, slotsOf } from './settings';

/**
 * Runs `body` with other settings in force, for it and for everything it starts: awaited calls, timers, callbacks. Programs
 * that run side by side do not see each other's.
 *
 * @returns what `body` returns.
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}; what `body` throws.
 *
 * @example
 * ```ts
 * const answer = await withContext({ lm: teacher }, async () => program.call({ question: 'Who wrote Dune?' }));
 * ```
 */
export function withContext<Result>(settings: Settings, body: () => Result): Result {
  assertSettings(settings, 'withContext(...)');
  return slotsOf(settings).reduceRight<() => Result>((inner, slot) => () => slot.run(inner), body)();
}
