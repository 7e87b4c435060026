import { InvalidArgumentError } from '../errors';

/** @throws {@link InvalidArgumentError} for the first that is no whole number of at least 1. */
export function assertCounts(call: string, counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new InvalidArgumentError(`${call}({ ${name} })`, {
      found: String(value),
      expected: 'a whole number of at least 1.',
    });
  }
}

/** @throws {@link InvalidArgumentError} for what names no module. */
export function assertModule(call: string, module: unknown): void {
  if (typeof module === 'string' && module !== '') return;
  throw new InvalidArgumentError(`${call}({ module })`, {
    found: String(module),
    expected: 'the path of a file that exports program and metric.',
  });
}

/** @throws {@link InvalidArgumentError} for a name that BullMQ does not take. */
export function assertQueue(call: string, queue: unknown): void {
  if (typeof queue === 'string' && queue !== '' && !queue.includes(':')) return;
  throw new InvalidArgumentError(`${call}({ queue })`, {
    found: JSON.stringify(queue),
    expected: 'a name without a colon.',
  });
}
