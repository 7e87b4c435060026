import type { ServerResponse } from 'node:http';
import type { VendorFault } from './vendor-fault';
import { fullReply, type VendorRawReply, type VendorReply } from './vendor-reply';
import type { Wire, WireEvent } from './wire';

/** What is to be answered, and to what. */
export interface Answer {
  readonly wire: Wire;
  readonly reply: VendorReply;
  readonly fault: VendorFault | undefined;
  readonly request: Readonly<Record<string, unknown>>;
  /** Resolves after so many milliseconds, or when the server closes. */
  readonly wait: (delay: number) => Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const STREAM_TYPE = { 'content-type': 'text/event-stream; charset=utf-8' };

/** Answers one request, or fails to in the way that was asked for. */
export async function writeAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  const { fault, reply } = answer;
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'slow') await answer.wait(fault.delay);
  if (writeBroken(response, answer)) return;
  if (typeof reply === 'object' && 'raw' in reply) await writeRaw(response, reply.raw);
  else if (answer.request['stream'] === true) await writeStream(response, answer);
  else writeJson(response, 200, bodyOf(answer), {});
}

/** Faults that need no reply. */
function writeBroken(response: ServerResponse, { fault, wire, request }: Answer): boolean {
  switch (fault?.kind) {
    case 'status': {
      const { retryAfter, status, code } = fault;
      const headers: Record<string, string> =
        retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      writeJson(response, status, wire.error(status, code), headers);
      return true;
    }
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Welcome</title><p>Please log in.');
      return true;
    case 'empty':
      response.writeHead(200, request['stream'] === true ? STREAM_TYPE : JSON_TYPE);
      response.end();
      return true;
    case 'reset':
      if (fault.afterEvents !== undefined && request['stream'] === true) return false;
      response.destroy();
      return true;
    default:
      return false;
  }
}

function bodyOf({ wire, reply, request, fault }: Answer): string {
  const full = fullReply(reply as Exclude<VendorReply, { raw: unknown }>, {
    model: String(request['model']),
  });
  const text = JSON.stringify(wire.json(full, outputsOf(request)));
  return fault?.kind === 'truncated' ? text.slice(0, text.length / 2) : text;
}

function outputsOf({ n }: Readonly<Record<string, unknown>>): number {
  return typeof n === 'number' ? n : 1;
}

function writeJson(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...JSON_TYPE, ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function writeStream(response: ServerResponse, answer: Answer): Promise<void> {
  const { wire, reply, request, fault } = answer;
  const full = fullReply(reply as Exclude<VendorReply, { raw: unknown }>, {
    model: String(request['model']),
  });
  const events = wire.events(full, outputsOf(request));
  response.writeHead(200, STREAM_TYPE);
  for (const [index, event] of events.entries()) {
    if (fault?.kind === 'reset' && index === fault.afterEvents) {
      response.destroy();
      return;
    }
    if (fault?.kind === 'stalled' && index === fault.afterEvents) return;
    if (fault?.kind === 'truncated' && index === Math.floor(events.length / 2)) {
      response.end(event.text.slice(0, event.text.length / 2));
      return;
    }
    await send(response, textOf(event, fault));
  }
  response.end();
}

function textOf({ text, isContent }: WireEvent, fault: VendorFault | undefined): string {
  return fault?.kind === 'duplicated' && !isContent && !text.includes('[DONE]') ? text + text : text;
}

/** Resolves when the piece is on its way. */
function send(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => response.write(piece, () => resolve()));
}

async function writeRaw(response: ServerResponse, raw: VendorRawReply): Promise<void> {
  const { status = 200, headers, body, chunks } = raw;
  const type = chunks === undefined ? JSON_TYPE : STREAM_TYPE;
  response.writeHead(status, { ...type, ...headers });
  if (body !== undefined) await send(response, typeof body === 'string' ? body : JSON.stringify(body));
  if (chunks !== undefined) {
    response.flushHeaders();
    for await (const chunk of chunks) {
      if (response.destroyed) return;
      await send(response, chunk);
    }
  }
  response.end();
}
