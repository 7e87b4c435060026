import { Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { MIPROv2 } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape, questionsByPrompt, TwiceAsked } from '../support/landscape';
import { readRequest, scriptedLM } from '../support/scripted-lm';

const metric = exact as never;

describeOptimizer({
  name: 'MIPROv2',
  create: ({ promptModel, ...given }) => new MIPROv2({ ...given, promptModel }),
  survivesWithoutProposals: true,
  mostCallsWhenConstant: 400,
});

describeOptimizer({
  name: 'MIPROv2 without demonstrations',
  create: (given) => new MIPROv2({ ...given, maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
  mostCallsWhenConstant: 400,
});

describe('MIPROv2', () => {
  it('looks at the same examples in the same order with every combination', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 90 });
    await new MIPROv2({ metric, promptModel, minibatchSize: 20 }).compile(answerer(taskModel), {
      trainset: trainset.slice(0, 10),
      valset: trainset.slice(10),
      confirm: false,
    });
    const searched = new Set(trainset.slice(10).map((example) => example.get('question') as string));
    const orders = [...questionsByPrompt(taskModel).values()]
      .map((questions) => questions.filter((question) => searched.has(question)))
      .filter((questions) => questions.length > 0);
    const [longest = []] = [...orders].sort((one, other) => other.length - one.length);
    expect(longest).toHaveLength(80);
    expect(orders.length).toBeGreaterThan(5);
    for (const order of orders) expect(new Set(order)).toEqual(new Set(longest.slice(0, order.length)));
    expect(orders.some((order) => order.length < 80)).toBe(true);
  });

  it('needs at most three fifths of the program calls of the published search', async () => {
    // 35 rows for each of 10 trials, and 100 rows for the student and every fifth trial.
    const published = 35 * 10 + 100 * 3;
    let calls = 0;
    for (let seed = 0; seed < 5; seed++) {
      const { taskModel, promptModel, trainset } = landscape({ rows: 125, seed });
      await new MIPROv2({ metric, promptModel, seed, auto: 'light' }).compile(answerer(taskModel), {
        trainset: trainset.slice(0, 25),
        valset: trainset.slice(25),
        confirm: false,
      });
      const searched = [...questionsByPrompt(taskModel).values()]
        .flat()
        .filter((question) => Number(question.slice(1)) >= 25);
      calls += searched.length / 5;
    }
    expect(calls).toBeLessThanOrEqual(0.6 * published);
  });

  it('runs with labels alone, one candidate, and fewer examples than a minibatch', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 12 });
    const options = [
      { maxBootstrappedDemos: 0, maxLabeledDemos: 2 },
      { numCandidates: 1, numTrials: 3 },
      { minibatch: true, minibatchSize: 35, numCandidates: 2, numTrials: 2 },
    ];
    for (const option of options) {
      const program = await new MIPROv2({ metric, promptModel, ...option }).compile(answerer(taskModel), {
        trainset,
      });
      expect(program).toBeInstanceOf(Predict);
    }
  });

  it('shows labelled demonstrations to the prompt model where nothing is bootstrapped', async () => {
    const trainset = [1, 2, 3, 4, 5, 6].map((index) =>
      Example.from({ question: `alpha${index}`, answer: `label${index}` }).withInputs('question'),
    );
    const promptModel = scriptedLM((output) => (output === 'nothingNew' ? 'true' : output));
    await new MIPROv2({
      metric,
      promptModel,
      maxBootstrappedDemos: 0,
      maxLabeledDemos: 2,
      numCandidates: 2,
      seed: 1,
    }).compile(answerer(scriptedLM(() => 'x')), { trainset });
    const proposals = promptModel.requests
      .map(readRequest)
      .filter(({ last }) => last.includes('proposedInstruction'));
    expect(proposals.some(({ last }) => /alpha\d[\s\S]*label\d/.test(last))).toBe(true);
  });

  it('tries instructions and demonstrations of each predictor by itself', async () => {
    const { taskModel, promptModel, trainset, quality } = landscape({ rows: 60 });
    const student = new TwiceAsked(taskModel);
    const program = await new MIPROv2({ metric, promptModel }).compile(student, { trainset, confirm: false });
    expect(quality(program)).toBeGreaterThan(quality(student));
    expect(program.first.signature.instructions).not.toBe(program.second.signature.instructions);
  });

  it('reports every combination that was scored in full, the student first', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 40 });
    const { report } = await new MIPROv2({ metric, promptModel }).start(answerer(taskModel), { trainset })
      .result;
    expect(report.candidates[0]).toMatchObject({ origin: 'student', changes: [] });
    expect(report.candidates.length).toBeGreaterThan(1);
    expect(new Set(report.candidates.map(({ n }) => n)).size).toBe(1);
  });

  it('refuses what does not go together', () => {
    expect(() => new MIPROv2({ metric, auto: 'light', numTrials: 3 })).toThrow(/auto/);
    expect(() => new MIPROv2({ metric, minibatchSize: 0 })).toThrow(/minibatchSize/);
    expect(() => new MIPROv2({ metric, numTrails: 3 } as never)).toThrow(/numTrials/);
  });

  it('asks the task model where the student has no model of its own', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 10 });
    await new MIPROv2({ metric, promptModel, taskModel, numTrials: 1, numCandidates: 2 }).compile(
      new Predict('question -> answer'),
      { trainset },
    );
    expect(taskModel.requests.length).toBeGreaterThan(0);
  });
});
