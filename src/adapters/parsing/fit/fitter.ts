import { repairOf, type Repair } from '../../../primitives';
import type { JsonSchema } from '../../../types';
import { excerpt } from '../../../util';
import type { ParseIssue } from '../parse-issue';
import { isContainer, type ListNode, type RecordNode, type SourceNode } from '../reader/source-node';
import { fitChoice } from './fit-choice';
import { fitList } from './fit-list';
import { fitRecord } from './fit-record';
import { fitBoolean, fitNull, fitNumber } from './fit-scalar';
import { fitText } from './fit-text';
import { fitUnion } from './fit-union';
import {
  MISFIT,
  pathText,
  within,
  WITHHELD,
  type Checkpoint,
  type Fitting,
  type Mending,
  type Path,
} from './fitting';
import { brokenLimit } from './keyword-issue';
import { MARK_COSTS } from './mendings';
import { plainValue } from './plain-value';
import { SchemaView } from './schema-view';
import { inferredType } from './schema-shape';

/** Fits within one another beyond this are a schema that leads nowhere. */
const MOST_DEPTH = 1200;

/** What a value costs that breaks a limit, where limits are not held: another member of a union is rather taken. */
const BROKEN_LIMIT = 8;

/** How a {@link Fitter} fits. */
export interface FitterOptions {
  /**
   * Whether more is to come.
   * @default false
   */
  readonly isPartial?: boolean;
  /**
   * Whether a value must keep the limits of the schema on size, range and form.
   * @default true
   */
  readonly holdsLimits?: boolean;
}

interface Noted {
  readonly mending: Pick<Mending, 'kind' | 'message'>;
  readonly path: Path;
}

/** The unions that are being tried, the innermost first. */
interface ActiveUnions {
  readonly node: SourceNode;
  readonly options: readonly unknown[];
  readonly outer: ActiveUnions | undefined;
}

/** What came of fitting a node before. */
interface Memory {
  readonly value: unknown;
  readonly cost: number;
  readonly heaviest: number;
  readonly repairs: readonly Noted[];
  readonly path: Path;
}

/**
 * Fits a tree of nodes to a schema: takes what is of the right type as it is, converts what clearly means a value of it, and
 * adds up what that costs. Nothing is made up that the nodes do not hold.
 */
