import { InvalidArgumentError } from '../errors';
import { Module } from '../modules';
import { Example } from '../primitives';
import { assertKnownOptions } from '../util';
import type { CompileOptions } from './teleprompter';

const COMPILE_OPTIONS: readonly (keyof CompileOptions)[] = [
  'trainset',
  'valset',
  'teacher',
  'signal',
  'onEvent',
  'directory',
  'fork',
  'store',
  'runner',
  'budget',
  'stop',
  'confirm',
  'holdout',
  'metricVersion',
  'handleInterrupt',
];

/** A training example, whatever its fields. */
export type TrainingExample = Example;

/**
 * The training examples of checked options.
 *
 * @throws {@link InvalidArgumentError}, {@link UnknownOptionError}; the signal's reason when it is aborted already.
 */
export function checkCompile(
  name: string,
  student: unknown,
  options: CompileOptions,
): readonly TrainingExample[] {
  const where = `${name}.compile(student, ...)`;
  if (!(student instanceof Module)) {
    throw new InvalidArgumentError(where, { found: typeof student, expected: 'a module as the student.' });
  }
  assertKnownOptions(options, COMPILE_OPTIONS, where);
  options.signal?.throwIfAborted();
  assertExamples(options.trainset, `${where} trainset`, 0);
  if (options.valset !== undefined) assertExamples(options.valset, `${where} valset`, 1);
  return options.trainset;
}

/** Refuses what is no metric. */
export function assertMetric(metric: unknown, where: string): void {
  if (typeof metric === 'function') return;
  throw new InvalidArgumentError(`${where} metric`, {
    found: typeof metric,
    expected: 'a function of example and prediction.',
  });
}

/** Refuses a number that is no count. */
export function assertCount(value: number, where: string, least = 0): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new InvalidArgumentError(where, {
    found: String(value),
    expected: `a whole number of at least ${least}.`,
  });
}

function assertExamples(examples: readonly unknown[], where: string, least: 0 | 1): void {
  if (!Array.isArray(examples) || examples.length < least) {
    const expected = least === 0 ? 'a list of examples.' : 'at least one example.';
    throw new InvalidArgumentError(where, { found: 'no examples', expected });
  }
  const unready = examples.findIndex(
    (example) => !Example.isInstance(example) || example.inputKeys === undefined,
  );
  if (unready < 0) return;
  throw new InvalidArgumentError(where, {
    found: `row ${unready}`,
    expected: 'examples that know their inputs.',
    fix: "Example.from({ … }).withInputs('question').",
  });
}
