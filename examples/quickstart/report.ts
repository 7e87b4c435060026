import { compareResults, type EvaluationResult, type Message } from 'dspex';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Before and after, side by side, and the paired difference. */
export function comparisonTable(before: EvaluationResult, after: EvaluationResult): string {
  const lines = [['', 'n', 'score', '95 % interval', 'errors', 'p50'].map(pad).join('')];
  for (const [name, result] of [
    ['student', before],
    ['compiled', after],
  ] as const) {
    const [low, high] = result.interval;
    const errors = Object.values(result.errors).reduce((sum, count) => sum + count, 0);
    const cells = [name, result.n, percent(result.score), `${percent(low)} to ${percent(high)}`, errors];
    lines.push([...cells, `${result.latency.p50.toFixed(1)} ms`].map(pad).join(''));
  }
  const { difference, interval, wins, losses, pValue } = compareResults(before, after);
  const [low, high] = interval;
  lines.push(
    `Difference on the same rows: ${percent(difference)} (95 %: ${percent(low)} to ${percent(high)}); ` +
      `${wins} better, ${losses} worse, p ${pValue < 0.001 ? '< 0.001' : `= ${pValue.toFixed(3)}`}.`,
  );
  if (low <= 0) lines.push('That is no clear gain: chance could have made it.');
  return lines.join('\n');
}

/** The messages of a prompt, long ones and long lists cut short. */
export function shownPrompt(messages: readonly Message[]): string {
  const texts = messages.map(({ role, content }) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const short = text.length > 900 ? `${text.slice(0, 900)} …` : text;
    return `  [${role}]\n${short.replace(/^/gm, '    ')}`;
  });
  if (texts.length <= 6) return texts.join('\n');
  return [...texts.slice(0, 5), `  … ${texts.length - 6} more messages …`, ...texts.slice(-1)].join('\n');
}

function pad(cell: string | number, column: number): string {
  const widths = [10, 6, 10, 20, 8, 10];
  return String(cell).padEnd(widths[column] ?? 10);
}
