import { InvalidArgumentError } from '../errors';
import type { LanguageModel, LmSettings } from '../lm';
import { Example } from '../primitives';
import type { SignatureDescription } from '../signatures';
import type { Demo } from './any-predict';

/** Where a predictor keeps its state: one immutable record, replaced as a whole. */
export const STATE = Symbol.for('dspex.predictor.state');

/** All that can change in a predictor. */
export interface PredictorState {
  readonly signature: SignatureDescription;
  readonly demos: readonly Demo[];
  readonly lm: LanguageModel | undefined;
  readonly config: LmSettings;
  readonly traces: readonly unknown[];
  readonly train: readonly unknown[];
  readonly decisions: Readonly<Record<string, unknown>> | undefined;
}

/** Nothing learned. */
export const NOTHING_LEARNED = Object.freeze({
  demos: Object.freeze([]) as readonly Demo[],
  traces: Object.freeze([]) as readonly unknown[],
  train: Object.freeze([]) as readonly unknown[],
});

/**
 * Demonstrations as they are kept: frozen records. A record that is frozen already stays the same object, so that what is
 * memoised for it holds.
 *
 * @throws {@link InvalidArgumentError} for what is no list of objects.
 */
export function toDemos(demos: readonly object[], where: string): readonly Demo[] {
  if (!Array.isArray(demos)) throw unfit(where, typeof demos);
  return Object.freeze(demos.map((demo: unknown) => toDemo(demo, where)));
}

function toDemo(demo: unknown, where: string): Demo {
  if (typeof demo !== 'object' || demo === null || Array.isArray(demo))
    throw unfit(where, `a list with ${String(demo)}`);
  if (Object.isFrozen(demo) && !('toJSON' in demo)) return demo as Demo;
  return Example.from(demo).toJSON() as Demo;
}

function unfit(where: string, found: string): InvalidArgumentError {
  return new InvalidArgumentError(where, {
    found,
    expected: 'a list of examples or of plain objects with values of fields.',
  });
}
