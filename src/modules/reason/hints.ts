import type { TraceStep } from '../../primitives';
import type { SignatureDescription } from '../../signatures';
import type { AnyPredict } from '../any-predict';
import type { ModuleBase } from '../module-base';
import { traceAs } from '../trace-as';
import type { Advice } from './advice';

const HINT = 'hint_';

/**
 * Runs a copy of a program whose predictors are shown advice, as a further input. The trace names the program's own
 * predictors, and their inputs without the advice: a demonstration taken from it fits them.
 */
export async function withHints<Program extends ModuleBase>(
  program: Program,
  advice: Advice,
  body: (hinted: Program) => Promise<unknown>,
): Promise<unknown> {
  if (Object.keys(advice).length === 0) return body(program);
  const hinted = program.deepCopy();
  for (const [path, predictor] of hinted.namedPredictors({ frozen: true })) {
    if (advice[path] !== undefined) showHint(predictor, advice[path]);
  }
  return traceAs({ program, copy: hinted }, () => body(hinted), withoutHint);
}

function withoutHint(step: TraceStep): TraceStep {
  const { [HINT]: _, ...inputs } = step.inputs;
  return { ...step, inputs };
}

function showHint(predictor: AnyPredict, hint: string): void {
  const signature: SignatureDescription = predictor.signature;
  if (signature.field(HINT) !== undefined) return;
  predictor.signature = signature.append(HINT, {
    role: 'input',
    desc: 'advice from an earlier attempt',
    optional: true,
    default: hint,
  }) as unknown as SignatureDescription;
}
