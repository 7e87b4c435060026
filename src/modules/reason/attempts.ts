import { InvalidArgumentError } from '../../errors';
import { currentTrace, Trace, type TraceStep } from '../../primitives';
import { assertKnownOptions } from '../../util';
import type { CallOptions } from '../call-options';
import { currentCallScope } from '../call-scope';
import { NoAttemptSucceededError } from './attempts-error';

/** How good an answer is; a yes is 1, a no is 0. */
export type RewardFunction<Inputs = object, Result = unknown> = (
  inputs: Inputs,
  prediction: Result,
) => number | boolean | Promise<number | boolean>;

/** How a module is asked several times. */
export interface AttemptOptions<Inputs = object, Result = unknown> {
  /** Most attempts, at least 1. DSPy's `N`. */
  readonly n: number;
  /** How good an answer is. Calls of models in it are no part of the program's trace. */
  readonly rewardFn: RewardFunction<Inputs, Result>;
  /**
   * The reward that ends the search.
   * @default none: all attempts are made
   */
  readonly threshold?: number;
  /**
   * How many attempts of one call may fail; one more throws its error.
   * @default n
   */
  readonly failCount?: number;
  /**
   * Randomness of the attempts, so that they differ.
   * @default 1
   */
  readonly temperature?: number;
}

/** One attempt that gave an answer. */
export interface Attempt {
  readonly result: unknown;
  readonly reward: number;
  readonly steps: readonly TraceStep[];
}

/** What the search does around its attempts. */
export interface Search {
  readonly options: AttemptOptions<never, never>;
  readonly inputs: object;
  /** One attempt. */
  readonly run: (options: CallOptions) => Promise<unknown>;
  /** Called between two attempts, when another will follow. */
  readonly learn?: (attempt: Attempt) => Promise<void>;
  /** The steps as the program's trace is to have them. @default as they are */
  readonly adopt?: (steps: readonly TraceStep[]) => readonly TraceStep[];
}

/**
 * Refuses options that cannot work.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertAttemptOptions(options: AttemptOptions<never, never>, where: string): void {
  assertKnownOptions(options, ['n', 'rewardFn', 'threshold', 'failCount', 'temperature'], where);
  const { n, rewardFn, threshold, failCount } = options;
  assertWhole(`${where} n`, n, 1);
  if (failCount !== undefined) assertWhole(`${where} failCount`, failCount, 0);
  if (typeof rewardFn !== 'function') {
    throw new InvalidArgumentError(`${where} rewardFn`, {
      found: typeof rewardFn,
      expected: '(inputs, prediction) => number.',
    });
  }
  if (threshold !== undefined && !Number.isFinite(threshold)) {
    throw new InvalidArgumentError(`${where} threshold`, {
      found: String(threshold),
      expected: 'a finite number.',
    });
  }
}

function assertWhole(where: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new InvalidArgumentError(where, {
    found: String(value),
    expected: `a whole number, at least ${least}.`,
  });
}

/**
 * Makes attempts one after the other and gives the result of the best, the earliest of equals. The trace of the best, and
 * of no other, becomes a part of the trace around the call. Nothing is kept between calls.
 *
 * @throws the error of the attempt that is one too many, {@link NoAttemptSucceededError}, the signal's reason.
 */
export async function bestAttempt(search: Search): Promise<unknown> {
  const { n, threshold = Number.POSITIVE_INFINITY, failCount = n } = search.options;
  const signal = currentCallScope()?.signal;
  let best: Attempt | undefined;
  let failures = 0;
  let lastError: unknown;
  for (let index = 0; index < n; index++) {
    signal?.throwIfAborted();
    try {
      const attempt = await makeAttempt(search, index);
      if (best === undefined || attempt.reward > best.reward) best = attempt;
      if (attempt.reward >= threshold) break;
      if (index < n - 1) await search.learn?.(attempt);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      lastError = error;
      if (++failures > failCount) throw error;
    }
  }
  if (best === undefined) throw new NoAttemptSucceededError(n, lastError);
  tellTrace(search.adopt?.(best.steps) ?? best.steps);
  return best.result;
}

async function makeAttempt({ options, inputs, run }: Search, index: number): Promise<Attempt> {
  const trace = new Trace();
  const result = await currentTrace.run(trace, () =>
    run({ rolloutId: rolloutOf(index), config: { temperature: options.temperature ?? 1 } }),
  );
  const { steps } = trace;
  const judge = options.rewardFn as RewardFunction;
  const reward = Number(await currentTrace.run(undefined, () => judge(inputs, result)));
  if (Number.isNaN(reward)) {
    throw new InvalidArgumentError('rewardFn(inputs, prediction)', {
      found: 'no number',
      expected: 'a number or a boolean.',
    });
  }
  return { result, reward, steps };
}

/** A sample of its own for each attempt, within that of the enclosing call. */
function rolloutOf(index: number): number | string {
  const outer = currentCallScope()?.rolloutId;
  if (outer === undefined) return index;
  return typeof outer === 'number' ? outer + index : `${outer}/${index}`;
}

function tellTrace(steps: readonly TraceStep[]): void {
  const outer = currentTrace.get();
  for (const step of steps) outer?.begin()(step);
}
