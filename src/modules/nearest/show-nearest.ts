import type { AnyPredict, Demo } from '../any-predict';
import type { CallOptions } from '../call-options';
import { isPredictor, type ModuleNode } from '../graph/brands';
import { findModules } from '../graph/walk';
import { traceAs } from '../trace-as';
import type { NearestDemos } from './nearest-demos';

const NEAREST = Symbol.for('dspex.module.nearest');

type Forward = (inputs: object, options?: CallOptions) => unknown;

/** What can be shown the nearest examples. */
type Forwards = ModuleNode & { deepCopy(): object };

/**
 * Makes a program show each call the training examples that are most like its inputs, in place of its predictors'
 * demonstrations. Its copies and its saved state have them too.
 *
 * @returns the program, changed.
 */
export function showNearest<Program extends Forwards>(program: Program, nearest: NearestDemos): Program {
  forgetNearest(program);
  const original = (program as unknown as { readonly forward: Forward }).forward;
  const forward = async function (this: Forwards, inputs: object, options?: CallOptions): Promise<unknown> {
    const found = await nearest.find(inputs, options?.signal);
    const demosFor = (path: string): Demo[] =>
      found.map(({ demos }) => demos[path]).filter((demo) => demo !== undefined);
    if (isPredictor(this as ModuleNode)) {
      return original.call(this, inputs, { demos: demosFor('self'), ...options });
    }
    const copy = this.deepCopy() as ModuleNode;
    for (const { path, module, isFrozen } of findModules(copy)) {
      if (isPredictor(module) && !isFrozen) (module as AnyPredict).demos = demosFor(path);
    }
    return traceAs({ program: this, copy }, async () => original.call(copy as never, inputs, options));
  };
  Object.defineProperty(program, 'forward', { value: forward, configurable: true });
  Object.defineProperty(program, NEAREST, { value: nearest, configurable: true });
  return program;
}

/** What the program chooses its demonstrations out of; undefined when its predictors have their own. */
export function nearestOf(program: ModuleNode): NearestDemos | undefined {
  return (program as { readonly [NEAREST]?: NearestDemos })[NEAREST];
}

/** Undoes {@link showNearest}. */
export function forgetNearest(program: ModuleNode): void {
  if (nearestOf(program) === undefined) return;
  Reflect.deleteProperty(program, 'forward');
  Reflect.deleteProperty(program, NEAREST);
}
