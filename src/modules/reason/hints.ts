import { currentTrace, Trace } from '../../primitives';
import type { SignatureDescription } from '../../signatures';
import type { AnyPredict } from '../any-predict';
import type { ModuleBase } from '../module-base';
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
  const originals = new Map<object, object>();
  const own = new Map(program.namedPredictors({ frozen: true }));
  for (const [path, predictor] of hinted.namedPredictors({ frozen: true })) {
    originals.set(predictor, own.get(path) ?? predictor);
    if (advice[path] !== undefined) showHint(predictor, advice[path]);
  }
  const trace = new Trace();
  try {
    return await currentTrace.run(trace, () => body(hinted));
  } finally {
    const outer = currentTrace.get();
    for (const step of trace.steps) {
      const { [HINT]: _, ...inputs } = step.inputs;
      outer?.begin()({ ...step, predictor: originals.get(step.predictor) ?? step.predictor, inputs });
    }
  }
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
