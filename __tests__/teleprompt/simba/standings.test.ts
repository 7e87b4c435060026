import type { Candidate } from '../../../src/teleprompt/candidate/candidate';
import { Standings } from '../../../src/teleprompt/simba/standings';
import { StrategyChoice } from '../../../src/teleprompt/simba/strategy-choice';
import { seededRandom } from '../../../src/util';

const candidate = (id: string): Candidate => ({ id, changes: {}, parents: [], origin: 'test' });
const [plain, good, poor] = [candidate('plain'), candidate('good'), candidate('poor')];

/** Scores on examples that are easy or hard: a candidate's own worth, and 0.6 more on an easy one. */
function scored(standings: Standings, who: Candidate, worth: number, examples: readonly string[]): void {
  for (const example of examples) standings.add(who, example, worth + (example.startsWith('easy') ? 0.6 : 0));
}

const easy = Array.from({ length: 10 }, (_, place) => `easy ${place}`);
const hard = Array.from({ length: 10 }, (_, place) => `hard ${place}`);

describe('Standings', () => {
  it('do not take a candidate that met easy examples for a good one', () => {
    const standings = new Standings();
    scored(standings, plain, 0.2, [...easy, ...hard]);
    scored(standings, poor, 0.1, easy);
    scored(standings, good, 0.3, hard);
    const [ofGood = 0, ofPoor = 0] = standings.of([good, poor]);
    expect(ofGood).toBeGreaterThan(ofPoor);
    expect(standings.top(1)).toEqual([good]);
  });

  it('believe in a candidate the more the more often it was run', () => {
    const standings = new Standings();
    scored(standings, plain, 0.2, [...easy, ...hard]);
    scored(standings, good, 0.4, hard.slice(0, 1));
    const [seldom = 0] = standings.of([good]);
    scored(standings, good, 0.4, hard.slice(1));
    const [often = 0] = standings.of([good]);
    expect(seldom).toBeGreaterThan(0);
    expect(often).toBeGreaterThan(seldom);
  });

  it('count a candidate that was never run as average', () => {
    const standings = new Standings();
    standings.enter(plain);
    expect([standings.has(plain), standings.has(good), ...standings.of([plain, good])]).toEqual([
      true,
      false,
      0,
      0,
    ]);
  });
});

describe('StrategyChoice', () => {
  const shares = (choice: StrategyChoice): number => {
    const random = seededRandom('choice');
    const drawn = Array.from({ length: 400 }, () => choice.next(random));
    return drawn.filter((strategy) => strategy === 'rule').length / 400;
  };

  it('tosses a coin where nothing is known', () => {
    expect(shares(new StrategyChoice(new Standings()))).toBeCloseTo(0.5, 1);
  });

  it('prefers the strategy whose changes gained, and gives the other up never', () => {
    const standings = new Standings();
    const choice = new StrategyChoice(standings);
    scored(standings, plain, 0.2, [...easy, ...hard]);
    scored(standings, good, 0.5, [...easy, ...hard]);
    scored(standings, poor, 0.1, [...easy, ...hard]);
    choice.made('rule', plain, good);
    choice.made('demonstration', plain, poor);
    expect(shares(choice)).toBeCloseTo(0.8, 1);
  });
});
