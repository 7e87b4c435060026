import { currentTrace, Trace, type TraceStep } from '../primitives';
import { isPredictor, type ModuleNode } from './graph/brands';
import { findModules } from './graph/walk';

/**
 * Runs something with a copy of a program, such that the trace names the program's own predictors: whoever reads it knows no copies.
 *
 * @param change made to each step before it is told. @default none
 */
export async function traceAs(
  { program, copy }: { readonly program: ModuleNode; readonly copy: ModuleNode },
  body: () => Promise<unknown>,
  change: (step: TraceStep) => TraceStep = (step) => step,
): Promise<unknown> {
  const outer = currentTrace.get();
  if (outer === undefined) return body();
  const own = predictorsOf(program);
  const originals = new Map<object, object>();
  for (const [path, predictor] of predictorsOf(copy)) originals.set(predictor, own.get(path) ?? predictor);
  const trace = new Trace();
  try {
    return await currentTrace.run(trace, body);
  } finally {
    for (const step of trace.steps) {
      const { predictor } = step;
      outer.begin()(change({ ...step, predictor: originals.get(predictor) ?? predictor }));
    }
  }
}

function predictorsOf(program: ModuleNode): ReadonlyMap<string, object> {
  const found = findModules(program).filter(({ module }) => isPredictor(module));
  return new Map(found.map(({ path, module }) => [path, module]));
}
