import type { EvaluationRow } from '../evaluation-row';
import { toCsv } from './csv';
import { flatRows } from './flat-row';

/** Rows as CSV: the fields first, then our own columns. */
export function resultCsv(rows: readonly EvaluationRow[]): string {
  const flat = flatRows(rows);
  return toCsv(flat.rows, flat.fields);
}
