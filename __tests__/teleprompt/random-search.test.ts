import { exactMatch } from '../../src/evaluate';
import { EmbeddedLM } from '../../src/lm';
import { Predict } from '../../src/modules';
import { BootstrapFewShotWithRandomSearch, BootstrapRS, type CompileEvent } from '../../src/teleprompt';
import { TRAINSET } from '../contracts/teleprompter.contract';

const metric = exactMatch('mood');
const student = () => new Predict('text -> mood: "happy" | "sad"', { lm: new EmbeddedLM() });

describe('BootstrapFewShotWithRandomSearch', () => {
  it('has a short name', () => {
    expect(BootstrapRS).toBe(BootstrapFewShotWithRandomSearch);
  });

  it('tries the three fixed candidates and as many others as asked, and reports them best first', async () => {
    const events: CompileEvent[] = [];
    const search = new BootstrapFewShotWithRandomSearch({
      metric,
      numCandidatePrograms: 3,
      maxLabeledDemos: 4,
    });
    const job = search.start(student(), { trainset: TRAINSET, onEvent: (event) => events.push(event) });
    const { report } = await job.result;
    const tried = events
      .filter((event) => event.type === 'candidate-evaluated')
      .map(({ origin, total }) => [origin, total]);
    expect(tried).toEqual(
      [
        'no demonstrations',
        'labelled demonstrations',
        'bootstrap',
        'bootstrap, shuffle 0',
        'bootstrap, shuffle 1',
        'bootstrap, shuffle 2',
      ].map((origin) => [origin, 6]),
    );
    const winner = report.candidates.find(({ id }) => id === report.winner);
    expect(winner?.score).toBe(Math.max(...report.candidates.map(({ score }) => score)));
  });

  it('stops at a score that is good enough', async () => {
    const search = new BootstrapFewShotWithRandomSearch({ metric, numCandidatePrograms: 3, stopAtScore: 0 });
    const { report } = await search.start(student(), { trainset: TRAINSET }).result;
    expect(report.candidates).toHaveLength(1);
  });

  it('never shows a candidate the examples it is chosen by', async () => {
    const search = new BootstrapFewShotWithRandomSearch({
      metric,
      numCandidatePrograms: 0,
      maxLabeledDemos: 16,
    });
    const { report } = await search.start(student(), { trainset: TRAINSET }).result;
    for (const { n, changes } of report.candidates) {
      expect(n).toBe(3);
      for (const change of changes)
        expect(Number(/self: (\d+) dem/.exec(change)?.[1])).toBeLessThanOrEqual(5);
    }
  });

  it('chooses by the valset where one is given', async () => {
    const search = new BootstrapFewShotWithRandomSearch({ metric, numCandidatePrograms: 0 });
    const job = search.start(student(), { trainset: TRAINSET, valset: TRAINSET.slice(0, 2) });
    expect((await job.result).report.candidates[0]?.n).toBe(2);
  });

  it('needs a second example to choose by', async () => {
    const attempt = new BootstrapFewShotWithRandomSearch({ metric }).compile(student(), {
      trainset: TRAINSET.slice(0, 1),
    });
    await expect(attempt).rejects.toThrow(/at least two/);
  });
});
