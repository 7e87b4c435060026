import type { CallOptions } from '../modules';

/** Anything that can be evaluated: every module can. */
export interface Program {
  call(inputs: never, options?: CallOptions): Promise<unknown>;
}
