import { Module, Predict } from '../../../src/modules';
import { BootstrapFewShot, GEPA, SIMBA } from '../../../src/teleprompt';
import { exact, landscape } from '../../support/landscape';
import { readRequest, scriptedLM } from '../../support/scripted-lm';

const metric = exact as never;

/** Its first step passes a question on in brackets, so that each call tells which step it was of. */
class Relay extends Module {
  readonly first: Predict<'question -> answer'>;
  readonly second: Predict<'question -> answer'>;

  constructor(share = 1) {
    super();
    const lm = scriptedLM((_, { input, request }) => {
      const question = input('question');
      if (!question.startsWith('(')) return `(${question})`;
      const isRight = Number(request.rolloutId ?? 0) % 2 === 0 || share === 1;
      return isRight ? question.replace('(q', 'a').replace(')', '') : 'no idea';
    });
    this.first = new Predict('question -> answer', { lm });
    this.second = new Predict('question -> answer', { lm });
  }

  async forward({ question }: { question: string }) {
    const { answer } = await this.first.call({ question });
    return this.second.call({ question: answer });
  }
}

describe('acceptance 4: two predictors with the same signature', () => {
  it('gives each the demonstrations of its own calls', async () => {
    const { trainset } = landscape({ rows: 6 });
    const program = await new BootstrapFewShot({ metric, maxLabeledDemos: 0 }).compile(new Relay(), {
      trainset,
    });
    expect(program.first.demos).toHaveLength(4);
    expect(program.second.demos).toHaveLength(4);
    for (const demo of program.first.demos) expect(demo['question']).toMatch(/^q/);
    for (const demo of program.second.demos) expect(demo['question']).toMatch(/^\(q/);
  });

  it('tells a reflection of the calls of the step that it is about', async () => {
    const { trainset, promptModel } = landscape({ rows: 8 });
    await new GEPA({
      metric: (() => ({ score: 0, feedback: 'wrong' })) as never,
      reflectionLm: promptModel,
      maxMetricCalls: 60,
    }).compile(new Relay(), { trainset, confirm: false });
    const asked = promptModel.requests.map(readRequest);
    const ofSecond = asked.map(({ input }) => input('step').includes('of second'));
    expect(new Set(ofSecond)).toEqual(new Set([true, false]));
    for (const [place, { input }] of asked.entries()) {
      expect(/question: \(q\d+\)/.test(input('records'))).toBe(ofSecond[place]);
    }
  });

  it('shows each step in the runs that advice is given on', async () => {
    const { trainset, promptModel } = landscape({ rows: 8 });
    const optimizer = new SIMBA({
      metric,
      promptModel,
      bsize: 8,
      numCandidates: 2,
      maxSteps: 1,
      maxDemos: 0,
    });
    await optimizer.compile(new Relay(0.5), { trainset, confirm: false });
    const runs = promptModel.requests.map((request) => readRequest(request).input('betterRun'));
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs)
      expect(run).toMatch(/first\n {2}in {2}question: q\d+[\s\S]*second\n {2}in {2}question: \(q/);
  });
});
