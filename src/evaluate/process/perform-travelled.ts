import { Example } from '../../primitives';
import type { Module } from '../../modules';
import { performUnit } from '../perform-unit';
import { recordedOutcome, type RecordedOutcome } from '../store/evaluation-record';
import type { UnitTerms } from '../unit-terms';
import type { LoadedTask } from './load-task';

/** A unit as it travels: its example in parts, and what it is performed under. Its program travels apart. */
export interface TravelledUnit {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly inputs: readonly string[];
  readonly rolloutId?: number;
  readonly terms: UnitTerms;
}

/** Performs a unit that came from elsewhere, as data to send back; undefined where the signal ended it first. */
export async function performTravelled(
  { fields, inputs, rolloutId, terms }: TravelledUnit,
  { task, program }: { readonly task: LoadedTask; readonly program: Module },
  signal: AbortSignal,
): Promise<RecordedOutcome | undefined> {
  const { timeout = Number.POSITIVE_INFINITY, failureScore, traced = false, config, cache } = terms;
  const callOptions = {
    ...(config === undefined ? {} : { config }),
    ...(cache === undefined ? {} : { cache }),
  };
  const rollout = rolloutId === undefined ? {} : { rolloutId };
  const unit = { index: 0, program, example: exampleOf({ fields, inputs }), ...rollout };
  const settings = { metric: task.metric, timeout, failureScore, traced, callOptions };
  const outcome = await performUnit(unit, signal, settings);
  if (outcome === undefined) return undefined;
  const paths = program
    .namedPredictors({ frozen: true })
    .map(([path, predictor]) => [predictor, path] as const);
  return recordedOutcome(outcome, new Map<object, string>(paths));
}

/** The example of a unit that travelled. */
export function exampleOf({ fields, inputs }: Pick<TravelledUnit, 'fields' | 'inputs'>): Example {
  return Example.from(fields).withInputs(...(inputs as never[])) as Example;
}
