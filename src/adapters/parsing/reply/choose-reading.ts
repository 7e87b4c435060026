import { repairOf, type Repair } from '../../../primitives';
import type { JsonSchema } from '../../../types';
import { brokenKeyword } from '../fit/keyword-issue';
import { DOUBTFUL } from '../fit/mendings';
import { Fitter } from '../fit/fitter';
import { MISFIT } from '../fit/fitting';
import type { ParseIssue } from '../parse-issue';
import type { SourceNode } from '../reader/source-node';

/** One way to read a reply. */
export interface Reading {
  readonly node: SourceNode;
  /** What else there is in the reply; undefined where the value is all of it. */
  readonly beside: string | undefined;
}

/** A reading that fits. */
export interface FittedReading {
  readonly value: unknown;
  readonly repairs: readonly Repair[];
  readonly cost: number;
  /** Whether something about it makes another reading worth looking at. */
  readonly isDoubtful: boolean;
}

/** Readings are tried up to this many. */
const MOST_TRIES = 300;

/** Fits readings to a schema and keeps the best: the first that fits without doubt, else the one that costs least. */
export class Chooser {
  best: FittedReading | undefined;
  /** Why no reading fits: the reason farthest into the value. */
  issue: ParseIssue | undefined;
  #tries = 0;

  constructor(
    readonly schema: JsonSchema,
    private readonly holdsLimits: boolean,
  ) {}

  /** Whether there is nothing left to look for. */
  get isDone(): boolean {
    return this.best?.isDoubtful === false;
  }

  /** Whether so many readings were tried that no more are. */
  get isTired(): boolean {
    return this.#tries > MOST_TRIES;
  }

  /** Tries a reading. @returns whether it fits. */
  offer(reading: Reading): boolean {
    const fitted = this.fit(reading);
    if (fitted === undefined) return false;
    if (this.best === undefined || fitted.cost < this.best.cost) this.best = fitted;
    return true;
  }

  /** The value of a reading; undefined where it does not fit. */
  fit({ node, beside }: Reading): FittedReading | undefined {
    this.#tries++;
    const fitter = new Fitter(this.schema, { holdsLimits: this.holdsLimits });
    const value = fitter.fit(this.schema, node, { parent: undefined, step: 'value', depth: 0 });
    const broken = value === MISFIT || !this.holdsLimits ? undefined : brokenKeyword(this.schema, value);
    if (value === MISFIT || broken !== undefined) {
      this.#note(broken ?? fitter.issue);
      return undefined;
    }
    const { repairs } = fitter;
    if (beside !== undefined) repairs.unshift(repairOf('found-in-text', 'value', beside));
    return { value, repairs, cost: fitter.cost, isDoubtful: fitter.heaviest >= DOUBTFUL };
  }

  #note(issue: ParseIssue | undefined): void {
    if (issue === undefined) return;
    if (this.issue === undefined || issue.path.length > this.issue.path.length)
      this.issue = { path: issue.path, expected: issue.expected, found: String(issue.found) };
  }
}
