import type { SeededRandom } from '../../util';
import { drawIndex } from './parzen';

/**
 * Draws a place, the likelier the higher its score: weights are `exp(score / temperature)`, as SIMBA draws its programs.
 *
 * @param temperature in units of the scores' own range: it tells the best from the worst alike whether they are far apart or near,
 * on any scale of the metric.
 */
export function softmaxDraw(scores: readonly number[], temperature: number, random: SeededRandom): number {
  const top = Math.max(...scores);
  const range = top - Math.min(...scores);
  const scale = temperature * range;
  return drawIndex(
    scores.map((score) => (scale > 0 ? Math.exp((score - top) / scale) : score === top ? 1 : 0)),
    random,
  );
}

/** A number of events when `mean` are expected (Knuth, 1969). */
export function poissonDraw(mean: number, random: SeededRandom): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}
