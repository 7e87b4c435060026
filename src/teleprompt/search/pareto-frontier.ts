import type { SeededRandom } from '../../util';
import { drawIndex } from './parzen';
import { meanScore, type Scores } from './paired';

/** For each thing that is scored (an example, an objective), the candidates that are best at it, by place. */
export type Fronts = ReadonlyMap<string, ReadonlySet<number>>;

/** The candidates that are best at something. Candidates and things without a score take no part. */
function paretoFronts(tables: readonly Scores[]): Fronts {
  const best = new Map<string, { readonly score: number; readonly places: Set<number> }>();
  for (const [place, table] of tables.entries()) {
    for (const [key, score] of table) {
      const standing = best.get(key);
      if (standing === undefined || score > standing.score)
        best.set(key, { score, places: new Set([place]) });
      else if (score === standing.score) standing.places.add(place);
    }
  }
  return new Map([...best].map(([key, { places }]) => [key, places]));
}

/**
 * The fronts without candidates that are nowhere needed: each front they are in has another survivor. Weaker candidates
 * are dropped first; no front is left empty.
 *
 * @remarks Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning" (2025).
 */
function withoutDominated(fronts: Fronts, means: readonly number[]): Fronts {
  const alive = new Set([...fronts.values()].flatMap((front) => [...front]));
  const frontsOf = (place: number): ReadonlySet<number>[] =>
    [...fronts.values()].filter((front) => front.has(place));
  const isNeeded = (place: number): boolean =>
    frontsOf(place).some((front) => ![...front].some((other) => other !== place && alive.has(other)));
  const weakestFirst = [...alive].sort(
    (left, right) => mean(means, left) - mean(means, right) || right - left,
  );
  for (const place of weakestFirst) if (!isNeeded(place)) alive.delete(place);
  return new Map(
    [...fronts].map(([key, front]) => [key, new Set([...front].filter((place) => alive.has(place)))]),
  );
}

/** In how many fronts each surviving candidate is, by place. */
export function paretoWeights(tables: readonly Scores[]): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  for (const front of withoutDominated(paretoFronts(tables), tables.map(meanScore)).values()) {
    for (const place of front) weights.set(place, (weights.get(place) ?? 0) + 1);
  }
  return new Map([...weights].sort(([left], [right]) => left - right));
}

/** Draws a candidate that is best at something, the likelier the more it is best at. The first when nothing is scored. */
export function pickFromFrontier(tables: readonly Scores[], random: SeededRandom): number {
  const weights = [...paretoWeights(tables)];
  const drawn =
    weights.length === 0
      ? undefined
      : weights[
          drawIndex(
            weights.map(([, count]) => count),
            random,
          )
        ];
  return drawn?.[0] ?? 0;
}

function mean(means: readonly number[], place: number): number {
  const value = means[place] ?? Number.NaN;
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}
