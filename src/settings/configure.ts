import { assertSettings, type Settings, slotsOf } from './settings';

/**
 * Sets what is in force for the whole process where nothing closer says otherwise: a call's options, a predictor's own
 * model, an enclosing {@link withContext}.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}; nothing is set then.
 *
 * @example
 * ```ts
 * configure({ lm: new LM('openai/gpt-5-mini') });
 * ```
 */
export function configure(settings: Settings): void {
  assertSettings(settings, 'configure(...)');
  for (const slot of slotsOf(settings)) slot.setDefault();
}
