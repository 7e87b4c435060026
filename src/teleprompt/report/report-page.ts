import { escapeMarkup } from '../../util';
import type { CandidateReport } from '../job/candidate-report';
import type { CompileReportData } from '../job/report-data';
import { scoreChart } from './score-chart';

/** What a page shows. */
export type PageData = CompileReportData & { readonly verdict: string };

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --best: #2a7; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } tr.winner { outline: 2px solid var(--best); }
pre { white-space: pre-wrap; margin: 0; font-size: 13px; } .verdict { font-size: 1.15rem; }
svg { width: 100%; height: auto; } .interval { stroke: currentColor; opacity: .35; } .score { fill: currentColor; } .best { fill: var(--best); }
.axis { stroke: var(--line); } text { fill: currentColor; font-size: 11px; }
`;

/** A report as one HTML page that needs nothing else: no script, no font, no request. */
export function reportPage(report: PageData): string {
  const { job, optimizer, candidates, winner, spending, stopped, verdict } = report;
  const { metricCalls, minutes, usd, usage } = spending;
  const facts = [
    `${candidates.length} candidates`,
    `${metricCalls} evaluations`,
    `${usage.requests} model calls, ${usage.inputTokens + usage.outputTokens} tokens`,
    usd === undefined ? 'cost unknown' : `$${usd.toFixed(4)}`,
    `${minutes.toFixed(1)} minutes`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(optimizer)} ${escapeMarkup(job)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeMarkup(optimizer)}</h1>
<p class="verdict">${escapeMarkup(verdict)}</p>
<p>${escapeMarkup(facts.join(' · '))}</p>
${stopped === undefined ? '' : `<p>Ended early: ${escapeMarkup(stopped)}.</p>`}
<h2>Scores</h2>
${scoreChart(candidates, winner)}
<h2>Candidates</h2>
<table>
<thead><tr><th class="number">#</th><th>Made by</th><th class="number">Score</th><th class="number">95 %</th><th class="number">n</th><th>Different from the student</th></tr></thead>
<tbody>
${candidates.map((candidate, index) => candidateRow(candidate, { place: index + 1, winner })).join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function candidateRow(
  { id, origin, score, n, interval, changes, failures }: CandidateReport,
  { place, winner }: { readonly place: number; readonly winner: string | undefined },
): string {
  const notes = [...changes, ...failures.map(({ kind, message }) => `failed (${kind}): ${message}`)];
  const isWinner = id === winner;
  return [
    `<tr${isWinner ? ' class="winner"' : ''}>`,
    `<td class="number">${place}</td>`,
    `<td>${escapeMarkup(origin)}${isWinner ? ' — the result' : ''}</td>`,
    `<td class="number">${shown(score)}</td>`,
    `<td class="number">${shown(interval[0])} to ${shown(interval[1])}</td>`,
    `<td class="number">${n}</td>`,
    `<td>${notes.length === 0 ? 'nothing' : `<pre>${escapeMarkup(notes.join('\n'))}</pre>`}</td>`,
    '</tr>',
  ].join('');
}

/** A number for a person. */
function shown(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}
