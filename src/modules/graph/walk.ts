import { isMap, isPlainObject } from '../../util';
import { FROZEN, isModule, isPredictor, type ModuleNode } from './brands';
import { mapSteps } from './map-steps';
import { formatPath, type PathStep } from './path';

/** A module found in another. */
export interface FoundModule {
  readonly path: string;
  readonly module: ModuleNode;
  /** Whether it lies in a frozen sub-module, or is one. The root's own flag does not count. */
  readonly isFrozen: boolean;
}

interface Visit {
  readonly value: object;
  readonly isFrozen: boolean;
  readonly step?: PathStep;
  readonly from?: Visit;
}

/**
 * All modules in a module, itself first, in the order their properties were made.
 *
 * Looks into plain properties, arrays, maps and plain objects, nested as deeply as they are. What hangs at several places
 * is found once, at the first; cycles end. Predictors are leaves. `#private` fields cannot be seen.
 *
 * @remarks DSPy looks one container deep; the paths of what it finds are the same.
 * @throws {@link ModulePathError} for a module under a map key that no path can name.
 */
export function findModules(root: ModuleNode): readonly FoundModule[] {
  const found: FoundModule[] = [];
  const seen = new Set<object>();
  const pending: Visit[] = [{ value: root, isFrozen: false }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { value } = visit;
    if (seen.has(value)) continue;
    seen.add(value);
    if (isModule(value)) found.push({ path: pathOf(visit), module: value, isFrozen: visit.isFrozen });
    if (isPredictor(value)) continue;
    // The stack gives the last one first.
    for (const child of childrenOf(visit).reverse()) pending.push(child);
  }
  return found;
}

function childrenOf(visit: Visit): Visit[] {
  const children: Visit[] = [];
  const add = (step: PathStep, value: unknown): void => {
    if (typeof value !== 'object' || value === null || !canHoldModules(value)) return;
    // DSPy lists a predictor that hangs there by itself, whatever its flag.
    const isFrozen = visit.isFrozen || (isModule(value) && value[FROZEN] === true && !isPredictor(value));
    children.push({ value, isFrozen, step, from: visit });
  };
  const { value } = visit;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) add({ kind: 'index', index }, value[index]);
  } else if (isMap(value)) {
    for (const [key, step] of mapSteps(value)) add(step, value.get(key));
  } else {
    const kind = isModule(value);
    for (const name of Object.keys(value)) {
      add(
        kind ? { kind: 'attribute', name } : { kind: 'key', key: name },
        (value as Record<string, unknown>)[name],
      );
    }
  }
  return children;
}

function canHoldModules(value: object): boolean {
  return isModule(value) || Array.isArray(value) || isMap(value) || isPlainObject(value);
}

function pathOf(visit: Visit): string {
  const steps: PathStep[] = [];
  for (let at: Visit | undefined = visit; at?.step !== undefined; at = at.from) steps.unshift(at.step);
  return formatPath(steps);
}
