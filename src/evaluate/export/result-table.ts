import type { EvaluationData } from '../evaluation-summary';
import { cellText } from './csv';
import { flatRows } from './flat-row';

const CELL_WIDTH = 32;

/** A result as text for a console: aligned columns, then the figures. */
export function resultTable(result: EvaluationData, most: number): string {
  const shown = result.rows.slice(0, Math.max(0, most));
  const { fields, rows } = flatRows(shown);
  const columns = [...fields, 'score', ...(shown.some((row) => row.error) ? ['error_message'] : [])];
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const left = result.rows.length - shown.length;
  return [
    ...(shown.length === 0 ? [] : aligned(cells)),
    ...(left > 0 ? [`… ${left} more rows`] : []),
    figures(result),
  ].join('\n');
}

/** The figures in one line, such as `score 0.620 (95 % 0.482 to 0.741)  n 50  errors 1 (format 1)`. */
function figures({ score, interval, n, errors, latency, stopped }: EvaluationData): string {
  const kinds = Object.entries(errors);
  const failed = kinds.reduce((sum, [, count]) => sum + count, 0);
  return [
    `score ${number(score)} (95 % ${number(interval[0])} to ${number(interval[1])})`,
    `n ${n}`,
    `errors ${failed}${failed === 0 ? '' : ` (${kinds.map((entry) => entry.join(' ')).join(', ')})`}`,
    `p50 ${Math.round(latency.p50)} ms`,
    ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
  ].join('  ');
}

function aligned([header = [], ...lines]: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) =>
    lines.reduce((width, line) => Math.max(width, (line[column] ?? '').length), title.length),
  );
  const row = (line: readonly string[]): string =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [row(header), widths.map((width) => '─'.repeat(width)).join('  '), ...lines.map(row)];
}

function cell(value: unknown): string {
  const characters = [...(typeof value === 'number' ? number(value) : cellText(value)).replace(/\s+/g, ' ')];
  return characters.length <= CELL_WIDTH
    ? characters.join('')
    : `${characters.slice(0, CELL_WIDTH - 1).join('')}…`;
}

function number(value: number): string {
  return Number.isNaN(value) ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(3);
}
