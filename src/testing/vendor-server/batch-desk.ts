import type { Vendor, VendorReply } from './vendor-reply';
import { fullReply } from './vendor-reply';
import type { VendorRequest } from './vendor-request';
import type { Wire } from './wire';

/** What a batch needs of the server. */
export interface BatchHelp {
  readonly vendor: Vendor;
  readonly origin: string;
  /** How often a batch is looked at before it is done. */
  readonly polls: number;
  readonly wireFor: (path: string) => Wire;
  readonly replyFor: (request: VendorRequest) => Promise<VendorReply>;
}

interface Item {
  readonly id: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Batch {
  readonly id: string;
  readonly items: readonly Item[];
  readonly metadata: unknown;
  readonly endpoint: unknown;
  looks: number;
}

type Json = Readonly<Record<string, unknown>>;

/** The Batch API of either vendor, in memory. A reply that is a raw answer with an error status makes an item fail. */
export class BatchDesk {
  readonly #help: () => BatchHelp;
  readonly #files = new Map<string, readonly Item[]>();
  readonly #batches: Batch[] = [];

  constructor(help: () => BatchHelp) {
    this.#help = help;
  }

  /** The answer to a request about batches; undefined for any other. */
  async answer(request: VendorRequest): Promise<object | string | undefined> {
    const [path = ''] = request.path.split('?');
    const parts = path.replace(/^\/v1\//, '').split('/');
    if (this.#help().vendor === 'anthropic') return this.#anthropic(request, parts);
    if (parts[0] === 'files') return this.#file(request, parts);
    if (parts[0] !== 'batches') return undefined;
    if (request.method === 'POST') {
      const items = this.#files.get(String(request.body['input_file_id'])) ?? [];
      return this.#openai(this.#begin(items, request.body));
    }
    if (parts[1] === undefined)
      return { object: 'list', data: this.#batches.map((batch) => this.#openai(batch)), has_more: false };
    return this.#openai(this.#look(parts[1]));
  }

  #begin(items: readonly Item[], body: Json): Batch {
    const { metadata = null, endpoint } = body;
    const batch = { id: `batch_${this.#batches.length + 1}`, items, metadata, endpoint, looks: 0 };
    this.#batches.push(batch);
    return batch;
  }

  #look(id: string): Batch | undefined {
    const batch = this.#batches.find((each) => each.id === id);
    if (batch !== undefined) batch.looks++;
    return batch;
  }

  #isDone(batch: Batch): boolean {
    return batch.looks >= this.#help().polls;
  }

  async #file(request: VendorRequest, [, id]: readonly string[]): Promise<object | string> {
    if (request.method !== 'POST')
      return this.#results(this.#batches.find((batch) => `out_${batch.id}` === id));
    const lines = request.text.split('\n').filter((line) => line.startsWith('{"custom_id"'));
    const items = lines.map((line) => JSON.parse(line) as Json);
    const file = `file_${this.#files.size + 1}`;
    this.#files.set(
      file,
      items.map((item) => ({
        id: String(item['custom_id']),
        url: String(item['url']),
        body: item['body'] as Json,
      })),
    );
    return { id: file, object: 'file', purpose: 'batch', filename: 'batch.jsonl', bytes: 1, created_at: 1 };
  }

  #openai(batch: Batch | undefined): object {
    if (batch === undefined) return { error: { message: 'no such batch', code: 404 } };
    const { id, items, metadata, endpoint } = batch;
    const isDone = this.#isDone(batch);
    return {
      id,
      object: 'batch',
      endpoint,
      metadata,
      status: isDone ? 'completed' : 'in_progress',
      output_file_id: isDone ? `out_${id}` : null,
      error_file_id: null,
      request_counts: { total: items.length, completed: isDone ? items.length : 0, failed: 0 },
    };
  }

  async #anthropic(request: VendorRequest, [first, second, id, last]: readonly string[]) {
    if (first !== 'messages' || second !== 'batches') return undefined;
    if (request.method === 'POST') {
      const requests = request.body['requests'] as { custom_id: string; params: Json }[];
      const items = requests.map((item) => ({ id: item.custom_id, url: '/v1/messages', body: item.params }));
      return this.#anthropicBatch(this.#begin(items, {}));
    }
    if (last === 'results') return this.#results(this.#batches.find((batch) => batch.id === id));
    return this.#anthropicBatch(this.#look(String(id)));
  }

  #anthropicBatch(batch: Batch | undefined): object {
    const isDone = batch !== undefined && this.#isDone(batch);
    const total = batch?.items.length ?? 0;
    const none = { errored: 0, canceled: 0, expired: 0 };
    return {
      id: batch?.id,
      type: 'message_batch',
      processing_status: isDone ? 'ended' : 'in_progress',
      results_url: isDone ? `${this.#help().origin}/v1/messages/batches/${batch.id}/results` : null,
      request_counts: { processing: isDone ? 0 : total, succeeded: isDone ? total : 0, ...none },
    };
  }

  /** One line for each item, the last one first: the order means nothing. */
  async #results(batch: Batch | undefined): Promise<string> {
    const lines: string[] = [];
    for (const item of batch?.items ?? []) lines.unshift(JSON.stringify(await this.#resultOf(item)));
    return lines.join('\n');
  }

  async #resultOf({ id, url, body }: Item): Promise<object> {
    const { vendor, wireFor, replyFor } = this.#help();
    const text = JSON.stringify(body);
    const reply = await replyFor({ method: 'POST', path: url, headers: {}, body, text });
    const raw = typeof reply === 'object' && 'raw' in reply ? reply.raw : undefined;
    const status = raw?.status ?? 200;
    const answer =
      raw?.body ??
      wireFor(url).json(
        fullReply(reply as Exclude<VendorReply, { raw: unknown }>, { model: String(body['model']) }),
        1,
      );
    if (vendor === 'openai')
      return { id: `r_${id}`, custom_id: id, response: { status_code: status, body: answer }, error: null };
    const result = status < 400 ? { type: 'succeeded', message: answer } : { type: 'errored', error: answer };
    return { custom_id: id, result };
  }
}
