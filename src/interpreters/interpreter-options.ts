import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import type { InterpreterOptions } from './interpreter';

/** Limits, all said. */
export type Limits = Required<InterpreterOptions>;

/**
 * The limits of an interpreter, with defaults filled in.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function limitsOf(
  options: InterpreterOptions,
  where: string,
  standing: Omit<Limits, 'maxOutputLength'>,
): Limits {
  assertKnownOptions(options, ['timeout', 'memoryLimit', 'maxOutputLength'], where);
  const {
    timeout = standing.timeout,
    memoryLimit = standing.memoryLimit,
    maxOutputLength = 20_000,
  } = options;
  assertTimeout(where, timeout);
  for (const [name, value, least] of [
    ['memoryLimit', memoryLimit, 1_000_000],
    ['maxOutputLength', maxOutputLength, 1],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new InvalidArgumentError(`${where} ${name}`, {
      found: String(value),
      expected: `a whole number, at least ${least}.`,
    });
  }
  return { timeout, memoryLimit, maxOutputLength };
}

/**
 * Refuses a time limit that cannot be.
 *
 * @throws {@link InvalidArgumentError}.
 */
export function assertTimeout(where: string, timeout: number): void {
  if (typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31) return;
  throw new InvalidArgumentError(`${where} timeout`, {
    found: String(timeout),
    expected: 'milliseconds, more than 0 and less than 2^31.',
  });
}
