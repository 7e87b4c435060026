import type { SeededRandom } from '../../util';
import { drawIndex } from './parzen';

/** A candidate as far as merging is concerned. */
export interface MergeParent {
  /** Places of its parents; smaller than its own. */
  readonly parents: readonly number[];
  /** What it has at each path, as a text that is equal for equal values. */
  readonly parts: ReadonlyMap<string, string>;
  readonly mean: number;
}

/** Two candidates that improved different parts of a common ancestor. */
export interface Merge {
  readonly ancestor: number;
  readonly first: number;
  readonly second: number;
  /** For each path, the candidate whose part the merged one takes. */
  readonly from: ReadonlyMap<string, number>;
  /** The text by which a merge that was made is known. */
  readonly key: string;
}

/** What may be merged. */
export interface MergeChoice {
  readonly pool: readonly MergeParent[];
  /** Places of those worth merging: the survivors of the frontier. */
  readonly places: readonly number[];
  /** Keys of merges that were made. */
  readonly made: ReadonlySet<string>;
}

/**
 * A merge of two candidates, neither of which descends from the other: of each part that only one of them changed the changed
 * one, of a part that both changed the better candidate's.
 *
 * @remarks GEPA's system-aware merge (Agrawal et al., 2025), which throws where every ancestor scores 0; all pairs are looked
 * at instead of a hundred random ones.
 * @returns undefined when there is nothing to merge.
 */
export function chooseMerge({ pool, places, made }: MergeChoice, random: SeededRandom): Merge | undefined {
  const merges: Merge[] = [];
  const sorted = [...places].sort((left, right) => left - right);
  const lines = new Map(sorted.map((place) => [place, ancestorsOf(pool, place)]));
  for (const [index, first] of sorted.entries()) {
    for (const second of sorted.slice(index + 1)) {
      const [ours, theirs] = [lines.get(first), lines.get(second)];
      if (ours === undefined || theirs === undefined || ours.has(second) || theirs.has(first)) continue;
      for (const ancestor of [...ours]
        .filter((place) => theirs.has(place))
        .sort((left, right) => left - right)) {
        const merge = mergeOf(pool, { ancestor, first, second });
        if (merge !== undefined && !made.has(merge.key)) merges.push(merge);
      }
    }
  }
  if (merges.length === 0) return undefined;
  const ancestors = merges.map(({ ancestor }) => pool[ancestor]?.mean ?? 0);
  const least = Math.min(...ancestors);
  const top = Math.max(...ancestors);
  // Better ancestors are likelier, and the worst keeps a chance, whatever the scale of the metric.
  return merges[
    drawIndex(
      ancestors.map((mean) => (top > least ? (mean - least) / (top - least) + 0.1 : 1)),
      random,
    )
  ];
}

function mergeOf(
  pool: readonly MergeParent[],
  { ancestor, first, second }: { readonly ancestor: number; readonly first: number; readonly second: number },
): Merge | undefined {
  const [root, one, other] = [pool[ancestor], pool[first], pool[second]];
  if (root === undefined || one === undefined || other === undefined) return undefined;
  if (root.mean > Math.min(one.mean, other.mean)) return undefined;
  const better = other.mean > one.mean ? second : first;
  const from = new Map<string, number>();
  let [ours, theirs] = [0, 0];
  for (const [path, part] of root.parts) {
    const [left, right] = [one.parts.get(path), other.parts.get(path)];
    if (left === right) from.set(path, first);
    else if (left === part) from.set(path, second);
    else if (right === part) from.set(path, first);
    else from.set(path, better);
    if (left !== right && from.get(path) === first) ours++;
    if (left !== right && from.get(path) === second) theirs++;
  }
  // Something of each, or the merged one is no other than a parent.
  if (ours === 0 || theirs === 0) return undefined;
  const key = `${first}+${second}:${[...from].map(([path, place]) => `${path}=${place}`).join(';')}`;
  return { ancestor, first, second, from, key };
}

function ancestorsOf(pool: readonly MergeParent[], place: number): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = [...(pool[place]?.parents ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...(pool[next]?.parents ?? []));
  }
  return found;
}
