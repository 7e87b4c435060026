import { contextSlot } from '../context';
import type { Prediction } from './prediction';

/** One call of a predictor. */
export interface TraceStep {
  /** Where the predictor sits in the program, when whoever reads the trace has looked it up. */
  readonly path?: string;
  /** The predictor that was called: compare by identity. */
  readonly predictor: object;
  /** Its inputs, defaults filled in. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly prediction: Prediction;
  /** False when the model's reply was cut, filtered or refused: such a step is no demonstration. */
  readonly isComplete: boolean;
}

/**
 * The calls of predictors while it is open, in the order they began, so that a trace does not depend on which reply came
 * first. Calls that failed leave nothing.
 */
export class Trace {
  readonly #places: (TraceStep | undefined)[] = [];
  readonly #outer: Trace | undefined;

  /** @param outer a trace that is told the same. */
  constructor(outer?: Trace) {
    this.#outer = outer;
  }

  /** Keeps a place for a call that begins; the result takes the finished step. */
  begin(): (step: TraceStep) => void {
    const place = this.#places.push(undefined) - 1;
    const tellOuter = this.#outer?.begin();
    return (step) => {
      this.#places[place] = step;
      tellOuter?.(step);
    };
  }

  /** The finished steps so far. */
  get steps(): readonly TraceStep[] {
    return this.#places.filter((step) => step !== undefined);
  }
}

/** The trace that predictors write to; undefined when nobody asked for one. */
export const currentTrace = contextSlot<Trace | undefined>('trace', undefined);

/**
 * Runs `body` and tells which predictors it called, with what, and what they answered. Traces nest.
 *
 * @throws what `body` throws; use {@link currentTrace} with a {@link Trace} of your own to keep the steps before that.
 */
export async function withTrace<Result>(
  body: () => Result | Promise<Result>,
): Promise<{ readonly result: Result; readonly trace: readonly TraceStep[] }> {
  const trace = new Trace(currentTrace.get());
  const result = await currentTrace.run(trace, body);
  return { result, trace: trace.steps };
}
