import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions, isPlainObject } from '../../util';
import type { PromptType } from '../prompt-type';

/** How evidence becomes a decision. Which of them counts depends on the kind of decision. */
export interface DecisionSettings {
  /**
   * Of a `Noul`: the least probability that means yes, 0 to 1.
   * @default 0.5
   */
  readonly threshold?: number;
  /**
   * Of a `Score`: where one level ends and the next begins, one cut between two levels, rising.
   * @default half way: 0.5, 1.5, …
   */
  readonly cuts?: readonly number[];
  /**
   * Of a `Choice`: what each option's probability is multiplied with, more than 0; 1 for one that is not named.
   * @default 1
   */
  readonly weights?: Readonly<Record<string, number>>;
  /** What each option means, in place of what the type says. */
  readonly criteria?: Readonly<Record<string, string>>;
}

/** The type of a decision: a model gives evidence, and settings that can be calibrated turn it into a value. */
export interface DecisionType<Value = unknown> extends PromptType<Value> {
  readonly decision: 'noul' | 'score' | 'choice';
  /** What can be decided for, in order. */
  readonly options: readonly string[];
  readonly settings: DecisionSettings;
  /**
   * The same type with other settings. Those that are left out go back to their defaults.
   *
   * @throws {@link InvalidArgumentError} for settings that cannot be, {@link UnknownOptionError}.
   */
  withSettings(settings: DecisionSettings): DecisionType<Value>;
}

/** Whether a prompt type is that of a decision. */
export function isDecisionType(type: PromptType): type is DecisionType {
  return 'decision' in type && 'withSettings' in type;
}

/** Options and what they mean, as given: a list, or an object of meanings. */
export type GivenOptions = readonly string[] | Readonly<Record<string, string>>;

/** An option and what it means, where that was said. */
export interface DecisionOption {
  readonly label: string;
  readonly meaning?: string;
}

/** The options in order; criteria in the settings win. */
export function optionsOf(
  given: GivenOptions,
  criteria: DecisionSettings['criteria'] = {},
): readonly DecisionOption[] {
  const entries: (readonly [string, string | undefined])[] = Array.isArray(given)
    ? (given as readonly string[]).map((label) => [label, undefined])
    : Object.entries(given);
  return entries.map(([label, meaning]) => {
    const said = Object.hasOwn(criteria, label) ? criteria[label] : meaning;
    return said === undefined || said === '' ? { label } : { label, meaning: said };
  });
}

/** What the options mean, for a prompt; empty where nothing is said. */
export function meaningsOf(options: readonly DecisionOption[]): string {
  const said = options.filter(({ meaning }) => meaning !== undefined);
  return said.map(({ label, meaning }) => `${label}: ${meaning}`).join('; ');
}

/** Refuses settings of another kind of decision, and criteria for options that are not there. */
export function assertSettingNames(
  settings: DecisionSettings,
  own: 'threshold' | 'cuts' | 'weights',
  { where, labels }: { readonly where: string; readonly labels: readonly string[] },
): void {
  assertKnownOptions(settings, [own, 'criteria'], where);
  for (const named of [settings.criteria, settings.weights]) {
    if (named === undefined) continue;
    if (!isPlainObject(named)) throw new InvalidArgumentError(where, { expected: 'an object by option.' });
    assertKnownOptions(named, [...labels], where);
  }
}

/** Refuses a list of fewer options than there must be, or with one twice. */
export function assertOptions(labels: readonly string[], where: string): void {
  if (labels.length >= 2 && new Set(labels).size === labels.length && labels.every((label) => label !== ''))
    return;
  throw new InvalidArgumentError(where, {
    found: JSON.stringify(labels),
    expected: 'at least two different options.',
  });
}
