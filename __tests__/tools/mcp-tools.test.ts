import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connectMcpTools, type ContentPart, type McpTools, type Tool } from '../../src';
import { ROOT } from '../support/doc-pages';
import { describeTool } from '../contracts/tool.contract';

const SERVER = join(ROOT, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

const named = ({ tools }: McpTools, pattern: RegExp): Tool => {
  const tool = tools.find(({ name }) => pattern.test(name));
  if (tool === undefined)
    throw new Error(`no tool ${String(pattern)} among ${tools.map(({ name }) => name).join(', ')}`);
  return tool;
};

const stdio = (): Promise<McpTools> =>
  connectMcpTools({ command: process.execPath, args: [SERVER, 'stdio'] });

describe('tools of the reference MCP server over stdio', () => {
  let mcp: McpTools;
  beforeAll(async () => void (mcp = await stdio()), 120_000);
  afterAll(() => mcp.close());

  describeTool({
    name: 'an MCP tool',
    create: () => named(mcp, /^echo$/),
    argument: 'message',
    args: { message: 'hello' },
    answer: /hello/,
  });

  it('are all listed, with schemas', () => {
    expect(mcp.tools.length).toBeGreaterThan(5);
    for (const { parameters } of mcp.tools) expect(parameters['type']).toBe('object');
  });

  it('answer with sums, pictures and structured values', async () => {
    expect((await named(mcp, /sum|^add$/).run({ a: 2, b: '3' })).content).toMatch(/5/);
    const picture = await named(mcp, /image/i).run({});
    expect(picture.content).toContainEqual(
      expect.objectContaining({ type: 'image', source: expect.objectContaining({ kind: 'base64' }) }),
    );
    const weather = named(mcp, /structured/i);
    const city =
      (weather.parameters['properties'] as Record<string, { enum?: string[] }>)['location']?.enum?.[0] ??
      'New York';
    expect((await weather.run({ location: city })).structured).toMatchObject({
      temperature: expect.any(Number),
    });
  });

  it('give an observation when the server dies in a call, and work again at the next', async () => {
    const own = await stdio();
    const slow = named(own, /long/i);
    const running = slow.run({ duration: 30, steps: 30 });
    setTimeout(() => void own.close(), 300);
    expect(await running).toMatchObject({ isError: true });
    expect((await named(own, /^echo$/).run({ message: 'again' })).content).toMatch(/again/);
    await own.close();
  }, 120_000);

  it('may be chosen and renamed', async () => {
    const own = await connectMcpTools(
      { command: process.execPath, args: [SERVER, 'stdio'] },
      { include: ['echo'], prefix: 'ref_' },
    );
    expect(own.tools.map(({ name }) => name)).toEqual(['ref_echo']);
    await own.close();
  }, 120_000);
});

describe('tools of the reference MCP server over HTTP', () => {
  let server: ChildProcess;
  let mcp: McpTools;
  beforeAll(async () => {
    const port = await freePort();
    server = spawn(process.execPath, [SERVER, 'streamableHttp'], {
      env: { ...process.env, PORT: String(port) },
      stdio: 'ignore',
    });
    for (let attempt = 0; ; attempt++) {
      try {
        mcp = await connectMcpTools({ url: `http://127.0.0.1:${port}/mcp` });
        return;
      } catch (error) {
        if (attempt > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }, 120_000);
  afterAll(async () => {
    await mcp?.close();
    server.kill('SIGKILL');
  });

  it('are listed and called', async () => {
    expect((await named(mcp, /^echo$/).run({ message: 'hello' })).content).toMatch(/hello/);
  });
});

/** A client as the SDK's, that answers as told. */
const fake = (
  answer: (params: { name: string; arguments: object }, options: Record<string, unknown>) => unknown,
) => {
  const seen: Record<string, unknown>[] = [];
  return {
    seen,
    listTools: async (params?: { cursor?: string }) =>
      params?.cursor === undefined
        ? { tools: [{ name: 'a', inputSchema: { type: 'object' } }], nextCursor: 'more' }
        : { tools: [{ name: 'b', inputSchema: { type: 'object' } }] },
    callTool: async (
      params: { name: string; arguments: Record<string, unknown> },
      _schema: undefined,
      options: object = {},
    ) => {
      seen.push(options as Record<string, unknown>);
      return answer(params, options as Record<string, unknown>);
    },
    close: async () => undefined,
  };
};

describe('connectMcpTools', () => {
  it('reads all pages of the list', async () => {
    const { tools } = await connectMcpTools(fake(() => ({ content: [] })));
    expect(tools.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(tools[0]!.spec.parameters).toEqual({ type: 'object', properties: {} });
  });

  it('shows an error of the server as it is', async () => {
    const { tools } = await connectMcpTools(
      fake(() => ({ isError: true, content: [{ type: 'text', text: 'quota exceeded for project' }] })),
    );
    expect(await tools[0]!.run({})).toMatchObject({ isError: true, content: 'quota exceeded for project' });
  });

  it('asks for progress and hands both clocks and the signal to the SDK', async () => {
    const client = fake(() => ({ content: [{ type: 'text', text: 'x' }] }));
    const { tools } = await connectMcpTools(client, { idleTimeout: 250, timeout: 2000 });
    await tools[0]!.run({});
    expect(client.seen[0]).toMatchObject({
      timeout: 250,
      maxTotalTimeout: 2000,
      resetTimeoutOnProgress: true,
      onprogress: expect.any(Function),
      signal: expect.any(AbortSignal),
    });
  });

  it('shows every kind of content', async () => {
    const content = [
      { type: 'audio', data: 'AA==', mimeType: 'audio/mp3' },
      { type: 'resource', resource: { uri: 'file:///a.txt', text: 'body' } },
      { type: 'resource', resource: { uri: 'file:///a.bin', blob: 'AA==', mimeType: 'application/pdf' } },
      { type: 'resource_link', uri: 'http://x', name: 'X' },
      { type: 'novel' },
    ];
    const { tools } = await connectMcpTools(fake(() => ({ content })));
    expect(((await tools[0]!.run({})).content as readonly ContentPart[]).map(({ type }) => type)).toEqual([
      'audio',
      'text',
      'file',
      'text',
      'text',
    ]);
  });

  it('refuses options that cannot be', async () => {
    await expect(
      connectMcpTools(
        fake(() => 1),
        { timeout: 0 },
      ),
    ).rejects.toThrow();
    await expect(
      connectMcpTools(
        fake(() => 1),
        { prefx: '' } as never,
      ),
    ).rejects.toThrow(/prefix/);
  });
});
