import type { LanguageModel } from './language-model';

const COUNTS_ITSELF = Symbol.for('dspex.counts-itself');

/** Marks a model that reports its own usage and keeps to budgets by itself, so that who wraps it does not do so again. */
export function markCounting<Model extends LanguageModel>(model: Model): Model {
  Object.defineProperty(model, COUNTS_ITSELF, { value: true });
  return model;
}

/** Whether a model does that. */
export function countsItself(model: LanguageModel): boolean {
  return COUNTS_ITSELF in model;
}
