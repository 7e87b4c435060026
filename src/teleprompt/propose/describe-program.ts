import type { AnyPredict, Module } from '../../modules';
import { isDescribed, printType, type Field } from '../../signatures';
import { excerpt } from '../../util';

/** What is shown of a program. */
export interface DescribeOptions {
  /** Whether to add the code of `forward` methods. @default true */
  readonly source?: boolean;
}

const LONGEST_SOURCE = 4_000;

/** A program in words: its modules, its steps in order with fields and instructions, and how its code joins them. */
export function describeProgram(program: Module, { source = true }: DescribeOptions = {}): string {
  const steps = program
    .namedPredictors()
    .map(([path, predictor]) => `- ${describeStep(path, predictor)}\n  Instructions: ${oneLine(predictor)}`);
  const code = source ? sourcesOf(program) : [];
  return [`Steps that ask a language model:`, ...steps, ...code].join('\n');
}

/** One step in a line: its path, what goes in and what comes out. */
export function describeStep(path: string, { signature }: Pick<AnyPredict, 'signature'>): string {
  return `${path}: ${signature.inputFields.map(fieldText).join(', ')} → ${signature.outputFields.map(fieldText).join(', ')}`;
}

function fieldText(field: Field): string {
  const type = printType(field.type);
  return `${field.name} (${type}${isDescribed(field) ? `, ${field.desc}` : ''})`;
}

function oneLine({ signature }: AnyPredict): string {
  return excerpt(signature.instructions.replace(/\s+/g, ' '), 400);
}

/** The code of the `forward` methods that users wrote, each class once; that of predictors says nothing. */
function sourcesOf(program: Module): string[] {
  const predictors = new Set<unknown>(program.predictors());
  const sources = new Set<string>();
  for (const [, module] of program.namedSubModules()) {
    const holdsOwn = module
      .namedPredictors({ frozen: true })
      .some(([path]) => path.includes('.') || path !== 'predict');
    if (predictors.has(module) || !holdsOwn) continue;
    sources.add(excerpt(module.forward.toString(), LONGEST_SOURCE));
  }
  return [...sources].flatMap((text) => ['How the code joins them:', text]);
}
