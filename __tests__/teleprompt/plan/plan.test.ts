import { InputField, OutputField, Signature } from '../../../src/decorators';
import { Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';
import { GEPA, JobTeleprompter, MIPROv2, ReAnchor, type CompileOptions } from '../../../src/teleprompt';
import { Noul } from '../../../src/types';
import { answerer, exact, landscape } from '../../support/landscape';
import { everyOptimizer } from '../../support/optimizers';
import { scriptedLM } from '../../support/scripted-lm';

const metric = exact as never;
const names = Object.keys(everyOptimizer({ metric, promptModel: landscape().promptModel }));

/** Sizes and bounds to plan for. */
const CASES: readonly (readonly [string, number, (rows: readonly Example[]) => CompileOptions])[] = [
  ['a trainset', 24, (trainset) => ({ trainset })],
  ['a few rows', 3, (trainset) => ({ trainset, confirm: false })],
  ['a valset', 40, (rows) => ({ trainset: rows.slice(0, 16), valset: rows.slice(16), confirm: 5 })],
  ['a budget', 24, (trainset) => ({ trainset, budget: { metricCalls: 30 }, confirm: false })],
];

describe('optimizer.plan', () => {
  describe.each(CASES)('with %s', (_, rows, optionsOf) => {
    it.each(names)('of %s is never exceeded, and pays for nothing', async (name) => {
      const { taskModel, promptModel, trainset } = landscape({ rows, perDemo: 0.1 });
      const optimizer = everyOptimizer({ metric, promptModel })[name]!;
      const [student, options] = [answerer(taskModel), optionsOf(trainset)];
      const { programRuns, promptCalls, lmCalls } = await optimizer.plan(student, options);
      expect(taskModel.requests.length + promptModel.requests.length).toBe(0);
      await optimizer.compile(student, options);
      const [runs, questions] = [taskModel.requests.length, promptModel.requests.length];
      expect(runs).toBeLessThanOrEqual(programRuns.most);
      expect(questions).toBeLessThanOrEqual(promptCalls.most);
      expect(runs + questions).toBeLessThanOrEqual(lmCalls.most);
      expect(lmCalls.expected).toBeLessThanOrEqual(lmCalls.most);
      expect(Number.isFinite(lmCalls.most)).toBe(true);
    });
  });

  it('stays within the formulas of DSPy', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 125 });
    const options = { trainset: trainset.slice(0, 25), valset: trainset.slice(25), confirm: false };
    const mipro = await new MIPROv2({ metric, promptModel, auto: 'light' }).plan(
      answerer(taskModel),
      options,
    );
    // Three questions for each of three instructions, and eleven about the data.
    expect(mipro.promptCalls.most).toBeLessThanOrEqual(3 * 3 + 11);
    const gepa = await new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls: 500 }).plan(
      answerer(taskModel),
      options,
    );
    expect(gepa.programRuns.most).toBe(500);
  });

  it('counts the scores that cost no call apart', async () => {
    @Signature('Judge the ticket.')
    class Judge {
      @InputField() readonly ticket!: string;
      @OutputField({ type: () => Noul.of() }) urgent!: Noul;
    }
    const lm = scriptedLM(() => '{ "probability": 0.5, "confidence": 1 }');
    const trainset = [1, 2, 3].map((place) =>
      Example.from({ ticket: `t${place}`, urgent: true }).withInputs('ticket'),
    );
    const plan = await new ReAnchor({ metric: (() => 1) as never }).plan(new Predict(Judge, { lm }), {
      trainset,
      confirm: false,
    });
    expect(plan.phases.map(({ kind, most }) => [kind, most])).toEqual([
      ['program', 3],
      ['replay', 3 * 41],
    ]);
    expect(plan.lmCalls).toEqual({ most: 3, expected: 3 });
  });

  it('is a table for a person', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 20 });
    const optimizer = everyOptimizer({ metric, promptModel })['COPRO']!;
    const plan = await optimizer.plan(answerer(taskModel), { trainset, confirm: false });
    expect(String(plan).split('\n')).toEqual([
      'COPRO',
      'phase                   calls    about  at most',
      'variants                prompt       2        2',
      'student and 2 variants  program     40       60',
      'model calls in all                  42       62',
    ]);
  });

  it('says of an optimizer that does not tell that nothing is known, and of an empty trainset that nothing is called', async () => {
    class Own extends JobTeleprompter {
      constructor() {
        super({ name: 'Own', options: {} });
      }

      protected async search<Student>(run: { readonly student: Student }): Promise<Student> {
        return run.student;
      }
    }
    const { taskModel, trainset } = landscape({ rows: 4 });
    const student = answerer(taskModel);
    expect((await new Own().plan(student, { trainset })).lmCalls.most).toBe(Infinity);
    expect((await new Own().plan(student, { trainset: [] })).phases).toEqual([]);
    await expect(new Own().plan(student, { trainset, valsett: [] } as never)).rejects.toThrow(/valset/);
  });
});
