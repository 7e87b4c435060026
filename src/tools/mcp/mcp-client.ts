import { DspyError, InvalidArgumentError } from '../../errors';

/** A server that is started as a process and spoken to on its standard input and output. */
export interface McpStdioServer {
  /** The program. */
  readonly command: string;
  /** Its arguments. @default none */
  readonly args?: readonly string[];
  /** Its environment. @default the few variables that the SDK thinks safe */
  readonly env?: Readonly<Record<string, string>>;
  /** Its working directory. @default this process's */
  readonly cwd?: string;
}

/** A server that is spoken to by streamable HTTP. */
export interface McpHttpServer {
  /** Where it is. */
  readonly url: string | URL;
  /** Sent with every request; a token belongs here. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where an MCP server is. */
export type McpServer = McpStdioServer | McpHttpServer;

/** As much of the SDK's client as is used here. */
export interface McpClient {
  listTools(
    params?: { cursor?: string },
    options?: object,
  ): Promise<{ tools: readonly McpToolInfo[]; nextCursor?: string }>;
  callTool(
    params: { name: string; arguments: Record<string, unknown> },
    schema?: undefined,
    options?: object,
  ): Promise<unknown>;
  close(): Promise<void>;
  onclose?: () => void;
}

/** What a server says of a tool. */
export interface McpToolInfo {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The package for MCP is not installed. */
export class McpSdkMissingError extends DspyError {
  static override readonly code = 'MCP_SDK_MISSING';

  /** @param cause why it could not be loaded. */
  constructor(cause: unknown) {
    super({
      problem: 'Tools of MCP servers need the package @modelcontextprotocol/sdk, which is not installed.',
      fix: 'npm install @modelcontextprotocol/sdk',
      cause,
    });
  }
}

/**
 * Connects to a server.
 *
 * @throws {@link McpSdkMissingError}; what the SDK throws.
 */
export async function connectMcp(server: McpServer): Promise<McpClient> {
  const { Client } = await loaded(() => import('@modelcontextprotocol/sdk/client/index.js'));
  const client = new Client({ name: 'dspex', version: '0.1.0' });
  await client.connect((await transportTo(server)) as never);
  return client as unknown as McpClient;
}

async function transportTo(server: McpServer): Promise<unknown> {
  if ('url' in server) {
    const { StreamableHTTPClientTransport } = await loaded(
      () => import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
    );
    return new StreamableHTTPClientTransport(new URL(server.url), {
      requestInit: { headers: { ...server.headers } },
    });
  }
  if (typeof server.command !== 'string') {
    throw new InvalidArgumentError('connectMcpTools(server)', {
      found: typeof server.command,
      expected: '{ command, args } or { url }.',
    });
  }
  const { StdioClientTransport } = await loaded(() => import('@modelcontextprotocol/sdk/client/stdio.js'));
  const { command, args = [], env, cwd } = server;
  return new StdioClientTransport({
    command,
    args: [...args],
    stderr: 'ignore',
    ...(env === undefined ? {} : { env: { ...env } }),
    ...(cwd === undefined ? {} : { cwd }),
  });
}

async function loaded<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new McpSdkMissingError(cause);
  }
}
