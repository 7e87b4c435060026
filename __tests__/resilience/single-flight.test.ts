import { SingleFlight } from '../../src/resilience';

/** Work that ends when it is told to. */
function held() {
  let finish: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const signals: AbortSignal[] = [];
  const start = jest.fn((signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => {
      finish = resolve;
      fail = reject;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  });
  return { start, signals, finish: (value: string) => finish(value), fail: (error: Error) => fail(error) };
}

describe('SingleFlight', () => {
  it('runs equal work once and tells who joined', async () => {
    const flights = new SingleFlight<string>();
    const work = held();
    const runs = [1, 2, 3].map(() => flights.run('key', undefined, work.start));
    expect([work.start.mock.calls.length, flights.size]).toEqual([1, 1]);
    work.finish('done');
    expect(await Promise.all(runs)).toEqual([
      { value: 'done', joined: false },
      { value: 'done', joined: true },
      { value: 'done', joined: true },
    ]);
    expect(flights.size).toBe(0);
  });

  it('runs other work, and the same work later, for itself', async () => {
    const flights = new SingleFlight<string>();
    const start = jest.fn(async () => 'done');
    await Promise.all([flights.run('a', undefined, start), flights.run('b', undefined, start)]);
    await flights.run('a', undefined, start);
    expect(start).toHaveBeenCalledTimes(3);
  });

  it('lets one leave without the others', async () => {
    const flights = new SingleFlight<string>();
    const work = held();
    const controller = new AbortController();
    const leaving = flights.run('key', controller.signal, work.start);
    const staying = flights.run('key', undefined, work.start);
    controller.abort('gone');
    await expect(leaving).rejects.toBe('gone');
    expect(work.signals[0]?.aborted).toBe(false);
    work.finish('done');
    await expect(staying).resolves.toEqual({ value: 'done', joined: true });
  });

  it('aborts the work when the last one has left, and begins anew for the next', async () => {
    const flights = new SingleFlight<string>();
    const work = held();
    const [first, second] = [new AbortController(), new AbortController()];
    const runs = [first, second].map(({ signal }) => flights.run('key', signal, work.start));
    first.abort('one');
    second.abort('two');
    await expect(runs[0]).rejects.toBe('one');
    await expect(runs[1]).rejects.toBe('two');
    await new Promise((resolve) => setImmediate(resolve));
    expect([work.signals[0]?.aborted, flights.size]).toEqual([true, 0]);
    const next = flights.run('key', undefined, work.start);
    work.finish('fresh');
    await expect(next).resolves.toEqual({ value: 'fresh', joined: false });
  });

  it('gives a failure to all and keeps nothing of it', async () => {
    const flights = new SingleFlight<string>();
    const work = held();
    const runs = [1, 2].map(() => flights.run('key', undefined, work.start));
    work.fail(new Error('broken'));
    expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(flights.size).toBe(0);
  });

  it('does not begin for one who has left already', async () => {
    const work = held();
    const run = new SingleFlight<string>().run('key', AbortSignal.abort('gone'), work.start);
    await expect(run).rejects.toBe('gone');
    expect(work.start).not.toHaveBeenCalled();
  });
});
