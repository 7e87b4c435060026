import { DatasetFetchError } from '../../../src/datasets';
import { answerOf, streamedAnswer } from '../../../src/datasets/web/web-request';
import { TestClock } from '../../../src/resilience';
import { loopbackServer } from '../../support/loopback-server';

const server = loopbackServer();

/** What is answered, while time is moved on as far as it takes. */
async function asked(settings: { maxRetries?: number; signal?: AbortSignal } = {}, clock = new TestClock()) {
  const request = { url: new URL(`${server.origin}/x`), name: 'the server' };
  let isSettled = false;
  const answer = answerOf(request, { ...settings, clock, timeout: Number.POSITIVE_INFINITY }, (response) =>
    response.text(),
  ).finally(() => (isSettled = true));
  answer.catch(() => undefined);
  while (!isSettled) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.pendingTimers > 0) await clock.advance(1000);
  }
  return { text: await answer, waited: clock.now() };
}

describe('a request of a dataset', () => {
  it('is made again when the server is busy, after the time that it asks for', async () => {
    let count = 0;
    server.answer((_, response) => {
      if (count++ < 2) response.writeHead(429, { 'retry-after': '7' }).end();
      else response.end('rows');
    });
    const { text, waited } = await asked();
    expect([text, server.requests.length]).toEqual(['rows', 3]);
    expect(waited).toBeGreaterThanOrEqual(14_000);
  });

  it('is made again when the connection breaks', async () => {
    let count = 0;
    server.answer((request, response) => {
      if (count++ === 0) request.socket.destroy();
      else response.end('rows');
    });
    expect((await asked()).text).toBe('rows');
  });

  it('ends with the last error, and at once for one that stays', async () => {
    server.answer((_, response) => response.writeHead(503).end('{"error":"warming up"}'));
    await expect(asked({ maxRetries: 2 })).rejects.toThrow('warming up');
    expect(server.requests).toHaveLength(3);
    server.answer((_, response) => response.writeHead(404).end());
    await expect(asked()).rejects.toBeInstanceOf(DatasetFetchError);
    expect(server.requests).toHaveLength(1);
  });

  it('stops waiting at an abort, and leaves no timer', async () => {
    const controller = new AbortController();
    const clock = new TestClock();
    server.answer((_, response) => {
      response.writeHead(500).end();
      setImmediate(() => controller.abort(new Error('enough')));
    });
    await expect(asked({ signal: controller.signal }, clock)).rejects.toThrow('enough');
    expect(clock.pendingTimers).toBe(0);
  });

  it('ends when nothing comes any more', async () => {
    const clock = new TestClock();
    server.answer((_, response) => void response.writeHead(200).write('first'));
    const request = { url: new URL(`${server.origin}/x`), name: 'the server' };
    const pieces = streamedAnswer(request, { clock, timeout: 1000 });
    expect(Buffer.from((await pieces.next()).value as Uint8Array).toString()).toBe('first');
    const rest = pieces.next();
    rest.catch(() => undefined);
    await clock.advance(999);
    await clock.advance(1);
    await expect(rest).rejects.toThrow('did not answer within 1000 ms');
    expect(clock.pendingTimers).toBe(0);
  });
});
