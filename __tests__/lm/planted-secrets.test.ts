import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { DiskStore } from '../../src/cache';
import { inspectHistory, LM, recorded } from '../../src/lm';
import { Predict } from '../../src/modules';
import { withContext } from '../../src/settings';
import { openTelemetry, type Callbacks, type SpanEnd, type SpanStart } from '../../src/tracing';
import { startVendorServer, type Vendor, type VendorRequest } from '../../src/testing';

const KEY = 'sk-planted-KEY-0123456789';
const HEADER = 'planted-header-TOKEN-abcdef';
const SECRETS = [KEY, HEADER];

/** An answer that repeats all the server was told, as some gateways do in their errors. */
function echo(request: VendorRequest, status: number) {
  const message = `refused ${JSON.stringify(request.headers)} for Bearer ${KEY}`;
  return { raw: { status, body: { error: { message, type: 'invalid_request_error' } } } };
}

const folders: string[] = [];

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe.each<[Vendor, string]>([
  ['openai', '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]'],
  ['anthropic', '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]'],
])('a planted key and header (%s)', (vendor, reply) => {
  it('are in no error, history, span, callback, recording, cache file or saved program', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dspex-secrets-'));
    folders.push(directory);
    const seen: unknown[] = [];
    const spans: unknown[] = [];
    const server = await startVendorServer({
      vendor,
      handler: (request, index) =>
        [401, 400, 500][index] === undefined ? reply : echo(request, [401, 400, 500][index]!),
    });
    const lm = new LM(`${vendor}/some-model`, {
      baseURL: server.baseURL,
      apiKey: KEY,
      headers: { 'X-Api-Token': HEADER },
      cache: new DiskStore({ directory: join(directory, 'cache') }),
      maxRetries: 0,
    });
    const model = recorded(lm, { directory: join(directory, 'recordings'), mode: 'record' });
    const listen = (span: SpanStart | SpanEnd): void => void seen.push(span);
    const listener: Callbacks = {
      onLmStart: listen,
      onLmEnd: listen,
      onModuleEnd: listen,
      onAdapterEnd: listen,
    };
    const program = new Predict('question -> answer', { lm: model });
    await withContext(
      { callbacks: [listener, await openTelemetry({ content: true, tracerProvider: provider(spans) })] },
      async () => {
        for (let index = 0; index < 3; index++) {
          seen.push(await program.call({ question: `${index}` }).catch((error: unknown) => error));
        }
        seen.push(await program.call({ question: 'well' }));
      },
    );
    await server.close();
    program.lm = lm;
    await program.save(join(directory, 'program.json'));
    const texts = [
      ...seen.flatMap((value) => [inspect(value, { depth: 20, showHidden: true }), json(value)]),
      ...seen.flatMap((value) =>
        value instanceof Error
          ? [String(value.stack), value.message, inspect(value.cause, { depth: 20 })]
          : [],
      ),
      json(spans),
      inspect(lm, { depth: 20, showHidden: true }),
      json(lm),
      json(lm.history),
      lm.inspectHistory(10),
      inspectHistory(10),
      ...filesIn(directory),
    ];
    expect(server.requests).toHaveLength(4);
    expect(JSON.stringify(server.requests[0]?.headers)).toContain(HEADER);
    for (const secret of SECRETS) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });
});

function provider(spans: unknown[]): object {
  const startSpan = (name: string, options: object) => {
    spans.push(name, options);
    return {
      setAttributes: (more: object) => spans.push(more),
      setStatus: () => undefined,
      end: () => undefined,
    };
  };
  return { getTracer: () => ({ startSpan }) };
}

function json(value: unknown): string {
  const above = new Set<unknown>();
  return (
    JSON.stringify(value, (_key, member: unknown) => {
      if (typeof member !== 'object' || member === null) return member;
      if (above.has(member)) return undefined;
      above.add(member);
      return member;
    }) ?? ''
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
