import type { EvaluationRow } from '../evaluation-row';
import { plainJson } from './plain-json';
import type { TableRow } from './csv';

const OWN_COLUMNS = [
  'score',
  'feedback',
  'error_kind',
  'error_code',
  'error_message',
  'latency_ms',
  'input_tokens',
  'output_tokens',
];

/** Rows as lines of a table, and which of their columns are the fields of examples and predictions. */
export interface FlatRows {
  readonly fields: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Lays rows out flat. A name that the example and the prediction share, or that is a column of ours, is told apart by
 * `example_` and `prediction_`, the same in all rows.
 */
export function flatRows(rows: readonly EvaluationRow[]): FlatRows {
  const examples = rows.map(({ example }) => plainFields(example));
  const predictions = rows.map(({ prediction }) => (prediction === undefined ? {} : plainFields(prediction)));
  const exampleNames = namesOf(examples);
  const predictionNames = namesOf(predictions);
  const clashes = (name: string): boolean =>
    OWN_COLUMNS.includes(name) || (exampleNames.has(name) && predictionNames.has(name));
  const columns = (prefix: string) => (name: string) => (clashes(name) ? `${prefix}_${name}` : name);
  const exampleColumn = columns('example');
  const predictionColumn = columns('prediction');
  const flat = rows.map((row, index) => ({
    ...renamed(examples[index], exampleColumn),
    ...renamed(predictions[index], predictionColumn),
    ...ownColumns(row),
  }));
  return {
    fields: [...[...exampleNames].map(exampleColumn), ...[...predictionNames].map(predictionColumn)],
    rows: flat,
  };
}

function ownColumns({ score, feedback, objectives, error, latencyMs, usage }: EvaluationRow): TableRow {
  return {
    score,
    feedback,
    ...renamed(objectives, (name) => `objective_${name}`),
    error_kind: error?.kind,
    error_code: error?.code,
    error_message: error?.message,
    latency_ms: Math.round(latencyMs * 100) / 100,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
  };
}

function plainFields(value: { toJSON(): unknown }): TableRow {
  return plainJson(value.toJSON()) as TableRow;
}

function namesOf(rows: readonly TableRow[]): Set<string> {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return names;
}

function renamed(row: TableRow | undefined, rename: (name: string) => string): TableRow {
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [rename(name), value]));
}
