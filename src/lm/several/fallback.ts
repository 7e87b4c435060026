import { addUsage, NO_USAGE, type Usage } from '../../messages';
import { assertKnownOptions } from '../../util';
import { BudgetExceededError } from '../budget/budget-errors';
import type { LanguageModel, LmCall } from '../language-model';
import { LmError } from '../lm-error';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { streamOf } from '../stream-of';
import { UsageMeter } from '../usage-tracker';
import { AllModelsFailedError } from './all-models-failed-error';
import { asOneModel, checkedModels, type Models } from './several-models';

/** When the next model is asked. */
export interface FallbackOptions {
  /**
   * Whether an error makes the next model worth asking. An abort never does.
   * @default every error of a model, but not a budget that is used up
   */
  readonly when?: (error: unknown) => boolean;
}

/**
 * Asks one model after the other until one answers. A reply says in its `warnings` who failed, and counts the failed
 * attempts.
 *
 * A stream moves on to the next model only until its first event: what was passed on cannot be taken back.
 *
 * @param models tried in this order, each with its own retries and limits.
 * @throws (when asked) {@link AllModelsFailedError}; the signal's reason; what `when` says no to.
 *
 * @example
 * ```ts
 * configure({ lm: fallback([new LM('openai/gpt-5-mini'), new LM('anthropic/claude-haiku-4-5')]) });
 * ```
 */
export function fallback(models: readonly LanguageModel[], options: FallbackOptions = {}): LanguageModel {
  assertKnownOptions(options, ['when'], 'fallback(models, ...)');
  const checked = checkedModels(models, 'fallback(models)');
  const { when = isWorthAnother } = options;
  return asOneModel(checked, {
    doGenerate: async (request, call) => {
      const attempt = (model: LanguageModel) => model.doGenerate(request, call);
      const { result, failures } = await firstOf(checked, { attempt, when, call });
      return withFailures(result, failures);
    },
    doStream: (request, call) => streamed(checked, { request, call, when }),
  });
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof LmError && !(error instanceof BudgetExceededError);
}

/** What the models did that gave no answer. */
interface Failures {
  readonly errors: readonly LmError[];
  readonly usage: Usage;
}

interface Trial<Result> {
  readonly attempt: (model: LanguageModel) => Promise<Result>;
  readonly when: (error: unknown) => boolean;
  readonly call: LmCall;
}

async function firstOf<Result>(
  models: Models,
  { attempt, when, call }: Trial<Result>,
): Promise<{ readonly result: Result; readonly failures: Failures }> {
  const errors: LmError[] = [];
  let usage = NO_USAGE;
  for (const model of models) {
    const meter = new UsageMeter();
    try {
      const result = await meter.run(() => attempt(model));
      return { result, failures: { errors, usage } };
    } catch (error) {
      call.signal?.throwIfAborted();
      if (!when(error)) throw error;
      errors.push(error as LmError);
      usage = addUsage(usage, meter.usage);
    }
  }
  throw models.length === 1 ? errors[0] : new AllModelsFailedError(errors);
}

interface StreamTrial {
  readonly request: LmRequest;
  readonly call: LmCall;
  readonly when: (error: unknown) => boolean;
}

async function* streamed(
  models: Models,
  { request, call, when }: StreamTrial,
): AsyncGenerator<LmStreamEvent> {
  const attempt = async (model: LanguageModel) => {
    const iterator = streamOf(model, request, call)[Symbol.asyncIterator]();
    return { iterator, step: await iterator.next() };
  };
  const { result, failures } = await firstOf(models, { attempt, when, call });
  const { iterator } = result;
  let { step } = result;
  try {
    for (; step.done !== true; step = await iterator.next()) {
      const event = step.value;
      yield event.type === 'finish' ? { ...event, response: withFailures(event.response, failures) } : event;
    }
  } finally {
    if (step.done !== true) await iterator.return?.();
  }
}

function withFailures(response: LmResponse, { errors, usage }: Failures): LmResponse {
  if (errors.length === 0) return response;
  const warnings = errors.map(
    ({ provider, model, code }) =>
      `${provider ?? 'a model'}/${model ?? ''} failed (${code}); another model answered.`,
  );
  return {
    ...response,
    usage: addUsage(usage, response.usage),
    warnings: [...warnings, ...response.warnings],
  };
}
