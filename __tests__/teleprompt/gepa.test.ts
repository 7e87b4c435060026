import { Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { GEPA, type CompileMetric } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape, repeated, TwiceAsked } from '../support/landscape';
import { readRequest, scriptedLM } from '../support/scripted-lm';
import { LmTransportError } from '../../src/lm';

const metric = exact as never;

describeOptimizer({
  name: 'GEPA',
  create: ({ promptModel, ...given }) =>
    new GEPA({ ...given, reflectionLm: promptModel, maxMetricCalls: 300 }),
  mostCallsWhenConstant: 300,
});

describe('GEPA', () => {
  it('never runs the program more often than its budget says', async () => {
    for (const maxMetricCalls of [20, 37, 90]) {
      const { taskModel, promptModel, trainset } = landscape({ rows: 16 });
      await new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls }).compile(answerer(taskModel), {
        trainset,
        confirm: false,
      });
      expect(taskModel.requests.length).toBeLessThanOrEqual(maxMetricCalls);
    }
  });

  it('shows the reflection what was said of the runs that were scored', async () => {
    const counts = new Map<string, number>();
    const counting = ((example: { question: string }, prediction: { answer: string }) => {
      const key = `${example.question} ${prediction.answer}`;
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      return { score: n % 2 === 1 ? 0 : 1, feedback: `call ${n}` };
    }) as unknown as CompileMetric;
    const { taskModel, promptModel, trainset } = landscape({ rows: 4 });
    const judged: string[] = [];
    await new GEPA({
      metric: counting,
      reflectionLm: promptModel,
      maxMetricCalls: 24,
      predictorFeedback: ({ score, feedback }) => {
        judged.push(`${feedback} scored ${score}`);
        return feedback ?? '';
      },
    }).compile(answerer(taskModel), { trainset, confirm: false });
    expect(judged.length).toBeGreaterThan(0);
    for (const text of judged) expect(text).toMatch(/^call \d*([13579] scored 0|[02468] scored 1)$/);
    expect(readRequest(promptModel.requests[0]!).input('records')).toMatch(/Feedback: call \d/);
    expect(repeated(taskModel)).toBe(0);
  });

  it('asks nothing about a predictor that was never called', async () => {
    class Branching extends Module {
      readonly decide: Predict<'question -> answer'>;
      readonly elaborate: Predict<'question -> answer'>;

      constructor(lm: ReturnType<typeof scriptedLM>) {
        super();
        this.decide = new Predict('question -> answer', { lm });
        this.elaborate = new Predict('question -> answer', { lm });
      }

      async forward({ question }: { question: string }) {
        const first = await this.decide.call({ question });
        return first.answer === 'yes' ? this.elaborate.call({ question }) : first;
      }
    }
    const { taskModel, promptModel, trainset } = landscape({ rows: 8 });
    const student = new Branching(taskModel);
    const program = await new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls: 30 }).compile(
      student,
      { trainset },
    );
    const steps = promptModel.requests.map((request) => readRequest(request).input('step'));
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.some((step) => step.includes('elaborate'))).toBe(false);
    expect(program.elaborate.signature.instructions).toBe(student.elaborate.signature.instructions);
  });

  it('never mixes the calls of two predictors with the same signature', async () => {
    const { promptModel, trainset } = landscape({ rows: 8 });
    // The first step passes its question on in capitals, so that calls of the second can be told by them.
    class Relay extends Module {
      readonly first: Predict<'question -> answer'>;
      readonly second: Predict<'question -> answer'>;

      constructor() {
        super();
        const lm = scriptedLM((_, { input }) => `${input('question').toUpperCase()}!`);
        this.first = new Predict('question -> answer', { lm });
        this.second = new Predict('question -> answer', { lm });
      }

      async forward({ question }: { question: string }) {
        const { answer } = await this.first.call({ question });
        return this.second.call({ question: answer });
      }
    }
    await new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls: 60 }).compile(new Relay(), {
      trainset,
    });
    const seen = promptModel.requests
      .map(readRequest)
      .map(({ input }) => [input('step').includes('of second'), input('records')] as const);
    expect(seen.some(([isSecond]) => isSecond)).toBe(true);
    expect(seen.some(([isSecond]) => !isSecond)).toBe(true);
    for (const [isSecond, records] of seen) expect(/question: Q\d+!/.test(records)).toBe(isSecond);
  });

  it('learns from what one predictor did, judged by a function of its own', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 8 });
    await new GEPA({
      metric,
      reflectionLm: promptModel,
      maxMetricCalls: 40,
      predictorFeedback: ({ path, outputs, score }) =>
        `${path} said ${String(outputs['answer'])} for ${score}`,
    }).compile(new TwiceAsked(taskModel), { trainset });
    expect(readRequest(promptModel.requests[0]!).input('records')).toMatch(
      /Feedback: (first|second) said .* for [01]/,
    );
  });

  it('takes the texts of a proposer of one’s own, and needs no model then', async () => {
    const { taskModel, trainset, quality } = landscape({ rows: 20 });
    const asked: string[] = [];
    const program = await new GEPA({
      metric,
      maxMetricCalls: 120,
      instructionProposer: ({ components, candidate, records }) => {
        asked.push(...components);
        expect(records[components[0]!]!.length).toBeGreaterThan(0);
        return { [components[0]!]: `${candidate[components[0]!]} level 5` };
      },
    }).compile(answerer(taskModel), { trainset, confirm: false });
    expect(asked[0]).toBe('self');
    expect(quality(program)).toBeGreaterThan(0.5);
  });

  it('changes all components, those that a function names, or one after the other', async () => {
    const asked = async (componentSelector: ConstructorParameters<typeof GEPA>[0]['componentSelector']) => {
      const { taskModel, promptModel, trainset } = landscape({ rows: 8, levels: [0.9, 0.9] });
      await new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls: 40, componentSelector }).compile(
        new TwiceAsked(taskModel),
        { trainset },
      );
      return new Set(
        promptModel.requests.map((request) => /of (\w+):/.exec(readRequest(request).input('step'))?.[1]),
      );
    };
    expect(await asked('all')).toEqual(new Set(['first', 'second']));
    expect(await asked(() => ['second'])).toEqual(new Set(['second']));
    await expect(asked(() => ['third'])).rejects.toThrow(/third/);
  });

  it('evolves descriptions and demonstrations where it is asked to', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 20, levels: [0.5], perDemo: 0.1 });
    const program = await new GEPA({
      metric,
      reflectionLm: promptModel,
      maxMetricCalls: 200,
      components: ['descriptions', 'demos'],
      skipPerfectScore: false,
    }).compile(answerer(taskModel), { trainset, confirm: false });
    expect(program.demos.length).toBeGreaterThan(0);
    expect(program.signature.instructions).toBe(answerer(taskModel).signature.instructions);
  });

  it('learns from replies that could not be read, where it is asked to', async () => {
    const taskModel = scriptedLM((_, { input, system }) =>
      system.includes('level') ? input('question').replace('q', 'a') : input('question').replace('q', 'a'),
    );
    const broken = scriptedLM(() => 'x');
    const { promptModel } = landscape({ rows: 6 });
    const trainset = [1, 2, 3, 4].map((index) =>
      Example.from({ question: `q${index}`, count: index }).withInputs('question'),
    );
    const student = new Predict('question -> count: number', { lm: broken });
    const counts = ((example: { count: number }, prediction: { count: number }) =>
      example.count === prediction.count) as never;
    await new GEPA({
      metric: counts,
      reflectionLm: promptModel,
      maxMetricCalls: 20,
      addFormatFailureAsFeedback: true,
    }).compile(student, { trainset });
    expect(readRequest(promptModel.requests[0]!).input('records')).toContain('could not be read');
    expect(taskModel.requests).toHaveLength(0);
  });

  it('ends soon with the best so far when the reflection model dies', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 20 });
    let asked = 0;
    const dying = scriptedLM((output, { request, last }) => {
      if (++asked > 1) return new LmTransportError({ problem: 'gone' });
      return `Answer, level 5. (${output} ${request.rolloutId} ${last.length})`;
    });
    const job = new GEPA({ metric, reflectionLm: dying, maxMetricCalls: 2_000 }).start(answerer(taskModel), {
      trainset,
      confirm: false,
    });
    const { program } = await job.result;
    expect(program.signature.instructions).toMatch(/level 5/);
    expect(dying.requests.length).toBe(4);
    expect(promptModel.requests).toHaveLength(0);
  });

  it('merges candidates that improved different predictors, also where the student scores 0', async () => {
    const trainset = Array.from({ length: 12 }, (_, index) =>
      Example.from({ question: `q${index}`, answer: `a${index}` }).withInputs('question'),
    );
    // Even questions need a good first step, odd ones a good second.
    class Halves extends Module {
      readonly even: Predict<'question -> answer'>;
      readonly odd: Predict<'question -> answer'>;

      constructor(lm: ReturnType<typeof scriptedLM>) {
        super();
        this.even = new Predict('question -> answer', { lm });
        this.odd = new Predict('question -> answer', { lm });
      }

      async forward({ question }: { question: string }) {
        return Number(question.slice(1)) % 2 === 0
          ? this.even.call({ question })
          : this.odd.call({ question });
      }
    }
    const lm = scriptedLM((_, { input, system }) =>
      system.includes('good') ? input('question').replace('q', 'a') : 'no idea',
    );
    const program = await new GEPA({
      metric,
      maxMetricCalls: 150,
      reflectionMinibatchSize: 4,
      instructionProposer: ({ components }) =>
        Object.fromEntries(components.map((name) => [name, `Be good at ${name}.`])),
    }).compile(new Halves(lm), { trainset, confirm: false });
    expect(program.even.signature.instructions).toContain('good');
    expect(program.odd.signature.instructions).toContain('good');
  });

  it('refuses budgets that contradict each other, and unknown choices', () => {
    expect(() => new GEPA({ metric, auto: 'light', maxMetricCalls: 3 })).toThrow(/one of them/);
    expect(() => new GEPA({ metric, candidateSelectionStrategy: 'best' as never })).toThrow(/pareto/);
    expect(() => new GEPA({ metric, reflectionLM: undefined } as never)).toThrow(/reflectionLm/);
  });

  it('takes the budget of auto from the size of program and data', async () => {
    const { planGepa } = await import('../../src/teleprompt/gepa/gepa-options');
    const calls = (auto: 'light' | 'medium' | 'heavy', components: number, valset: number) =>
      planGepa({ metric, auto }, 'test').callsFor({ components, trainset: 10, valset });
    expect([calls('light', 1, 10), calls('medium', 1, 10), calls('heavy', 1, 10)]).toEqual([420, 740, 1105]);
    expect([calls('light', 2, 10), calls('medium', 3, 10)]).toEqual([790, 1665]);
  });
});
