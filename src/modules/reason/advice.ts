import { Prediction, type TraceStep } from '../../primitives';
import {
  isDescribed,
  parseSignature,
  type Field,
  type InputsOf,
  type SignatureDescription,
} from '../../signatures';
import { describeType } from '../../types';
import { isPlainObject, shorten } from '../../util';
import type { ModuleBase } from '../module-base';

/** What each predictor should do otherwise, by its path. */
export type Advice = Readonly<Record<string, string>>;

const FIELDS =
  'program, inputs, steps, outputs, reward: number, threshold -> advice: Record<string, string>' as const;

const INSTRUCTIONS = [
  'A program of several predictors answered, and its answer earned less than it should.',
  'Find out from the steps which predictors are to blame. For each of those, write what it should do in another way next time:',
  'concrete, and true for this kind of input, not only for this one. Name predictors by the names in `program`.',
  'Leave out those that did well.',
].join('\n');

/** What the advisor is asked. */
export const adviceSignature = () => parseSignature(FIELDS, INSTRUCTIONS);

/** Longest text of one part of what the advisor reads, in characters. */
const LONGEST = 12_000;

/** What the advisor reads about one attempt. */
export interface JudgedAttempt {
  readonly inputs: object;
  readonly result: unknown;
  readonly reward: number;
  readonly steps: readonly TraceStep[];
  readonly threshold: number | undefined;
}

/** One attempt, as the advisor reads it. */
export function adviceInputs(
  program: ModuleBase,
  { inputs, result, reward, steps, threshold }: JudgedAttempt,
): InputsOf<ReturnType<typeof adviceSignature>> {
  const paths = new Map<object, string>();
  for (const [path, predictor] of program.namedPredictors({ frozen: true })) paths.set(predictor, path);
  return {
    program: describeProgram(program),
    inputs: readable(inputs),
    steps: shorten(steps.map((step) => describeStep(step, paths)).join('\n\n') || 'none', LONGEST),
    outputs: readable(result),
    reward,
    threshold: threshold === undefined ? 'as high as possible' : String(threshold),
  };
}

/** The advice in what the advisor wrote: text, for predictors that there are. */
export function readAdvice(program: ModuleBase, written: unknown): Advice {
  const paths = new Set(program.namedPredictors({ frozen: true }).map(([path]) => path));
  const entries = isPlainObject(written) ? Object.entries(written) : [];
  const usable = entries.filter(
    ([path, text]) => paths.has(path) && typeof text === 'string' && text.trim() !== '',
  );
  return Object.fromEntries(usable) as Advice;
}

function describeProgram(program: ModuleBase): string {
  return program
    .namedPredictors({ frozen: true })
    .map(([path, { signature }]) => describePredictor(path, signature))
    .join('\n\n');
}

function describePredictor(
  path: string,
  { instructions, inputFields, outputFields }: SignatureDescription,
): string {
  const list = (fields: readonly Field[]): string => fields.map(describeField).join('; ');
  return `${path}\n  task: ${instructions}\n  takes: ${list(inputFields)}\n  gives: ${list(outputFields)}`;
}

function describeField(field: Field): string {
  return `${field.name} (${describeType(field.type)})${isDescribed(field) ? `: ${field.desc}` : ''}`;
}

function describeStep(
  { predictor, inputs, prediction }: TraceStep,
  paths: ReadonlyMap<object, string>,
): string {
  return `${paths.get(predictor) ?? 'another predictor'}\n  took: ${readable(inputs)}\n  gave: ${readable(prediction)}`;
}

/** A value as JSON; what JSON cannot hold is named. */
function readable(value: unknown): string {
  const plain = Prediction.isInstance(value) ? value.toJSON() : value;
  const seen = new Set<unknown>();
  const text = JSON.stringify(plain, (_, member: unknown) => {
    if (typeof member === 'bigint') return String(member);
    if (typeof member !== 'object' || member === null) return member;
    if (seen.has(member)) return '(shown before)';
    seen.add(member);
    return member;
  });
  return shorten(text ?? typeof value, LONGEST);
}
