import type { CandidateReport } from '../job/candidate-report';

const WIDTH = 800;
const HEIGHT = 240;
const MARGIN = { left: 44, right: 12, top: 12, bottom: 24 };

/** The candidates' scores with their intervals in the order they were tried, as an SVG picture. */
export function scoreChart(candidates: readonly CandidateReport[], winner: string | undefined): string {
  const scored = candidates
    .map((candidate, index) => ({ candidate, place: index + 1 }))
    .filter(({ candidate }) => Number.isFinite(candidate.score));
  if (scored.length === 0) return '<p>Nothing was scored.</p>';
  const bounds = scored
    .flatMap(({ candidate: { score, interval } }) => [score, ...interval])
    .filter(Number.isFinite);
  const low = bounds.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = bounds.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const range = high - low || 1;
  const x = (place: number): number =>
    MARGIN.left + ((place - 0.5) / candidates.length) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number): number =>
    HEIGHT - MARGIN.bottom - ((value - low) / range) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const marks = scored.map(({ candidate: { id, score, interval, origin }, place }) => {
    const [from, to] = interval.map((value) => y(Number.isFinite(value) ? value : score)) as [number, number];
    const kind = id === winner ? 'best' : 'score';
    const title = `${place}. ${origin.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}: ${score.toFixed(3)}`;
    return (
      `<g><title>${title}</title><line class="interval" x1="${px(x(place))}" x2="${px(x(place))}" y1="${px(from)}" y2="${px(to)}"/>` +
      `<circle class="${kind}" cx="${px(x(place))}" cy="${px(y(score))}" r="5"/></g>`
    );
  });
  const labels = [low, (low + high) / 2, high].map(
    (value) =>
      `<line class="axis" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${px(y(value))}" y2="${px(y(value))}"/>` +
      `<text x="4" y="${px(y(value) + 4)}">${value.toFixed(2)}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Scores of the candidates">${labels.join('')}${marks.join('')}</svg>`;
}

function px(value: number): string {
  return value.toFixed(1);
}
