import type { OpenAI } from 'openai';
import { LONGEST_TIMER } from '../../../util';
import type { LmOptions } from '../../lm-options';
import { USER_AGENT } from '../../user-agent';
import { connectionOf, type Connection } from '../shared/connection';
import { LazyClient } from '../shared/lazy-client';
import type { SdkErrorContext } from '../shared/map-sdk-error';

/** Where a server of this protocol is, and whether it wants a key. */
export interface OpenaiServer {
  readonly provider: string;
  readonly keyVariable: string;
  readonly urlVariable?: string;
  readonly defaultURL: string;
  readonly needsKey: boolean;
}

/** What a client is made of. */
export type OpenaiClientOptions = Pick<LmOptions, 'apiKey' | 'baseURL' | 'headers' | 'client' | 'fetch'>;

/** OpenAI's own SDK, loaded and connected at the first call: what all that talks to such a server shares. */
export class OpenaiClient {
  readonly #server: OpenaiServer;
  readonly #options: OpenaiClientOptions;
  readonly #connection: Connection;
  readonly #client: LazyClient<OpenAI>;

  /** @throws {@link LmConfigurationError} for an address or a key that cannot be used. */
  constructor(server: OpenaiServer, options: OpenaiClientOptions) {
    this.#server = server;
    this.#options = options;
    this.#connection = connectionOf({ ...server, options });
    this.#client = new LazyClient(options.client, () => this.#open());
  }

  get endpoint(): string {
    return this.#connection.endpoint;
  }

  get tenant(): string {
    return this.#connection.tenant;
  }

  /** Whether the server is OpenAI's own: what it refuses is known, what others take is not. */
  get isOpenai(): boolean {
    return this.endpoint === 'https://api.openai.com/v1';
  }

  /** The SDK's client. */
  get(): Promise<OpenAI> {
    return this.#client.get();
  }

  /** How to say what went wrong with this model. */
  contextOf(model: string): SdkErrorContext {
    const { provider, keyVariable } = this.#server;
    return { provider, model, redact: this.#connection.redact, keyVariable };
  }

  async #open(): Promise<OpenAI> {
    const { baseURL, query, headers, apiKey } = this.#connection;
    const key = apiKey();
    const { OpenAI } = await import('openai');
    return new OpenAI({
      // A server of one's own may do without a key; the SDK does not, so its header is taken away.
      apiKey: key ?? 'none',
      baseURL,
      defaultQuery: query,
      defaultHeaders: {
        'User-Agent': USER_AGENT,
        ...(key === undefined ? { Authorization: null } : {}),
        ...headers,
      },
      // OpenAI's own account must not be told to other servers.
      ...(this.#server.provider === 'openai' ? {} : { organization: null, project: null }),
      maxRetries: 0,
      // Deadlines are the business of one layer; the SDK's own must not come first.
      timeout: LONGEST_TIMER,
      ...(this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }),
    });
  }
}
