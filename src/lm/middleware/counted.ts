import { NO_USAGE, type Usage } from '../../messages';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { costOf, type ModelPrice } from '../prices/model-price';
import { priceOf } from '../prices/price-of';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { streamOf } from '../stream-of';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** What is known of the price. */
export interface CountedOptions {
  /** @default the price in force for the model's name */
  readonly price?: ModelPrice | undefined;
}

/** What an attempt counts that brought no reply. */
export const FAILED_ATTEMPT: Usage = Object.freeze({ ...NO_USAGE, requests: 1, cost: 0 });

/**
 * Says what every attempt cost, and reports it to the usage trackers around it, failed and abandoned ones included.
 */
export function counted(inner: LanguageModel, { price }: CountedOptions = {}): LanguageModel {
  const name = `${inner.provider}/${inner.model}`;
  const report = (usage: Usage): void => reportUsage(name, usage);
  const failed = (error: unknown): void => {
    if (!(error instanceof LmError) || error.reachedProvider) report(FAILED_ATTEMPT);
  };
  const priced = (response: LmResponse): LmResponse => {
    const { usage } = response;
    const known = price ?? priceOf(name, `${inner.provider}/${response.model}`);
    return usage.cost !== undefined || known === undefined
      ? response
      : { ...response, usage: withCost(usage, known) };
  };
  const answered = (reply: LmResponse): LmResponse => {
    const response = priced(reply);
    report(response.usage);
    return response;
  };
  const refused = (error: unknown): never => {
    failed(error);
    throw error;
  };
  return wrapModel(
    inner,
    (request, call) => {
      if (call.signal?.aborted === true) return Promise.reject(call.signal.reason as Error);
      return promised(() => inner.doGenerate(request, call)).then(answered, refused);
    },
    async function* (request, call) {
      call.signal?.throwIfAborted();
      const events = observeStream(pricedEvents(streamOf(inner, request, call), priced), {
        finished: ({ usage }) => report(usage),
        failed,
        left: (usage) => report({ cost: 0, ...usage, requests: Math.max(1, usage.requests) }),
      });
      yield* events;
    },
  );
}

/** A model of somebody's own may throw before it gives a promise. */
function promised(body: () => Promise<LmResponse>): Promise<LmResponse> {
  try {
    return body();
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

async function* pricedEvents(
  events: AsyncIterable<LmStreamEvent>,
  priced: (response: LmResponse) => LmResponse,
): AsyncGenerator<LmStreamEvent> {
  for await (const event of events) {
    yield event.type === 'finish' ? { ...event, response: priced(event.response) } : event;
  }
}

/** A reply of which the provider tells no tokens has no known cost, unless the model is free. */
function withCost(usage: Usage, price: ModelPrice): Usage {
  const isTold = usage.inputTokens + usage.outputTokens > 0;
  const isFree = price.input === 0 && price.output === 0;
  return isTold || isFree ? { ...usage, cost: costOf(usage, price) } : usage;
}
