import { retryAfterOf } from '../../src/resilience';

const now = Date.parse('2026-05-10T12:00:00Z');
const wait = (headers: Record<string, string>) => retryAfterOf(new Headers(headers), now);

describe('retryAfterOf', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': ' 1.5 ' }, 1500],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
    [{ 'retry-after': 'Sun, 10 May 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 10 May 2026 11:00:00 GMT' }, undefined],
    [{ 'retry-after': '0' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '1e9' }, undefined],
    [{ 'retry-after': 'Infinity' }, undefined],
    [{ 'retry-after': 'later' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('reads %j as %p', (headers, expected) => {
    expect(wait(headers)).toBe(expected);
  });

  it('does without headers', () => {
    expect(retryAfterOf(undefined, now)).toBeUndefined();
  });
});
