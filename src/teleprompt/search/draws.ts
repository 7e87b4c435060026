import type { SeededRandom } from '../../util';
import { drawIndex } from './parzen';

/**
 * Draws a place, the likelier the higher its score: weights are `exp(score / temperature)`, as SIMBA draws its programs.
 *
 * @param temperature in units of the scores' own range, so that a metric of 0 to 100 draws like one of 0 to 1.
 */
export function softmaxDraw(scores: readonly number[], temperature: number, random: SeededRandom): number {
  const top = Math.max(...scores);
  const range = top - Math.min(...scores);
  const scale = temperature * (range > 1 ? range : 1);
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
