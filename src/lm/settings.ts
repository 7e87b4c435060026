import { SETTING_NAMES, type LmOptions } from './lm-options';
import type { LmSettings } from './request';

/** The settings among the options, without those that are undefined. */
export function settingsOf(options: LmOptions): LmSettings {
  return Object.fromEntries(
    SETTING_NAMES.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
}

/** The settings of a request over those of the model; undefined ones say nothing. */
export function mergeSettings(standing: LmSettings, own: LmSettings | undefined): LmSettings {
  if (own === undefined) return standing;
  const merged: Record<string, unknown> = { ...standing };
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}
