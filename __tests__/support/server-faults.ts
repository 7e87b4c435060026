import { RetrieverError, type Retriever, type SupervisionOptions } from '../../src/retrievers';
import type { JsonServer } from './json-server';

/** A retriever over HTTP under test. */
export interface ServerFaults {
  readonly name: string;
  readonly server: () => JsonServer;
  /** Makes a retriever of a collection with passages, that sends the secret. */
  readonly connect: (
    url: string,
    options: SupervisionOptions & { readonly secret: string },
  ) => Promise<Retriever>;
}

const SECRET = 'planted-secret-key-1234567890';
const quick = { firstDelay: 1, maxDelay: 1, secret: SECRET };

/** Every retriever over HTTP runs this suite: what its errors mean, and what they do not tell. */
export function describeServerFaults({ name, server, connect }: ServerFaults): void {
  const failing = async (retriever: Retriever): Promise<RetrieverError> => {
    const error: unknown = await retriever.retrieve('cat').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RetrieverError);
    const { message, stack, cause } = error as RetrieverError;
    expect(
      `${message}${stack}${String((cause as Error | undefined)?.stack)}${JSON.stringify(error)}`,
    ).not.toContain(SECRET);
    return error as RetrieverError;
  };

  describe(`${name} and a server in trouble`, () => {
    afterEach(() => server().faults.splice(0));

    it('asks again when the server is busy, gone for a moment, or drops the connection', async () => {
      const retriever = await connect(server().url, quick);
      for (const fault of [{ status: 503 }, { status: 429 }, 'drop'] as const) {
        server().faults.push(fault);
        expect(await retriever.retrieve('cat')).not.toHaveLength(0);
        expect(server().faults).toHaveLength(0);
      }
    });

    it('gives up on what will not change, says why, and tells no secret', async () => {
      const retriever = await connect(server().url, quick);
      for (const status of [400, 401, 403]) {
        const before = server().requests.length;
        server().faults.push({
          status,
          json: { status: { error: `bad ${SECRET}` }, message: `bad ${SECRET}` },
        });
        expect(await failing(retriever)).toMatchObject({ retryable: false, status });
        expect(server().requests.length).toBe(before + 1);
      }
    });

    it('says how long a server asks to wait, and what is down', async () => {
      const retriever = await connect(server().url, { ...quick, maxRetries: 0 });
      server().faults.push({ status: 503, headers: { 'retry-after': '7' } });
      expect(await failing(retriever)).toMatchObject({ retryable: true });
      await server().close();
      const down = await failing(retriever);
      expect(down).toMatchObject({ retryable: true, message: expect.stringContaining('server runs') });
    });
  });
}

/** Each retriever over HTTP lets go of the connection when the caller does. */
export function itLetsGo({ server, connect }: ServerFaults): void {
  it('closes the connection of a search that is aborted', async () => {
    const retriever = await connect(server().url, quick);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    server().faults.push('hang');
    const before = server().requests.length;
    const answer = retriever.retrieve('cat', { signal: controller.signal });
    const settled = expect(answer).rejects.toBe(reason);
    while (server().requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    await settled;
    await server().left;
  });
}
