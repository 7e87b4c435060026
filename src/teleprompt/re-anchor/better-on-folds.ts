/** A setting's scores by row; undefined for a row without one. */
export interface Scored {
  readonly scores: readonly (number | undefined)[];
  /** How wide the gap is that it lies in. */
  readonly gap: number;
}

const FOLDS = 5;

/**
 * The place of the setting to take instead of the present one: strictly better over all rows, and still better where it is picked on four
 * fifths of the rows and scored on the fifth. Undefined where there is none.
 *
 * @param present the scores as they are.
 */
export function betterOnFolds(
  present: readonly (number | undefined)[],
  tried: readonly Scored[],
): number | undefined {
  const rows = present.flatMap((score, row) => (score === undefined ? [] : [row]));
  const best = bestOver(rows, tried);
  if (best === undefined || !(sumOver(rows, tried[best] as Scored) > sumOver(rows, { scores: present })))
    return undefined;
  let held = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const [out, within] = [
      rows.filter((_, at) => at % FOLDS === fold),
      rows.filter((_, at) => at % FOLDS !== fold),
    ];
    const picked = bestOver(within, tried);
    const isPicked =
      picked !== undefined && sumOver(within, tried[picked] as Scored) > sumOver(within, { scores: present });
    held += sumOver(out, isPicked ? (tried[picked] as Scored) : { scores: present });
  }
  return held > sumOver(rows, { scores: present }) ? best : undefined;
}

/** The best of some settings over some rows; of equals the one in the widest gap. */
function bestOver(rows: readonly number[], tried: readonly Scored[]): number | undefined {
  let best: { readonly place: number; readonly sum: number; readonly gap: number } | undefined;
  for (const [place, each] of tried.entries()) {
    const sum = sumOver(rows, each);
    if (best === undefined || sum > best.sum || (sum === best.sum && each.gap > best.gap))
      best = { place, sum, gap: each.gap };
  }
  return best?.place;
}

function sumOver(rows: readonly number[], { scores }: Pick<Scored, 'scores'>): number {
  return rows.reduce((sum, row) => sum + (scores[row] ?? 0), 0);
}
