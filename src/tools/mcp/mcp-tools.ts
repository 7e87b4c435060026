import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import type { Tool } from '../tool';
import { ToolBase, type ToolContext } from '../tool-base';
import type { InterruptedPolicy } from '../tool-options';
import { connectMcp, type McpClient, type McpServer, type McpToolInfo } from './mcp-client';
import { resultFromMcp } from './mcp-result';

/** How tools of an MCP server are used. */
export interface McpToolsOptions {
  /**
   * Longest silence of a call, in milliseconds: a server that reports progress may take longer.
   * @default 60000
   */
  readonly idleTimeout?: number;
  /**
   * Longest time of a call, in milliseconds.
   * @default 600000
   */
  readonly timeout?: number;
  /**
   * The tools to take, by their names at the server.
   * @default all
   */
  readonly include?: readonly string[];
  /**
   * Put before the names, to tell the tools of several servers apart.
   * @default nothing
   */
  readonly prefix?: string;
  /**
   * Longest result the model is shown, in characters.
   * @default 20000
   */
  readonly maxResultLength?: number;
  /**
   * Whether an agent asks before it calls one of the tools.
   * @default false
   */
  readonly needsApproval?: boolean;
  /**
   * What a resumed agent does with a call that had begun.
   * @default 'retry'
   */
  readonly whenInterrupted?: InterruptedPolicy;
}

/** Tools of a server, and the connection behind them. */
export interface McpTools {
  readonly tools: readonly Tool[];
  /** Ends the connection, and a server that was started for it. */
  close(): Promise<void>;
}

const KNOWN = [
  'idleTimeout',
  'timeout',
  'include',
  'prefix',
  'maxResultLength',
  'needsApproval',
  'whenInterrupted',
];

/**
 * The tools of an MCP server. A connection that was lost, or a session that the server has forgotten, is made anew at the next
 * call; a call that was under way becomes an error that the model is told.
 *
 * @param server where it is: a program to start, or a URL. A client of the SDK that is connected already is taken too; that is
 * how OAuth is done.
 * @throws {@link McpSdkMissingError}; what the SDK throws when there is no server.
 *
 * @example
 * ```ts
 * const { tools, close } = await connectMcpTools({ command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything'] });
 * ```
 */
export async function connectMcpTools(
  server: McpServer | McpClient,
  options: McpToolsOptions = {},
): Promise<McpTools> {
  assertKnownOptions(options, KNOWN, 'connectMcpTools(server, ...)');
  assertTimes(options);
  const connection = new McpConnection(server);
  const infos = await connection.list();
  const { include } = options;
  const wanted = infos.filter(({ name }) => include === undefined || include.includes(name));
  return { tools: wanted.map((info) => toolOf(info, connection, options)), close: () => connection.close() };
}

function toolOf(
  { name, description = '', inputSchema }: McpToolInfo,
  connection: McpConnection,
  options: McpToolsOptions,
): Tool {
  const {
    prefix = '',
    timeout = 600_000,
    idleTimeout = 60_000,
    maxResultLength,
    needsApproval,
    whenInterrupted,
  } = options;
  const call = async (args: Record<string, unknown>, { signal }: ToolContext): Promise<unknown> =>
    resultFromMcp(
      await connection.call(
        { name, arguments: args },
        { signal, timeout: Math.min(idleTimeout, timeout), maxTotalTimeout: timeout },
      ),
    );
  return new ToolBase(call, {
    name: `${prefix}${name}`,
    description,
    parameters: inputSchema,
    // The SDK's own clocks come first, so that the server is told.
    timeout: timeout + 1000,
    ...(maxResultLength === undefined ? {} : { maxResultLength }),
    ...(needsApproval === undefined ? {} : { needsApproval }),
    ...(whenInterrupted === undefined ? {} : { whenInterrupted }),
  });
}

interface CallLimits {
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly maxTotalTimeout: number;
}

/** A connection that is made at first use, and again after it was lost. */
class McpConnection {
  readonly #server: McpServer | McpClient;
  #client: Promise<McpClient> | undefined;

  constructor(server: McpServer | McpClient) {
    this.#server = server;
  }

  async list(): Promise<readonly McpToolInfo[]> {
    const client = await this.#connected();
    const tools: McpToolInfo[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listTools(cursor === undefined ? undefined : { cursor });
      tools.push(...page.tools);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return tools;
  }

  async call(
    params: { name: string; arguments: Record<string, unknown> },
    limits: CallLimits,
  ): Promise<unknown> {
    // Only with a listener does the SDK ask for progress, which keeps a long call alive.
    const options = { ...limits, resetTimeoutOnProgress: true, onprogress: () => undefined };
    const client = await this.#connected();
    try {
      return await client.callTool(params, undefined, options);
    } catch (error) {
      if (!isForgottenSession(error) || isClient(this.#server)) throw error;
      await this.#forget(client);
      return (await this.#connected()).callTool(params, undefined, options);
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    await client?.close();
  }

  #connected(): Promise<McpClient> {
    if (isClient(this.#server)) return Promise.resolve(this.#server);
    this.#client ??= this.#connect(this.#server);
    return this.#client;
  }

  async #connect(server: McpServer): Promise<McpClient> {
    try {
      const client = await connectMcp(server);
      client.onclose = () => (this.#client = undefined);
      return client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  async #forget(client: McpClient): Promise<void> {
    this.#client = undefined;
    await client.close().catch(() => undefined);
  }
}

/** A server that answers 404 to a session's request has ended the session without running anything. */
function isForgottenSession(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { readonly code?: unknown }).code === 404;
}

function isClient(server: McpServer | McpClient): server is McpClient {
  return 'callTool' in server && 'listTools' in server;
}

function assertTimes(options: McpToolsOptions): void {
  for (const name of ['idleTimeout', 'timeout'] as const) {
    const value = options[name];
    if (value === undefined || (typeof value === 'number' && value > 0 && value < 2 ** 31)) continue;
    throw new InvalidArgumentError(`connectMcpTools(server, { ${name} })`, {
      found: String(value),
      expected: 'milliseconds, more than 0 and less than 2^31.',
    });
  }
}
