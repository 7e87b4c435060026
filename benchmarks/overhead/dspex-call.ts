import { join } from 'node:path';
import { INPUTS, makeDemos } from './demos';

type Package = typeof import('../../src/index');
type TestKit = typeof import('../../src/testing/index');

const REPLY = [
  '[[ ## category ## ]]\nbilling',
  '[[ ## summary ## ]]\nThe subscription was charged twice.',
  '[[ ## completed ## ]]',
].join('\n\n');

/** One call of a `Predict` with two inputs, two outputs and some demos, on a model that answers at once. */
export async function dspexCall(demos: number): Promise<() => Promise<unknown>> {
  const dist = join(__dirname, '..', '..', 'dist');
  const { Predict } = (await import(join(dist, 'index.cjs'))) as Package;
  const { MockLM } = (await import(join(dist, 'testing.cjs'))) as TestKit;
  const program = new Predict('title, body -> category, summary');
  program.demos = makeDemos(demos);
  const lm = new MockLM(() => REPLY);
  const { category } = await program.call(INPUTS, { lm, cache: false });
  if (category !== 'billing') throw new Error(`dspex answered ${category}`);
  return () => program.call(INPUTS, { lm, cache: false });
}
