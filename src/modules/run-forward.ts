import { trackUsage } from '../lm';
import { predictionOf } from '../primitives';
import { inSpan } from '../tracing';
import { assertCallOptions, type CallOptions } from './call-options';
import { inCallScope } from './call-scope';
import { classNameOf } from './graph/class-name';
import { ModuleUsageError } from './modules-errors';

/** What `call` does; predictors have a shorter way. */
export const RUN = Symbol.for('dspex.module.run');

/** What has a `forward`. */
interface Forwards {
  forward(inputs: never, options?: CallOptions): unknown;
}

/** Runs a module, telling whoever listens. */
export function runInSpan(
  module: { [RUN](inputs: object, options: CallOptions | undefined): Promise<unknown> },
  inputs: object,
  options: CallOptions | undefined,
): Promise<unknown> {
  return inSpan(
    'module',
    () => ({ name: classNameOf(module), inputs }),
    () => module[RUN](inputs, options),
  );
}

/** Runs `forward` in the scope of the options; its prediction tells what all calls inside cost. */
export async function runForward(
  module: Forwards,
  inputs: object,
  options: CallOptions | undefined,
): Promise<unknown> {
  assertCallable(module, inputs, options);
  const { result, usage } = await inCallScope(options, () =>
    trackUsage(() => module.forward(inputs as never, options)),
  );
  const prediction = predictionOf(result);
  // Models outside the tracker's sight count nothing; the prediction's own account is better then.
  if (prediction === undefined || usage.requests + usage.cacheHits === 0) return result;
  return prediction.withUsage(usage);
}

function assertCallable(module: Forwards, inputs: unknown, options: CallOptions | undefined): void {
  const name = classNameOf(module);
  if (typeof module.forward !== 'function') {
    throw new ModuleUsageError(`${name} has no method forward.`, {
      fix: 'write `async forward(inputs: { … }) { … }` in it.',
    });
  }
  assertInputs(inputs, `${name}.call(inputs, options)`);
  if (options === undefined) return;
  assertCallOptions(options, `${name}.call(inputs, options)`);
  if (options.demos !== undefined) {
    throw new ModuleUsageError(`${name} was called with demos, but it is no predictor.`, {
      expected: 'demos in the call of a predictor.',
      fix: 'assign them: program.predictors()[0].demos = […].',
    });
  }
}

/**
 * Refuses inputs that are no object of fields.
 *
 * @throws {@link ModuleUsageError}.
 */
export function assertInputs(inputs: unknown, where: string): void {
  if (typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs)) return;
  throw new ModuleUsageError(`${where} was called without an object of inputs.`, {
    found: Array.isArray(inputs) ? 'an array' : typeof inputs,
    fix: "name them, e.g. call({ question: '…' }).",
  });
}
