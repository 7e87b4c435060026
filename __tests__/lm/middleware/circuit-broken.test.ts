import {
  CircuitOpenError,
  LmInvalidRequestError,
  LmServerError,
  MockLM,
  type MockReply,
} from '../../../src/lm';
import { TestClock } from '../../../src/resilience';

const down = new LmServerError({ problem: 'down' }, { status: 500 });

function broken(replies: readonly MockReply[], clock = new TestClock()): MockLM {
  return new MockLM(replies, { clock, circuitBreaker: { failures: 2, cooldown: 1000 } });
}

describe('circuitBroken', () => {
  it('stops asking after failures in a row, tries one attempt after a while, and goes on when it succeeds', async () => {
    const clock = new TestClock();
    const lm = broken([down, down, down, 'up', 'up'], clock);
    for (let index = 0; index < 2; index++) await expect(lm.generate('x')).rejects.toBe(down);
    await expect(lm.generate('x')).rejects.toThrow(CircuitOpenError);
    expect(lm.requests).toHaveLength(2);
    await clock.advance(1000);
    await expect(lm.generate('x')).rejects.toBe(down);
    await expect(lm.generate('x')).rejects.toThrow(CircuitOpenError);
    await clock.advance(1000);
    const [first, second] = await Promise.allSettled([lm.generate('x'), lm.generate('x')]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    await lm.generate('x');
    expect(lm.requests).toHaveLength(5);
  });

  it('does not count what says that the provider is alive', async () => {
    const refused = new LmInvalidRequestError({ problem: 'no' }, { status: 400 });
    const lm = broken([down, refused, down, 'up']);
    for (let index = 0; index < 3; index++) await lm.generate('x').catch(() => undefined);
    expect((await lm.generate('x')).outputs[0]?.text).toBe('up');
  });

  it('guards streams too, and is not retried', async () => {
    const lm = new MockLM([down, down], {
      maxRetries: 5,
      retry: { firstDelay: 1 },
      circuitBreaker: { failures: 1 },
    });
    await expect(lm.stream('x').result).rejects.toThrow(CircuitOpenError);
    expect(lm.requests).toHaveLength(1);
  });

  it.each([{ failures: 0 }, { cooldown: 0 }, { fails: 1 }])('refuses %j', (circuitBreaker) => {
    expect(() => new MockLM([], { circuitBreaker: circuitBreaker as never })).toThrow('circuitBreaker');
  });
});
