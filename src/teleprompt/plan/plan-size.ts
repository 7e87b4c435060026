import type { Module } from '../../modules';
import { heldBackCount } from '../split-trainset';
import type { CallKind, PlannedPhase } from './compile-plan';

/** What a plan is made for. */
export interface PlanSize {
  readonly student: Module;
  /** How many predictors the student has. */
  readonly predictors: number;
  readonly trainset: number;
  /** Undefined where none is given. */
  readonly valset: number | undefined;
}

/** How many examples candidates are made of, and how many they are chosen by. */
export function setSizes(
  { trainset, valset }: PlanSize,
  share?: number,
): { readonly train: number; readonly val: number } {
  if (valset !== undefined) return { train: trainset, val: valset };
  const val = heldBackCount(trainset, share);
  return { train: trainset - val, val };
}

/** A phase; about as often as it can be where nothing else is said. */
export function phase(what: string, kind: CallKind, most: number, expected = most): PlannedPhase {
  return { phase: what, kind, most, expected: Math.min(most, expected) };
}
