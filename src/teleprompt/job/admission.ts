import { rowErrorOf } from '../../evaluate';
import { BudgetExceededError } from '../../lm';
import type { Usage } from '../../messages';
import { isErrorLike } from '../../util';
import { TooManyErrorsError } from '../compile-errors';
import type { Ledger } from './budget';
import type { Gate } from './gate';
import { CompileEndedError } from './job-errors';

/** Takes what a call came to; nothing if it was never made. */
export type Settle = (usage: Usage | undefined) => void;

/** What decides on whether more may be begun. */
export interface AdmissionParts {
  readonly optimizer: string;
  /** How many calls in a row may fail by a fault of the provider or the metric. */
  readonly maxErrors: number;
  readonly ledger: Ledger;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Gives why the run must end now; undefined when it may go on. */
  readonly ended: () => CompileEndedError | undefined;
}

/** Lets calls of a run begin: not while it is paused, not when it is over, not beyond its budget, not in vain. */
export class Admission {
  readonly #parts: AdmissionParts;
  #failuresInARow = 0;
  #lastError: unknown;
  #overdrawn: CompileEndedError | undefined;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** So many calls in a row have failed that no more is to be hoped for. */
  get isHopeless(): boolean {
    return this.#failuresInARow >= this.#parts.maxErrors;
  }

  /** Waits while the job is paused, then takes room in the budget, in one turn with looking whether there is any. */
  async reserve(metricCalls: 0 | 1): Promise<Settle | CompileEndedError> {
    const { gate, ended, ledger, signal } = this.#parts;
    while (gate.opened !== undefined && !signal.aborted) await gate.opened;
    const reason = this.#overdrawn ?? ended();
    if (reason !== undefined) return reason;
    signal.throwIfAborted();
    const bound = ledger.exhausted(metricCalls);
    return bound === undefined ? ledger.begin(metricCalls) : new CompileEndedError('budget', bound);
  }

  succeeded(): void {
    this.#failuresInARow = 0;
  }

  /**
   * Whether a call was refused by its budget: then the run is to end with what it has.
   *
   * @param error what it threw.
   */
  isOverdrawnBy(error: unknown): error is BudgetExceededError {
    if (!(error instanceof BudgetExceededError)) return false;
    const bounds = Object.keys(error.limits).map((bound) => (bound === 'calls' ? 'lmCalls' : bound));
    this.#overdrawn ??= new CompileEndedError('budget', bounds.join(' or '));
    return true;
  }

  /** A provider that cannot be reached, or a metric that throws, will do so again. */
  failed(error: unknown): void {
    this.#failuresInARow++;
    this.#lastError = error;
  }

  /** Counts what a step threw, if it says something of the provider. */
  threw(error: unknown): void {
    const thrown = isErrorLike(error) && error.cause !== undefined ? error.cause : error;
    if (this.#parts.signal.aborted || rowErrorOf(thrown).kind !== 'infrastructure') return;
    this.failed(thrown);
  }

  /** @param count how many failed. @default those in a row */
  tooManyErrors(count = this.#failuresInARow): TooManyErrorsError {
    return new TooManyErrorsError(this.#parts.optimizer, count, this.#lastError);
  }

  /** Why something was not begun. */
  refusal(): unknown {
    const { ended, signal, ledger } = this.#parts;
    const reason = this.#overdrawn ?? ended();
    if (reason !== undefined) return reason;
    if (signal.aborted) return signal.reason;
    if (this.isHopeless) return this.tooManyErrors();
    return new CompileEndedError('budget', ledger.exhausted(1) ?? 'metricCalls');
  }
}
