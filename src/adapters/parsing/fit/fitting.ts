import type { RepairKind } from '../../../primitives';
import type { SourceNode } from '../reader/source-node';

/** What a fit gives for a value that is not of its type. */
export const MISFIT: unique symbol = Symbol('misfit');

/** What a fit gives for a value that has not come far enough to be told. Only while more is to come. */
export const WITHHELD: unique symbol = Symbol('withheld');

/** A place in the value: the steps from the top. */
export interface Path {
  readonly parent: Path | undefined;
  /** A key, or the index of an item. */
  readonly step: string | number;
  readonly depth: number;
}

/** The path as people write it, such as `value.lines[1].qty`. */
export function pathText(path: Path): string {
  const steps: string[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.parent) steps.push(stepText(at));
  return steps.reverse().join('');
}

function stepText({ parent, step }: Path): string {
  if (typeof step === 'number') return `[${step}]`;
  return parent === undefined ? step : `.${step}`;
}

/** The place one step further in: a key, or the index of an item. */
export function within(parent: Path, step: string | number): Path {
  return { parent, step, depth: parent.depth + 1 };
}

/** A state of a fit to go back to. */
export interface Checkpoint {
  readonly cost: number;
  readonly repairs: number;
  readonly heaviest: number;
}

/** A repair, and what it adds to the cost of a fit. */
export interface Mending {
  readonly kind: RepairKind;
  readonly message: string;
  readonly cost: number;
}

/** The fit of one node tree to one schema, as the parts of it see it. */
export interface Fitting {
  /** Whether more is to come: nothing is missing yet. */
  readonly isPartial: boolean;
  /** The value of a node under a schema, or {@link MISFIT}, or {@link WITHHELD}. */
  fit(schema: unknown, node: SourceNode, path: Path): unknown;
  /** The same under a schema that a list or an object was put around: not a second one around the same. */
  fitWrapped(schema: unknown, node: SourceNode, path: Path): unknown;
  /** Whether a list or an object was just put around this node. */
  isWrapped(node: SourceNode): boolean;
  /** Notes what was mended. */
  mend(mending: Mending, path: Path): void;
  /** Notes what reading the node mended. */
  visit(node: SourceNode, path: Path): void;
  /** Notes why a value is not of its type. */
  misfit(path: Path, expected: string, node: SourceNode | undefined): typeof MISFIT;
  save(): Checkpoint;
  restore(checkpoint: Checkpoint): void;
  readonly cost: number;
  /** Adds the cost of what was fitted before. */
  charge(cost: number): void;
}
