import { InvalidArgumentError } from '../errors';
import { Example } from '../primitives';
import type { Program } from './program';
import type { EvaluationUnit } from './runner';

/** Examples one by one. */
type Stream<Fields extends object> = Iterable<Example<Fields>> | AsyncIterable<Example<Fields>>;

/** Examples to evaluate on: a list, a stream, or a function that makes a stream anew for each evaluation. */
export type Devset<Fields extends object> =
  readonly Example<Fields>[] | Stream<Fields> | (() => Stream<Fields>);

/** Units one by one. */
export type Units = Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>;

/** Whether a devset is a list, which can be gone through again and has an end. */
export function isList<Fields extends object>(devset: Devset<Fields>): devset is readonly Example<Fields>[] {
  return Array.isArray(devset);
}

/** Whether something gives examples one by one, or makes what does. */
export function isStream(devset: unknown): boolean {
  if (typeof devset === 'function') return true;
  return (
    typeof devset === 'object' &&
    devset !== null &&
    (Symbol.iterator in devset || Symbol.asyncIterator in devset)
  );
}

/** @throws {@link InvalidArgumentError} for what is no example, or one that does not know its inputs. */
export function assertExample(example: unknown, index: number): asserts example is Example {
  if (Example.isInstance(example) && example.inputKeys !== undefined) return;
  throw new InvalidArgumentError('new Evaluate({ devset })', {
    found: `row ${index}`,
    expected: 'examples that know their inputs.',
    fix: "Example.from({ … }).withInputs('question')",
  });
}

/** What is to be run. A list is gone through once for each repeat, a stream once: each of its examples is repeated at once. */
export function unitsOf(devset: Devset<object>, program: Program, repeats: number): Units {
  if (isList(devset)) return listUnits(devset, program, repeats);
  const stream = typeof devset === 'function' ? devset() : devset;
  return streamUnits(stream, program, repeats);
}

function* listUnits(devset: readonly object[], program: Program, repeats: number): Generator<EvaluationUnit> {
  for (let rolloutId = 0; rolloutId < repeats; rolloutId++) {
    for (const [index, example] of devset.entries()) yield unitOf(program, { example, index, rolloutId });
  }
}

async function* streamUnits(
  stream: Stream<object>,
  program: Program,
  repeats: number,
): AsyncGenerator<EvaluationUnit> {
  let index = 0;
  for await (const example of stream) {
    assertExample(example, index);
    for (let rolloutId = 0; rolloutId < repeats; rolloutId++)
      yield unitOf(program, { example, index, rolloutId });
    index++;
  }
}

function unitOf(
  program: Program,
  {
    example,
    index,
    rolloutId,
  }: { readonly example: object; readonly index: number; readonly rolloutId: number },
): EvaluationUnit {
  return { index, program, example: example as Example, ...(rolloutId === 0 ? {} : { rolloutId }) };
}
