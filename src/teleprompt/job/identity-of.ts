import { candidateId, type EvaluationStore } from '../../evaluate';
import type { Module } from '../../modules';

const anonymous = new WeakMap<Module, string>();
let count = 0;

/**
 * Names a program by what it is. One whose state JSON cannot hold is like no other: it has a name of its own, and only in a
 * store that ends with the process.
 */
export function identityOf(program: Module, store: EvaluationStore): string {
  try {
    return candidateId(program);
  } catch (error) {
    if (store.isKept) throw error;
    const known = anonymous.get(program) ?? `unnamed-${++count}`;
    anonymous.set(program, known);
    return known;
  }
}
