import type { EvaluationRow } from './evaluation-row';
import type { EvaluationSlice } from './evaluation-summary';
import { cellText } from './export/csv';
import { plainJson } from './export/plain-json';
import { RunningSummary } from './running-summary';

/**
 * What divides rows into slices: the name of a field of the examples, or a function. A row is in every slice of a list, and in none
 * where there is nothing.
 */
export type SliceBy = string | ((row: EvaluationRow) => SliceName | readonly SliceName[] | null | undefined);

/** What names a slice. */
export type SliceName = string | number | boolean;

/** The figures of each slice, as rows come in. */
export class RunningSlices {
  readonly #slices = new Map<string, RunningSummary>();

  constructor(
    private readonly by: SliceBy,
    private readonly repeats: number,
  ) {}

  add(row: EvaluationRow): void {
    for (const name of namesOf(row, this.by)) {
      let slice = this.#slices.get(name);
      if (slice === undefined) this.#slices.set(name, (slice = new RunningSummary(this.repeats)));
      slice.add(row);
    }
  }

  /** In the order of their names, numbers by size. */
  summaries(): readonly EvaluationSlice[] {
    const collator = new Intl.Collator('en', { numeric: true });
    return [...this.#slices]
      .sort(([one], [other]) => collator.compare(one, other))
      .map(([name, slice]) => Object.freeze({ name, rowCount: slice.count, ...slice.summary() }));
  }
}

/** The figures of each slice of some rows. */
export function slicesOf(rows: readonly EvaluationRow[], by: SliceBy): readonly EvaluationSlice[] {
  const slices = new RunningSlices(by, rows.some(({ rollout }) => rollout !== undefined) ? 2 : 1);
  for (const row of rows) slices.add(row);
  return slices.summaries();
}

function namesOf(row: EvaluationRow, by: SliceBy): readonly string[] {
  const { example } = row;
  const value = typeof by === 'function' ? by(row) : example.has(by) ? example.get(by) : undefined;
  if (value === undefined || value === null) return [];
  const names = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return [...new Set(names.map((name) => cellText(plainJson(name))))];
}
