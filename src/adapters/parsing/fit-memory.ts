import type { Repair } from './repair';

/** What came of fitting a value to a schema; `failure` is what was thrown. */
export type Fit =
  { readonly value: unknown; readonly repairs: readonly Repair[] } | { readonly failure: Error };

interface Entry {
  readonly path: string;
  readonly fit: Fit;
}

/**
 * What was fitted already within one reading. The alternatives of a recursive type ask the same of the same member again
 * and again: without a memory, twice as often with each level of nesting.
 */
export class FitMemory {
  readonly #entries = new WeakMap<object, WeakMap<object, Entry>>();

  /** What came of it before, as seen from this path; else what the body does, remembered. */
  once(schema: object, value: object, path: string, body: () => Fit): Fit {
    let byValue = this.#entries.get(schema);
    if (byValue === undefined) this.#entries.set(schema, (byValue = new WeakMap()));
    const known = byValue.get(value);
    if (known !== undefined) return moved(known, path);
    const fit = body();
    byValue.set(value, { path, fit });
    return fit;
  }
}

function moved({ path: from, fit }: Entry, path: string): Fit {
  if (from === path || 'failure' in fit) return fit;
  const repairs = fit.repairs.map((repair) => ({
    ...repair,
    path: `${path}${repair.path.slice(from.length)}`,
  }));
  return { value: fit.value, repairs };
}
