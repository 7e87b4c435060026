import type { CompileReport } from '../../teleprompt';
import { excerpt } from '../../util';
import { shown } from '../output/shown';

const NOTHING_SCORED = 'No candidate was scored in full until then: the program is as it was.';

/** A report for a console: what it came to, what was tried, what it cost. */
export function reportText(report: CompileReport): string {
  const { optimizer, job, candidates, winner, spending, stopped, verdict } = report;
  const { usage, metricCalls, usd, minutes } = spending;
  return [
    `${optimizer}, job ${job}`,
    verdict,
    ...(stopped === undefined ? [] : [`Ended early: ${stopped}.`]),
    ...(stopped !== undefined && candidates.length === 0 ? [NOTHING_SCORED] : []),
    ...candidates.map(({ id, score, n, interval, origin }, index) => {
      const [low, high] = interval.map(shown);
      return `${id === winner ? '*' : ' '} ${index + 1}. ${shown(score)} (95 % ${low} to ${high}, n ${n})  ${excerpt(origin, 60)}`;
    }),
    [
      `${metricCalls} evaluations`,
      `${usage.requests} model calls`,
      `${usage.inputTokens + usage.outputTokens} tokens`,
      usd === undefined ? 'cost unknown' : `$${usd.toFixed(4)}`,
      `${minutes.toFixed(1)} minutes`,
    ].join(', '),
    '',
  ].join('\n');
}
