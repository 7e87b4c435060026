import type { Anthropic } from '@anthropic-ai/sdk';
import type { BatchCall, BatchProgress, LmBatches } from '../../batch/lm-batches';
import { LmServerError } from '../../lm-errors';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import { mapSdkError, notAReply, type SdkErrorContext } from '../shared/map-sdk-error';
import { recordOf, textIn } from '../shared/read-json';
import { wellFormed } from '../shared/well-formed';
import { STATUS_OF_TYPE } from './error-status';
import { fromAnthropicResponse, isAnthropicMessage } from './from-anthropic-response';
import { toAnthropicRequest } from './to-anthropic-request';

/** Anthropic's Message Batches: replies within a day. */
export class AnthropicBatches implements LmBatches {
  readonly #client: () => Promise<Anthropic>;
  readonly #context: SdkErrorContext;

  constructor(client: () => Promise<Anthropic>, context: SdkErrorContext) {
    this.#client = client;
    this.#context = context;
  }

  submit(requests: ReadonlyMap<string, LmRequest>, _key: string, call: BatchCall): Promise<string> {
    const all = [...requests].map(([name, request]) => ({
      custom_id: name,
      params: wellFormed(toAnthropicRequest(this.#context.model, request).body),
    }));
    return this.#ask(call, async (client, options) => {
      return (await client.messages.batches.create({ requests: all }, options)).id;
    });
  }

  poll(id: string, call: BatchCall): Promise<BatchProgress> {
    return this.#ask(call, async (client, options) => {
      const batch = await client.messages.batches.retrieve(id, undefined, options);
      const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
      const ended = succeeded + errored + canceled + expired;
      return { id, isDone: batch.processing_status === 'ended', total: ended + processing, ended };
    });
  }

  collect(id: string, call: BatchCall): Promise<ReadonlyMap<string, unknown>> {
    return this.#ask(call, async (client, options) => {
      const results = new Map<string, unknown>();
      for await (const line of await client.messages.batches.results(id, undefined, options)) {
        results.set(line.custom_id, line.result);
      }
      return results;
    });
  }

  read(raw: unknown, request: LmRequest): LmResponse {
    const result = recordOf(raw);
    if (result['type'] === 'succeeded' && isAnthropicMessage(result['message'])) {
      const { warnings } = toAnthropicRequest(this.#context.model, request);
      return fromAnthropicResponse(result['message'], request, warnings);
    }
    if (result['type'] === 'errored') {
      const body = recordOf(result['error']);
      const inner = recordOf(body['error'] ?? body);
      const status = STATUS_OF_TYPE[textIn(inner['type'])] ?? 500;
      const error = Object.assign(new Error(textIn(inner['message'])), { status, error: body });
      throw mapSdkError(error, this.#context);
    }
    if (raw !== undefined && result['type'] !== 'canceled' && result['type'] !== 'expired')
      throw notAReply(raw, this.#context);
    const { provider, model } = this.#context;
    throw new LmServerError(
      {
        problem: `The batch of ${provider}/${model} ended without a reply to this request.`,
        fix: 'ask again: it was cancelled, or the time of the batch ran out.',
      },
      { provider, model },
    );
  }

  async #ask<Value>(
    { signal }: BatchCall,
    body: (client: Anthropic, options: { signal?: AbortSignal; maxRetries: 0 }) => Promise<Value>,
  ): Promise<Value> {
    signal?.throwIfAborted();
    const client = await this.#client();
    try {
      return await body(client, { ...(signal === undefined ? {} : { signal }), maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapSdkError(error, this.#context);
    }
  }
}
