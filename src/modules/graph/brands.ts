/** Marks every module, whichever copy of the library its class comes from. */
export const MODULE = Symbol.for('dspex.module');

/** Marks a predictor: a module that asks a model itself. */
export const PREDICTOR = Symbol.for('dspex.predictor');

/** Where a module keeps that it is frozen. */
export const FROZEN = Symbol.for('dspex.module.frozen');

/** What the graph needs to know of a module. */
export interface ModuleNode {
  readonly [MODULE]: true;
  readonly [FROZEN]?: boolean;
}

/** Whether the value is a module, from this or another copy of the library. */
export function isModule(value: unknown): value is ModuleNode {
  return typeof value === 'object' && value !== null && MODULE in value;
}

/** Whether the value is a predictor, from this or another copy of the library. */
export function isPredictor(value: unknown): value is ModuleNode {
  return isModule(value) && PREDICTOR in value;
}
