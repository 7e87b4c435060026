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
    const { program, candidates } = await search.compileWithReport(student(), {
      trainset: TRAINSET,
      onEvent: (event) => events.push(event),
    });
    const tried = events
      .filter((event) => event.type === 'candidate-evaluated')
      .map(({ seed, total }) => [seed, total]);
    expect(tried).toEqual([-3, -2, -1, 0, 1, 2].map((seed) => [seed, 6]));
    const scores = candidates.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    expect(candidates[0]?.program).toBe(program);
  });

  it('stops at a score that is good enough', async () => {
    const search = new BootstrapFewShotWithRandomSearch({ metric, numCandidatePrograms: 3, stopAtScore: 0 });
    expect((await search.compileWithReport(student(), { trainset: TRAINSET })).candidates).toHaveLength(1);
  });

  it('never shows a candidate the examples it is chosen by', async () => {
    const search = new BootstrapFewShotWithRandomSearch({
      metric,
      numCandidatePrograms: 0,
      maxLabeledDemos: 16,
    });
    const { candidates } = await search.compileWithReport(student(), { trainset: TRAINSET });
    for (const { n, program } of candidates) {
      expect(n).toBe(3);
      expect(program.demos.length).toBeLessThanOrEqual(5);
    }
  });

  it('chooses by the valset where one is given', async () => {
    const search = new BootstrapFewShotWithRandomSearch({ metric, numCandidatePrograms: 0 });
    const { candidates } = await search.compileWithReport(student(), {
      trainset: TRAINSET,
      valset: TRAINSET.slice(0, 2),
    });
    expect(candidates[0]?.n).toBe(2);
  });

  it('needs a second example to choose by', async () => {
    const attempt = new BootstrapFewShotWithRandomSearch({ metric }).compile(student(), {
      trainset: TRAINSET.slice(0, 1),
    });
    await expect(attempt).rejects.toThrow(/at least two/);
  });
});
