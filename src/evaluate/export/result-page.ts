import { assertKnownOptions, escapeMarkup, excerpt } from '../../util';
import type { EvaluationRow } from '../evaluation-row';
import type { EvaluationData, EvaluationSummary } from '../evaluation-summary';
import { cellText } from './csv';
import { flatRows } from './flat-row';

/** What a page shows. */
export interface PageOptions {
  /**
   * The heading.
   * @default 'Evaluation'
   */
  readonly title?: string;
  /**
   * Most rows to show: those that failed first, then those with the lowest scores.
   * @default 500
   */
  readonly mostRows?: number;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --low: #c33; --high: #2a7; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } td.text { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 24rem; }
.score { font-size: 2rem; } .failed td { color: var(--low); } .bar { background: var(--line); height: .5rem; position: relative; border-radius: .25rem; max-width: 30rem; }
.bar i { position: absolute; top: 0; bottom: 0; background: var(--high); opacity: .5; border-radius: .25rem; } .bar b { position: absolute; top: -.2rem; bottom: -.2rem; width: 2px; background: currentColor; }
`;

/** Longest text of a cell. */
const LONGEST = 1_000;

/**
 * A result as one HTML page: no script, no font, no request; all texts are shown as they are.
 *
 * @throws {@link UnknownOptionError}.
 */
export function resultPage(result: EvaluationData, options: PageOptions): string {
  assertKnownOptions(options, ['title', 'mostRows'], 'result.toHtml(options)');
  const { title = 'Evaluation', mostRows = 500 } = options;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
<p class="score">${number(result.score)}</p>
${intervalBar(result)}
<p>${escapeMarkup(factsOf(result).join(' · '))}</p>
${slicesTable(result)}
${rowsTable(result.rows, mostRows)}
</body>
</html>
`;
}

function factsOf(result: EvaluationData): string[] {
  const { interval, n, errors, latency, usage, metricUsage, objectives, total, stopped } = result;
  const cost = [usage.cost, metricUsage.cost].filter((each) => each !== undefined);
  return [
    `95 % ${number(interval[0])} to ${number(interval[1])}`,
    `n ${n} of ${total}`,
    ...Object.entries(errors).map(([kind, count]) => `${count} ${kind} errors`),
    ...Object.entries(objectives).map(([name, value]) => `${name} ${number(value)}`),
    `p50 ${whole(latency.p50)} ms, p95 ${whole(latency.p95)} ms`,
    `${usage.requests} calls, ${usage.inputTokens + usage.outputTokens} tokens`,
    ...(metricUsage.requests === 0 ? [] : [`${metricUsage.requests} calls of the metric`]),
    ...(cost.length === 0 ? [] : [`$${cost.reduce((sum, each) => sum + each, 0).toFixed(4)}`]),
    ...(stopped === undefined ? [] : [`stopped: ${stopped}`]),
  ];
}

/** The interval on a scale of 0 to 1, where the score is on it. */
function intervalBar({ score, interval: [low, high] }: EvaluationSummary): string {
  if (!(low >= 0 && high <= 1)) return '';
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
  return `<div class="bar"><i style="left:${percent(low)};width:${percent(high - low)}"></i><b style="left:${percent(score)}"></b></div>`;
}

function slicesTable({ slices }: EvaluationData): string {
  if (slices.length === 0) return '';
  const lines = slices.map(
    ({ name, score, interval, n, errors }) =>
      `<tr><td class="text">${escapeMarkup(name)}</td><td class="number">${number(score)}</td><td class="number">${number(interval[0])} to ${number(interval[1])}</td><td class="number">${n}</td><td class="number">${Object.values(errors).reduce((sum, count) => sum + count, 0)}</td></tr>`,
  );
  return `<h2>Slices</h2>
<table>
<thead><tr><th>Slice</th><th class="number">Score</th><th class="number">95 %</th><th class="number">n</th><th class="number">Errors</th></tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}

function rowsTable(rows: readonly EvaluationRow[], most: number): string {
  if (rows.length === 0) return '';
  const shown = [...rows]
    .sort((one, other) => worthOf(one) - worthOf(other) || one.index - other.index)
    .slice(0, most);
  const { fields, rows: flat } = flatRows(shown);
  const columns = [...fields, 'score', 'feedback', 'error_message', 'latency_ms'];
  const isNumber = (column: string): boolean => column === 'score' || column === 'latency_ms';
  const head = columns.map(
    (column) => `<th${isNumber(column) ? ' class="number"' : ''}>${escapeMarkup(column)}</th>`,
  );
  const lines = flat.map((row, place) => {
    const cells = columns.map((column) => cell(row[column], isNumber(column)));
    const mark = shown[place]?.error === undefined ? '' : ' class="failed"';
    return `<tr${mark}><td class="number">${shown[place]?.index ?? ''}</td>${cells.join('')}</tr>`;
  });
  const left = rows.length - shown.length;
  return `<h2>Rows</h2>
${left === 0 ? '' : `<p>The ${shown.length} rows with the lowest scores; ${left} more are not shown.</p>`}
<table>
<thead><tr><th class="number">#</th>${head.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}

/** Rows without a score come first. */
function worthOf({ score = Number.NEGATIVE_INFINITY }: EvaluationRow): number {
  return score;
}

function cell(value: unknown, isNumber: boolean): string {
  if (isNumber) return `<td class="number">${typeof value === 'number' ? number(value) : ''}</td>`;
  return `<td class="text">${escapeMarkup(excerpt(cellText(value), LONGEST))}</td>`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}

function whole(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value)) : '–';
}
