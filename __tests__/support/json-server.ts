import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { endServer, listen } from './listen';

/** A request that a server got. */
export interface JsonRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** What it answers: JSON (or text) with a status, nothing until the client leaves, or a connection that breaks. */
export type JsonAnswer =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    }
  | 'hang'
  | 'drop';

/** A server on loopback. */
export interface JsonServer {
  /** Without a path. */
  readonly url: string;
  readonly requests: JsonRequest[];
  /** Given before anything else, in turn. */
  readonly faults: JsonAnswer[];
  /** Resolves when a client has closed its connection before it was answered. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that answers JSON by a function. */
export async function startJsonServer(respond: (request: JsonRequest) => JsonAnswer): Promise<JsonServer> {
  const requests: JsonRequest[] = [];
  const faults: JsonAnswer[] = [];
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const server = createServer((incoming, response) => {
    response.on('close', () => {
      if (!response.writableEnded) leave();
    });
    void readRequest(incoming).then((request) => {
      requests.push(request);
      const answer = faults.shift() ?? respond(request);
      if (answer === 'hang') return;
      if (answer === 'drop') {
        incoming.socket.destroy();
        return;
      }
      const { status = 200, json, text = JSON.stringify(json ?? {}), headers = {} } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    left,
    close: () => endServer(server),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<JsonRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** The cosine similarity of two vectors; 0 where one is all zeros. */
export function cosine(left: readonly number[], right: readonly number[]): number {
  const dot = left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  const length = Math.hypot(...left) * Math.hypot(...right);
  return length === 0 ? 0 : dot / length;
}
