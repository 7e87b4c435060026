import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assertKnownOptions } from '../../util';
import { InvalidArgumentError } from '../../errors';
import { anthropicWire } from './anthropic-wire';
import { BatchDesk, type BatchHelp } from './batch-desk';
import { openaiWire } from './openai-wire';
import { responsesWire } from './responses-wire';
import type { VendorFault } from './vendor-fault';
import type { Vendor, VendorReply } from './vendor-reply';
import type { VendorRequest } from './vendor-request';
import type { Wire } from './wire';
import { writeAnswer } from './write-answer';

/** How a server answers. Give `replies`, or a `handler`. */
export interface VendorServerOptions {
  /** Whose protocol it speaks. */
  readonly vendor: Vendor;
  /** Given in turn, the last one again and again. */
  readonly replies?: readonly VendorReply[];
  /** Decides on each answer; `index` counts requests from 0. */
  readonly handler?: (request: VendorRequest, index: number) => VendorReply | Promise<VendorReply>;
  /**
   * What goes wrong with the first request, the second, …; `undefined` for nothing. A request that got no reply uses none of the
   * `replies`. Or a function that decides for each.
   * @default nothing
   */
  readonly faults?:
    | readonly (VendorFault | undefined)[]
    | ((request: VendorRequest, index: number) => VendorFault | undefined);
  /**
   * How often a batch (OpenAI's and Anthropic's Batch API) has to be looked at before it is done.
   * @default 1
   */
  readonly batchPolls?: number;
}

/** A vendor's server on loopback. */
export interface VendorServer {
  /** Without a path: what Anthropic's SDK takes. */
  readonly origin: string;
  /** With `/v1`: what `LM` takes for either vendor. */
  readonly baseURL: string;
  /** All requests so far. */
  readonly requests: readonly VendorRequest[];
  /** How many clients are connected. */
  readonly connections: number;
  /** Resolves when a client has left before its answer was whole. */
  readonly left: Promise<void>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Faults after which the client has no reply. */
const NO_REPLY: readonly string[] = ['status', 'reset', 'hang', 'garbage', 'empty', 'truncated', 'stalled'];

/**
 * Starts a server on loopback that speaks a vendor's protocol, with server-sent events where a request asks for a stream, and
 * that fails in all the ways that servers do.
 *
 * @example
 * ```ts
 * const server = await startVendorServer({ vendor: 'openai', replies: ['Paris'], faults: [{ kind: 'status', status: 429 }] });
 * const lm = new LM('openai/gpt-5-mini', { baseURL: server.baseURL, apiKey: 'none' });
 * ```
 *
 * @throws {@link UnknownOptionError}; {@link InvalidArgumentError} for neither or both of `replies` and `handler`.
 */
export async function startVendorServer(options: VendorServerOptions): Promise<VendorServer> {
  assertKnownOptions(
    options,
    ['vendor', 'replies', 'handler', 'faults', 'batchPolls'],
    'startVendorServer(...)',
  );
  if ((options.replies === undefined) === (options.handler === undefined) || options.replies?.length === 0) {
    throw new InvalidArgumentError('startVendorServer(...)', {
      found: options.replies === undefined ? 'neither replies nor handler' : 'no reply, or both',
      expected: 'at least one of `replies`, or a `handler`.',
    });
  }
  const script = new Script(options);
  const server = createServer((request, response) => {
    // A client that leaves while it is still sending gets nothing.
    script.serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  script.origin = originOf(server);
  return script.described(server);
}

class Script {
  readonly #options: VendorServerOptions;
  readonly #requests: VendorRequest[] = [];
  readonly #timers = new Set<() => void>();
  readonly #batches = new BatchDesk(() => this.#batchHelp());
  origin = '';
  #replied = 0;
  #connections = 0;
  #leave: () => void = () => undefined;
  readonly #left = new Promise<void>((resolve) => (this.#leave = resolve));

  constructor(options: VendorServerOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(request);
    const index = this.#requests.push(received) - 1;
    response.on('close', () => {
      if (!response.writableFinished) this.#leave();
    });
    const fault = this.#faultFor(received, index);
    const batch = fault === undefined ? await this.#batches.answer(received) : undefined;
    const reply = batch === undefined ? await this.#replyFor(received, index) : { raw: { body: batch } };
    if (batch !== undefined) this.#replied--;
    if (fault === undefined || !NO_REPLY.includes(fault.kind)) this.#replied++;
    const wait = (delay: number): Promise<void> => this.#wait(delay);
    await writeAnswer(response, {
      wire: this.#wireFor(received.path),
      reply,
      fault,
      request: received.body,
      wait,
    });
  }

  #batchHelp(): BatchHelp {
    const { vendor, batchPolls: polls = 1 } = this.#options;
    return {
      vendor,
      origin: this.origin,
      polls,
      wireFor: (path) => this.#wireFor(path),
      replyFor: async (request) => {
        const reply = await this.#replyFor(request, this.#replied);
        this.#replied++;
        return reply;
      },
    };
  }

  #wireFor(path: string): Wire {
    if (this.#options.vendor === 'anthropic') return anthropicWire;
    return /\/responses(?:\?|$)/.test(path) ? responsesWire : openaiWire;
  }

  #faultFor(request: VendorRequest, index: number): VendorFault | undefined {
    const { faults = [] } = this.#options;
    return typeof faults === 'function' ? faults(request, index) : faults[index];
  }

  async #replyFor(request: VendorRequest, index: number): Promise<VendorReply> {
    const { replies = [], handler } = this.#options;
    if (handler !== undefined) return handler(request, index);
    return replies[Math.min(this.#replied, replies.length - 1)] as VendorReply;
  }

  #wait(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#timers.delete(end);
        resolve();
      };
      const timer = setTimeout(end, delay);
      this.#timers.add(end);
    });
  }

  described(server: Server): VendorServer {
    server.on('connection', (socket) => {
      this.#connections++;
      socket.on('close', () => this.#connections--);
    });
    const origin = originOf(server);
    const [requests, connections, timers] = [this.#requests, () => this.#connections, this.#timers];
    return {
      origin,
      baseURL: `${origin}/v1`,
      requests,
      left: this.#left,
      get connections() {
        return connections();
      },
      close: () =>
        new Promise((resolve) => {
          for (const end of timers) end();
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function receive(request: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, text, body: parseBody(text) };
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}
