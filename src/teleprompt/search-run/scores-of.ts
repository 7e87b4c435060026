import { exampleId } from '../../evaluate';
import type { TracedRow } from '../job/compile-run';
import type { Scores } from '../search/paired';

/** The scores of an evaluation by example; an example that could not be scored is absent. */
export function scoresOf({ rows }: { readonly rows: readonly TracedRow[] }): Scores {
  return new Map(
    rows.flatMap(({ example, score }) => (score === undefined ? [] : [[exampleId(example), score] as const])),
  );
}
