import type { SeededRandom } from '../../util';
import type { Candidate } from '../candidate/candidate';
import type { Standings } from './standings';

/** Ways to change a candidate. */
export type Strategy = 'demonstration' | 'rule';

/** Least share of the changes that a strategy gets, whatever came of it. */
const LEAST = 0.2;
/** So many changes of no effect are assumed of each strategy beforehand. */
const DOUBT = 4;

/** Chooses between strategies by what their changes did to the candidates that were changed. */
export class StrategyChoice {
  readonly #changes: {
    readonly strategy: Strategy;
    readonly source: Candidate;
    readonly child: Candidate;
  }[] = [];

  constructor(private readonly standings: Standings) {}

  /** Takes note of a change. */
  made(strategy: Strategy, source: Candidate, child: Candidate): void {
    this.#changes.push({ strategy, source, child });
  }

  /** The strategy for the next change: the likelier the more it has gained. */
  next(random: SeededRandom): Strategy {
    const [shown, told] = [this.#gain('demonstration'), this.#gain('rule')];
    const size = Math.abs(shown) + Math.abs(told);
    const share = size === 0 ? 0.5 : 0.5 + (shown - told) / (2 * size);
    return random.next() < Math.min(1 - LEAST, Math.max(LEAST, share)) ? 'demonstration' : 'rule';
  }

  #gain(strategy: Strategy): number {
    const own = this.#changes.filter((change) => change.strategy === strategy);
    const gains = own.map(({ source, child }) => {
      const [before = 0, after = 0] = this.standings.of([source, child]);
      return after - before;
    });
    return gains.reduce((sum, gain) => sum + gain, 0) / (gains.length + DOUBT);
  }
}
