import { hedged, LmServerError, MockLM, trackUsage, type LmCall } from '../../../src/lm';
import { TestClock } from '../../../src/resilience';

const REQUEST = { messages: [{ role: 'user' as const, content: 'Hi' }] };

describe('hedged', () => {
  it('makes a second attempt when the first is slow, takes the first reply, aborts and counts the other', async () => {
    const clock = new TestClock();
    const signals: (AbortSignal | undefined)[] = [];
    const lm = new MockLM(
      (_request: unknown, { signal }: LmCall) => {
        signals.push(signal);
        return signals.length === 1 ? new Promise(() => undefined) : 'second';
      },
      { clock, hedge: { after: 100 } },
    );
    const tracked = trackUsage(() => lm.generate(REQUEST));
    await clock.advance(99);
    expect(lm.requests).toHaveLength(1);
    await clock.advance(1);
    const { result, usage } = await tracked;
    expect([result.outputs[0]?.text, result.attempts, usage.requests]).toEqual(['second', 2, 2]);
    expect([signals[0]?.aborted, clock.pendingTimers]).toEqual([true, 0]);
  });

  it('makes one attempt when it is quick, and leaves a failure to the retries', async () => {
    const clock = new TestClock();
    const down = new LmServerError({ problem: 'down' });
    const lm = new MockLM(['quick', down], { clock, hedge: { after: 100, most: 3 } });
    expect((await lm.generate(REQUEST)).attempts).toBe(1);
    await expect(lm.generate(REQUEST)).rejects.toBe(down);
    expect([lm.requests.length, clock.pendingTimers]).toEqual([2, 0]);
  });

  it('waits for the other attempt when one fails meanwhile', async () => {
    const clock = new TestClock();
    const answers: ((reply: string | Error) => void)[] = [];
    const lm = new MockLM(() => new Promise((resolve) => answers.push(resolve)), {
      clock,
      hedge: { after: 10 },
    });
    const reply = lm.generate(REQUEST);
    await clock.advance(10);
    answers[0]?.(new LmServerError({ problem: 'down' }));
    await clock.advance(1);
    answers[1]?.('second');
    expect((await reply).outputs[0]?.text).toBe('second');
  });

  it('ends when the caller aborts', async () => {
    const clock = new TestClock();
    const lm = hedged(new MockLM(() => new Promise(() => undefined)), { after: 10, clock });
    const controller = new AbortController();
    const reply = lm.doGenerate(REQUEST, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await expect(reply).rejects.toThrow('enough');
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([{}, { after: 0 }, { after: 1, most: 0 }, { after: 1, count: 2 }])('refuses %j', (hedge) => {
    expect(() => new MockLM([], { hedge: hedge as never })).toThrow('hedge');
  });
});
