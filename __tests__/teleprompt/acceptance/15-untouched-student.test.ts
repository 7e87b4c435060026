import { InputField, OutputField, Signature } from '../../../src/decorators';
import { Predict } from '../../../src/modules';
import { exact, landscape, TwiceAsked } from '../../support/landscape';
import { everyOptimizer } from '../../support/optimizers';

const metric = exact as never;
const names = Object.keys(everyOptimizer({ metric, promptModel: landscape().promptModel }));

@Signature('Answer the question.')
class Answer {
  @InputField({ type: 'string' }) readonly question!: string;
  @OutputField({ type: 'string', desc: 'short' }) answer!: string;
}

describe('acceptance 15: the caller’s program', () => {
  it.each(names)('is not changed by %s', async (name) => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 16, perDemo: 0.1 });
    const student = new TwiceAsked(taskModel);
    const [state, signatures] = [
      JSON.stringify(student.dumpState()),
      student.predictors().map((each) => each.signature),
    ];
    const optimizer = everyOptimizer({ metric, promptModel })[name]!;
    const program = await optimizer.compile(student, { trainset, confirm: false });
    expect(JSON.stringify(student.dumpState())).toBe(state);
    expect(student.predictors().map((each) => each.signature)).toEqual(signatures);
    for (const [place, { signature }] of student.predictors().entries())
      expect(signature).toBe(signatures[place]);
    // Nor by what is done with the result.
    for (const predictor of program.predictors()) predictor.demos = [];
    expect(JSON.stringify(student.dumpState())).toBe(state);
  });

  it.each(names)('shares a class of fields with others, which %s does not change either', async (name) => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 16, perDemo: 0.1 });
    const before = new Predict(Answer).signature;
    const optimizer = everyOptimizer({ metric, promptModel })[name]!;
    await optimizer.compile(new Predict(Answer, { lm: taskModel }), { trainset, confirm: false });
    const after = new Predict(Answer).signature;
    expect([after.instructions, after.fields]).toEqual([before.instructions, before.fields]);
    expect(Object.isFrozen(after)).toBe(true);
  });
});
