import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { endServer, listen } from './listen';

/** A server on this machine, for the length of a suite. */
export interface LoopbackServer {
  /** Its address, without a slash at the end. */
  readonly origin: string;
  /** What was asked, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Answers from now on; forgets what was asked. */
  answer(listener: (request: IncomingMessage, response: ServerResponse) => void): void;
}

/** Starts a server before the suite and ends it, with its connections, after. */
export function loopbackServer(): LoopbackServer {
  let listener: RequestListener = (_, response) => response.writeHead(404).end();
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  let origin = '';
  beforeAll(async () => {
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterAll(() => endServer(server));
  return {
    requests,
    get origin() {
      return origin;
    },
    answer: (next) => {
      requests.length = 0;
      listener = next;
    },
  };
}
