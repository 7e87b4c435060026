import { InvalidArgumentError } from '../../errors';
import { Module } from '../../modules';
import type { Program } from '../program';
import type { EvaluationUnit } from '../runner';
import type { TravelledUnit } from './perform-travelled';

/**
 * A program that can travel as its state.
 *
 * @param runner whose run it is, for the error.
 * @throws {@link InvalidArgumentError} for a program that is no module.
 */
export function travellingModule(program: Program, runner: string): Module {
  if (program instanceof Module) return program;
  throw new InvalidArgumentError(runner, {
    found: 'a program that is no module',
    expected: 'an instance of the class that its module exports.',
  });
}

/** The example of a unit in the parts it travels in. */
export function travellingParts({
  example,
  rolloutId,
}: Pick<EvaluationUnit, 'example' | 'rolloutId'>): Omit<TravelledUnit, 'terms'> {
  const parts = { fields: example.toJSON(), inputs: example.inputKeys ?? [] };
  return rolloutId === undefined ? parts : { ...parts, rolloutId };
}
