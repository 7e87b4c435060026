import { InvalidArgumentError } from '../errors';
import type { Module } from '../modules';
import { seededRandom } from '../util';
import type { TrainingExample } from './check-options';
import type { CompileRun } from './job/compile-run';

/** The share of the trainset that candidates are chosen by, when no valset is given. */
const HELD_BACK = 0.4;

/**
 * Holds examples back to choose among candidates by, drawn at random; both parts keep the order of the trainset.
 *
 * @param share how much is held back. @default 0.4
 * @throws {@link InvalidArgumentError} when there are not two examples.
 */
function splitTrainset(
  examples: readonly TrainingExample[],
  seed: number | string,
  share = HELD_BACK,
): { readonly trainset: readonly TrainingExample[]; readonly valset: readonly TrainingExample[] } {
  if (examples.length < 2) {
    throw new InvalidArgumentError('compile(student, { trainset })', {
      found: 'one example',
      expected: 'at least two, one of them to choose by.',
      fix: 'give a valset, or more examples.',
    });
  }
  const places = examples.map((_, place) => place);
  const count = heldBackCount(examples.length, share);
  const held = new Set(seededRandom(seed).fork('valset').sample(places, count));
  return {
    trainset: examples.filter((_, place) => !held.has(place)),
    valset: examples.filter((_, place) => held.has(place)),
  };
}

/** How many of some examples are held back: at least one, never all. */
export function heldBackCount(examples: number, share = HELD_BACK): number {
  return Math.max(1, Math.min(examples - 1, Math.round(examples * share)));
}

/** What candidates are made of, and what they are chosen by: the valset where there is one, else a part of the trainset. */
export function setsOf(
  { trainset, valset }: Pick<CompileRun<Module>, 'trainset' | 'valset'>,
  seed: number | string,
  share = HELD_BACK,
): ReturnType<typeof splitTrainset> {
  return valset === undefined ? splitTrainset(trainset, seed, share) : { trainset, valset };
}
