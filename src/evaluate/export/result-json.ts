import type { EvaluationData } from '../evaluation-summary';
import type { EvaluationRow } from '../evaluation-row';
import { withoutCause } from '../row-error';
import { plainJson } from './plain-json';

/** A result as plain JSON. */
export function resultJson(result: EvaluationData): Record<string, unknown> {
  const { rows, ...figures } = result;
  return { version: 1, ...(plainJson(figures) as object), rows: rows.map(rowJson) };
}

/** A row as plain JSON; of its error, what can be said in words. */
export function rowJson({ error, ...row }: EvaluationRow): Record<string, unknown> {
  const plain = plainJson(row) as Record<string, unknown>;
  return error === undefined ? plain : { ...plain, error: withoutCause(error) };
}
