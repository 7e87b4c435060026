import { Predict } from '../../../src/modules';
import { BootstrapFewShot } from '../../../src/teleprompt';
import { answerer, exact, landscape, TwiceAsked } from '../../support/landscape';

const metric = exact as never;

describe('acceptance 1: a teacher with a strong model of its own', () => {
  it('asks that model, and leaves the models of student and teacher as they were', async () => {
    const weak = landscape({ rows: 8, levels: [0.1] });
    const strong = landscape({ rows: 8, levels: [1] });
    const [student, teacher] = [new TwiceAsked(weak.taskModel), new TwiceAsked(strong.taskModel)];
    const program = await new BootstrapFewShot({
      metric,
      maxBootstrappedDemos: 2,
      maxLabeledDemos: 0,
    }).compile(student, { trainset: weak.trainset, teacher });
    expect(strong.taskModel.requests.length).toBeGreaterThan(0);
    expect(weak.taskModel.requests).toHaveLength(0);
    expect(program.predictors().map(({ demos }) => demos.length)).toEqual([2, 2]);
    for (const each of [student, program]) {
      expect(each.predictors().map(({ lm }) => lm)).toEqual([weak.taskModel, weak.taskModel]);
    }
    expect(teacher.predictors().map(({ lm }) => lm)).toEqual([strong.taskModel, strong.taskModel]);
  });

  it('asks the model of the teacher settings where no teacher is given', async () => {
    const weak = landscape({ rows: 8, levels: [0.1] });
    const strong = landscape({ rows: 8, levels: [1] });
    const student = answerer(weak.taskModel);
    const program = await new BootstrapFewShot({
      metric,
      maxBootstrappedDemos: 2,
      teacherSettings: { lm: strong.taskModel },
    }).compile(student, { trainset: weak.trainset });
    expect(strong.taskModel.requests).toHaveLength(2);
    expect([student.lm, program.lm]).toEqual([weak.taskModel, weak.taskModel]);
    expect(program).toBeInstanceOf(Predict);
  });
});