export class Fitter implements Fitting {
  cost = 0;
  /** The dearest mending so far. */
  heaviest = 0;
  readonly isPartial: boolean;
  readonly #holdsLimits: boolean;
  readonly #repairs: Noted[] = [];
  readonly #view: SchemaView;
  readonly #memories = [
    new Map<SourceNode, Map<unknown, Memory>>(),
    new Map<SourceNode, Map<unknown, Memory>>(),
  ] as const;
  /** The same for values that still grow; only for one round. */
  readonly #growing = [
    new Map<SourceNode, Map<unknown, Memory>>(),
    new Map<SourceNode, Map<unknown, Memory>>(),
  ] as const;
  #active: ActiveUnions | undefined;
  #failure: { readonly path: Path; readonly expected: string; readonly found: string } | undefined;
  #wrapped: SourceNode | undefined;
  #unions = 0;
  #depth = 0;

  constructor(root: JsonSchema, options: FitterOptions = {}) {
    this.#view = new SchemaView(root);
    this.isPartial = options.isPartial ?? false;
    this.#holdsLimits = options.holdsLimits ?? true;
  }

  /** What was mended. */
  get repairs(): Repair[] {
    return this.#repairs.map(({ mending, path }) => repairOf(mending.kind, pathText(path), mending.message));
  }

  /** Why a value did not fit: the reason farthest in. */
  get issue(): ParseIssue | undefined {
    const failure = this.#failure;
    return failure && { path: pathText(failure.path), expected: failure.expected, found: failure.found };
  }

  fit(given: unknown, node: SourceNode, path: Path): unknown {
    const schema = this.#view.resolve(given);
    if (schema === undefined) return plainValue(this, node, path);
    if (schema === false) return this.misfit(path, 'nothing at all', node);
    if (this.#depth > MOST_DEPTH) return this.misfit(path, 'less nesting', node);
    this.#depth++;
    try {
      return isContainer(node) && this.#remembers(node)
        ? this.#once(schema, node, path)
        : this.#fitKind(schema, node, path);
    } finally {
      this.#depth--;
    }
  }

  /** Begins a round of fits: what still grew may have grown, and what was mended is forgotten. */
  begin(): void {
    for (const memories of this.#growing) memories.clear();
    this.restore({ cost: 0, repairs: 0, heaviest: 0 });
  }

  fitWrapped(schema: unknown, node: SourceNode, path: Path): unknown {
    const before = this.#wrapped;
    this.#wrapped = node;
    try {
      return this.fit(schema, node, path);
    } finally {
      this.#wrapped = before;
    }
  }

  isWrapped(node: SourceNode): boolean {
    return this.#wrapped === node;
  }

  mend(mending: Mending, path: Path): void {
    this.#note(mending, mending.cost, path);
  }

  charge(cost: number): void {
    this.cost += cost;
  }

  visit({ marks }: SourceNode, path: Path): void {
    if (marks === undefined) return;
    for (const mending of marks) this.#note(mending, MARK_COSTS[mending.kind] ?? 1, path);
  }

  misfit(path: Path, expected: string, node: SourceNode | undefined): typeof MISFIT {
    if (this.#failure === undefined || path.depth > this.#failure.path.depth)
      this.#failure = { path, expected, found: describe(node) };
    return MISFIT;
  }

  save(): Checkpoint {
    return { cost: this.cost, repairs: this.#repairs.length, heaviest: this.heaviest };
  }

  restore({ cost, repairs, heaviest }: Checkpoint): void {
    this.cost = cost;
    this.heaviest = heaviest;
    this.#repairs.length = repairs;
  }

  #note(mending: Pick<Mending, 'kind' | 'message'>, cost: number, path: Path): void {
    this.cost += cost;
    this.heaviest = Math.max(this.heaviest, cost);
    this.#repairs.push({ mending, path });
  }

  /**
   * Within unions the same is asked of the same node again and again, twice as often with each level of nesting; and of
   * values that still grow, with each piece of text.
   */
  #remembers(node: ListNode | RecordNode): boolean {
    if (this.isPartial && !node.isOpen) return true;
    return this.#unions > 0 && (node.kind === 'list' ? node.items : node.members).length > 0;
  }

  #once(schema: Readonly<Record<string, unknown>>, node: SourceNode, path: Path): unknown {
    const memories = (this.isPartial && node.isOpen ? this.#growing : this.#memories)[
      this.isWrapped(node) ? 1 : 0
    ];
    let known = memories.get(node);
    if (known === undefined) memories.set(node, (known = new Map()));
    const memory = known.get(schema);
    if (memory !== undefined) return this.#recall(memory, path);
    const start = this.save();
    this.heaviest = 0;
    const value = this.#fitKind(schema, node, path);
    const repairs = this.#repairs.slice(start.repairs);
    known.set(schema, { value, cost: this.cost - start.cost, heaviest: this.heaviest, repairs, path });
    this.heaviest = Math.max(start.heaviest, this.heaviest);
    return value;
  }

  #recall({ value, cost, heaviest, repairs, path: from }: Memory, to: Path): unknown {
    this.cost += cost;
    this.heaviest = Math.max(this.heaviest, heaviest);
    for (const { mending, path } of repairs) this.#repairs.push({ mending, path: moved(path, from, to) });
    return value;
  }

  #fitKind(schema: Readonly<Record<string, unknown>>, node: SourceNode, path: Path): unknown {
    const options = this.#view.optionsOf(schema);
    const value =
      options === undefined ? this.#fitType(schema, node, path) : this.#fitOptions(options, node, path);
    if (value === MISFIT || value === WITHHELD || this.isPartial) return value;
    const broken = brokenLimit(schema, value);
    if (broken !== undefined && this.#holdsLimits) return this.misfit(path, broken, node);
    if (broken !== undefined) this.charge(BROKEN_LIMIT);
    return value;
  }

  /** A union that contains itself without anything around it is asked only once about a node. */
  #fitOptions(options: readonly unknown[], node: SourceNode, path: Path): unknown {
    const outer = this.#active;
    for (let active = outer; active?.node === node; active = active.outer)
      if (active.options === options) return this.misfit(path, 'one of its alternatives', node);
    this.#active = { node, options, outer };
    this.#unions++;
    try {
      return fitUnion(options, node, this, path);
    } finally {
      this.#unions--;
      this.#active = outer;
    }
  }

  #fitType(schema: Readonly<Record<string, unknown>>, node: SourceNode, path: Path): unknown {
    if (Array.isArray(schema['enum']) || 'const' in schema) return fitChoice(schema, node, this, path);
    switch (schema['type'] ?? inferredType(schema)) {
      case 'string':
        return fitText(schema, node, this, path);
      case 'number':
        return fitNumber(this, node, path, false);
      case 'integer':
        return fitNumber(this, node, path, true);
      case 'boolean':
        return fitBoolean(this, node, path);
      case 'null':
        return fitNull(this, node, path);
      case 'array':
        return fitList(schema, node, this, path);
      case 'object':
        return fitRecord(schema, node, this, path);
      default:
        return plainValue(this, node, path);
    }
  }
}

/** A path that led through one place, through another. */
function moved(path: Path, from: Path, to: Path): Path {
  if (path === from || from === to) return from === to ? path : to;
  if (path.parent === undefined) return path;
  const parent = moved(path.parent, from, to);
  return parent === path.parent ? path : within(parent, path.step);
}

function describe(node: SourceNode | undefined): string {
  if (node === undefined) return 'nothing';
  if (isContainer(node))
    return excerpt(node.source.slice(node.start, Math.min(node.end, node.start + 400)), 200);
  return node.kind === 'text' ? JSON.stringify(excerpt(node.text, 200)) : excerpt(node.text, 200);
}
