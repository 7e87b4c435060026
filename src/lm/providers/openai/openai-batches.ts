import type { OpenAI } from 'openai';
import { parseJsonLines } from '../../batch/json-lines';
import type { BatchCall, BatchProgress, LmBatches } from '../../batch/lm-batches';
import { LmServerError } from '../../lm-errors';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import { mapSdkError, type SdkErrorContext } from '../shared/map-sdk-error';
import { countOf, recordOf, textIn } from '../shared/read-json';
import { errorInOpenaiReply, mapOpenaiError } from './map-openai-error';
import type { OpenaiClient } from './openai-client';

/** How one interface of OpenAI says a request and reads a reply. */
export interface BatchDialect {
  readonly url: '/v1/chat/completions' | '/v1/responses';
  readonly bodyOf: (request: LmRequest) => object;
  /** Undefined for what is no reply. */
  readonly read: (body: unknown, request: LmRequest) => LmResponse | undefined;
}

/** States in which nothing more will come. */
const ENDED = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** OpenAI's Batch API: requests in a file, replies within a day. */
export class OpenaiBatches implements LmBatches {
  readonly #client: OpenaiClient;
  readonly #dialect: BatchDialect;
  readonly #context: SdkErrorContext;

  constructor(client: OpenaiClient, model: string, dialect: BatchDialect) {
    this.#client = client;
    this.#dialect = dialect;
    this.#context = client.contextOf(model);
  }

  async submit(requests: ReadonlyMap<string, LmRequest>, key: string, call: BatchCall): Promise<string> {
    const { url, bodyOf } = this.#dialect;
    const lines = [...requests].map(([name, request]) =>
      JSON.stringify({ custom_id: name, method: 'POST', url, body: bodyOf(request) }),
    );
    return this.#ask(call, async (client, options) => {
      const { toFile } = await import('openai');
      const file = await toFile(
        new TextEncoder().encode(`${lines.join('\n')}\n`),
        `${key.slice(0, 16)}.jsonl`,
      );
      const { id } = await client.files.create({ file, purpose: 'batch' }, options);
      const plan = {
        input_file_id: id,
        endpoint: url,
        completion_window: '24h',
        metadata: { dspex: key },
      } as const;
      return (await client.batches.create(plan, options)).id;
    });
  }

  find(key: string, call: BatchCall): Promise<string | undefined> {
    return this.#ask(call, async (client, options) => {
      const { data } = await client.batches.list({ limit: 100 }, options);
      return data.find(({ metadata }) => metadata?.['dspex'] === key)?.id;
    });
  }

  poll(id: string, call: BatchCall): Promise<BatchProgress> {
    return this.#ask(call, async (client, options) => {
      const batch = await client.batches.retrieve(id, options);
      const counts = recordOf(batch.request_counts);
      return {
        id,
        isDone: ENDED.has(batch.status),
        total: countOf(counts['total']),
        ended: countOf(counts['completed']) + countOf(counts['failed']),
      };
    });
  }

  collect(id: string, call: BatchCall): Promise<ReadonlyMap<string, unknown>> {
    return this.#ask(call, async (client, options) => {
      const batch = await client.batches.retrieve(id, options);
      const results = new Map<string, unknown>();
      if (batch.status === 'failed') throw failedBatch(batch, this.#context);
      for (const file of [batch.output_file_id, batch.error_file_id]) {
        if (file === undefined || file === null) continue;
        const text = await (await client.files.content(file, options)).text();
        for (const line of parseJsonLines(text).map(recordOf)) results.set(textIn(line['custom_id']), line);
      }
      return results;
    });
  }

  read(raw: unknown, request: LmRequest): LmResponse {
    const { response, error } = recordOf(raw);
    const { status_code: status, body } = recordOf(response);
    if (raw === undefined || recordOf(error)['code'] === 'batch_expired') throw nothingCame(this.#context);
    if (typeof status === 'number' && status >= 400) {
      const inner = recordOf(recordOf(body)['error']);
      throw mapSdkError(Object.assign(new Error(textIn(inner['message'])), inner, { status }), this.#context);
    }
    const reply = this.#dialect.read(body, request);
    if (reply === undefined) throw errorInOpenaiReply(body ?? { error }, this.#context);
    return reply;
  }

  async #ask<Value>(
    { signal }: BatchCall,
    body: (client: OpenAI, options: { signal?: AbortSignal; maxRetries: 0 }) => Promise<Value>,
  ): Promise<Value> {
    signal?.throwIfAborted();
    const client = await this.#client.get();
    try {
      return await body(client, { ...(signal === undefined ? {} : { signal }), maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, this.#context);
    }
  }
}

/** A batch that was refused as a whole says why in a list of its own. */
function failedBatch(batch: OpenAI.Batch, context: SdkErrorContext): Error {
  const [first] = batch.errors?.data ?? [];
  const { code, message } = first ?? {};
  return mapSdkError(
    Object.assign(new Error(message ?? 'The batch failed.'), { status: 400, code }),
    context,
  );
}

/** The error for a request that a batch ended without. */
function nothingCame({ provider, model }: SdkErrorContext): LmServerError {
  return new LmServerError(
    {
      problem: `The batch of ${provider}/${model} ended without a reply to this request.`,
      fix: 'ask again: it was cancelled, or the time of the batch ran out.',
    },
    { provider, model },
  );
}
