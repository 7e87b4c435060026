import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { endServer, listen } from './listen';

/** One request that a server got. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** What a server answers: JSON with a status, nothing at all until the client leaves, or half of a body. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | { readonly hang: true }
  | { readonly cut: string };

/** A vendor's server on loopback, answering from a script. */
export interface VendorServer {
  /** Without a path. */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  /** Resolves when a client has closed its connection before the answer. */
  readonly left: Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that gives the answers in turn, the last one again and again. */
export async function startServer(answers: readonly ScriptedAnswer[]): Promise<VendorServer> {
  const requests: ReceivedRequest[] = [];
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>;
      requests.push({ path: request.url ?? '', headers: request.headers, body });
      response.on('close', () => {
        if (!response.writableEnded) leave();
      });
      answer(response, answers[Math.min(requests.length, answers.length) - 1] as ScriptedAnswer);
    });
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    left,
    close: () => endServer(server),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, scripted: ScriptedAnswer): void {
  if ('hang' in scripted) return;
  if ('cut' in scripted) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000' });
    response.write(scripted.cut);
    setImmediate(() => response.destroy());
    return;
  }
  response.writeHead(scripted.status ?? 200, { 'content-type': 'application/json', ...scripted.headers });
  response.end(JSON.stringify(scripted.json));
}

/** A chat completion as OpenAI gives it. */
export function aCompletion(message: object, finishReason = 'stop', usage: object = {}): ScriptedAnswer {
  return {
    json: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-test-2026',
      choices: [
        { index: 0, finish_reason: finishReason, message: { role: 'assistant', content: null, ...message } },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, ...usage },
    },
  };
}

/** A message as Anthropic gives it. */
export function aMessage(
  content: readonly object[],
  stopReason = 'end_turn',
  usage: object = {},
): ScriptedAnswer {
  return {
    json: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-test',
      content,
      stop_reason: stopReason,
      usage: { input_tokens: 10, output_tokens: 5, ...usage },
    },
  };
}
