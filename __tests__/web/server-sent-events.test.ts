import { createServer } from 'node:http';
import { Readable, pipeline } from 'node:stream';
import { emitStatus, Module, Predict, type ProgramStreamEvent } from '../../src/modules';
import { TestClock } from '../../src/resilience';
import { MockLM } from '../../src/testing';
import { SERVER_SENT_EVENTS_HEADERS, toServerSentEvents } from '../../src/web';
import { framesOf } from '../../src/web/server-sent-events';
import { endServer, listen } from '../support/listen';

const reply = '[[ ## answer ## ]]\nOne\nline & another\n\n[[ ## completed ## ]]';

class Guide extends Module {
  readonly ask = new Predict('question -> answer');

  async forward({ question }: { question: string }) {
    emitStatus('Thinking…');
    return this.ask.call({ question });
  }
}

interface Frame {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** What a browser's EventSource would give. */
function framesIn(text: string): Frame[] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      return { event, data: JSON.parse(data) as Record<string, unknown> };
    });
}

const textOf = (body: ReadableStream<Uint8Array>) => new Response(body as never).text();

describe('toServerSentEvents', () => {
  it('gives status, pieces of outputs and the prediction, each as JSON on a line', async () => {
    const stream = new Guide().stream({ question: 'Why?' }, { lm: new MockLM([reply]) });
    const frames = framesIn(await textOf(toServerSentEvents(stream)));
    expect(frames[0]).toEqual({ event: 'status', data: { type: 'status', message: 'Thinking…' } });
    const deltas = frames.filter(({ event }) => event === 'field-delta').map(({ data }) => data['delta']);
    expect(deltas.join('')).toBe('One\nline & another');
    expect(frames.at(-1)).toEqual({
      event: 'prediction',
      data: { type: 'prediction', prediction: { answer: 'One\nline & another' } },
    });
    expect(frames.some(({ event }) => event === 'lm-start')).toBe(false);
  });

  it('shows what it is told to', async () => {
    const stream = new Guide().stream({ question: 'Why?' }, { lm: new MockLM([reply]) });
    const body = toServerSentEvents(stream, {
      show: (event) => (event.type === 'prediction' ? { type: 'done' } : undefined),
    });
    expect(await textOf(body)).toBe('event: done\ndata: {"type":"done"}\n\n');
  });

  it('ends with an error that tells no more than its code, or what it is told to', async () => {
    const broken = () => new Guide().stream({ question: 'secret' }, { lm: new MockLM([]) });
    const [last] = framesIn(await textOf(toServerSentEvents(broken()))).slice(-1);
    expect(last).toEqual({ event: 'error', data: { code: 'MOCK_SCRIPT_ENDED', retryable: false } });
    const told = toServerSentEvents(broken(), {
      showError: () => ({ code: 'SORRY', retryable: true, message: 'Try later.' }),
    });
    expect(framesIn(await textOf(told)).at(-1)?.data['message']).toBe('Try later.');
  });

  it('refuses options that nothing reads', () => {
    const stream = new Guide().stream({ question: 'Why?' });
    expect(() => toServerSentEvents(stream, { keepalive: 1 } as never)).toThrow('keepAlive');
  });

  it('sends a comment in silence, and leaves no timer', async () => {
    const clock = new TestClock();
    let go: () => void = () => undefined;
    const events = async function* (): AsyncGenerator<ProgramStreamEvent> {
      await new Promise<void>((resolve) => (go = resolve));
      yield { type: 'status', message: 'at last' };
    };
    const reader = framesOf(events(), { keepAlive: 1000 }, clock).getReader();
    const first = reader.read();
    await clock.advance(1000);
    expect(Buffer.from((await first).value ?? []).toString()).toBe(': still here\n\n');
    const second = reader.read();
    go();
    expect(Buffer.from((await second).value ?? []).toString()).toContain('at last');
    expect((await reader.read()).done).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a program behind node:http', () => {
  it('streams to a client, and is cancelled when the client goes away', async () => {
    let cancelled: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (cancelled = resolve));
    const slow = new MockLM(async (_, { signal }) => {
      await new Promise<void>((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          cancelled();
          reject(signal.reason as Error);
        });
      });
      return reply;
    });
    const quick = new MockLM(() => reply);
    const server = createServer((request, response) => {
      const lm = request.url === '/slow' ? slow : quick;
      response.writeHead(200, SERVER_SENT_EVENTS_HEADERS);
      const body = toServerSentEvents(new Guide().stream({ question: 'Why?' }, { lm }));
      pipeline(Readable.fromWeb(body as never), response, () => undefined);
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;

    const answer = await fetch(`${origin}/quick`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(framesIn(await answer.text()).at(-1)?.event).toBe('prediction');

    const controller = new AbortController();
    const reader = (await fetch(`${origin}/slow`, { signal: controller.signal })).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('Thinking');
    controller.abort();
    await gone;
    await endServer(server);
  });
});
