import { linkSignals, untilAborted, type LinkedSignal } from './abort';

/** What one participant of a shared run gets. */
export interface FlightResult<Value> {
  readonly value: Value;
  /** True for those who joined a run that another had started. */
  readonly joined: boolean;
}

interface Flight<Value> {
  readonly outcome: Promise<Value>;
  readonly scope: LinkedSignal;
  participants: number;
}

/**
 * Lets identical work that is asked for at the same time run once.
 *
 * A participant who aborts leaves alone; the work itself is aborted when the last one has left.
 */
export class SingleFlight<Value> {
  readonly #flights = new Map<string, Flight<Value>>();

  /** How many runs are going on. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * @param key equal for equal work.
   * @param signal this participant's.
   * @param start begins the work; its signal aborts when nobody waits for it any more.
   */
  async run(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Value>,
  ): Promise<FlightResult<Value>> {
    signal?.throwIfAborted();
    const standing = this.#flights.get(key);
    const flight = standing ?? this.#begin(key, start);
    flight.participants++;
    try {
      return { value: await untilAborted(flight.outcome, signal), joined: standing !== undefined };
    } finally {
      flight.participants--;
      if (flight.participants === 0) this.#abandon(key, flight);
    }
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<Value>): Flight<Value> {
    const scope = linkSignals();
    const outcome = start(scope.signal);
    const flight: Flight<Value> = { outcome, scope, participants: 0 };
    this.#flights.set(key, flight);
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    outcome.then(land, land);
    return flight;
  }

  /** Nothing to abort when the work has ended by itself. */
  #abandon(key: string, flight: Flight<Value>): void {
    if (this.#flights.get(key) !== flight) return;
    this.#flights.delete(key);
    flight.scope.abort(new DOMException('Nobody waits for this call any more.', 'AbortError'));
  }
}
