import { AsyncResource } from 'node:async_hooks';

/** Runs a piece of work in the context that was captured. */
export type InContext = <Result>(body: () => Result) => Result;

/**
 * Takes hold of all ambient values in force now, so that work which runs later, for another caller, runs among them.
 *
 * A generator otherwise runs in the context of whoever asks it for the next value.
 */
export function captureContext(): InContext {
  const resource = new AsyncResource('DspexContext', { requireManualDestroy: false });
  return (body) => resource.runInAsyncScope(body);
}
