import { LmTransportError } from '../../../src/lm';
import { Predict } from '../../../src/modules';
import { COPRO, GEPA, ProposerFailedError } from '../../../src/teleprompt';
import { answerer, exact, landscape } from '../../support/landscape';
import { scriptedLM } from '../../support/scripted-lm';

const metric = exact as never;
const gone = () => scriptedLM(() => new LmTransportError({ problem: 'gone' }));

describe('acceptance 10: a reflection model that is dead', () => {
  it('ends the search after three failures in a row, with the best program so far attached', async () => {
    const { taskModel, trainset } = landscape({ rows: 20 });
    const student = answerer(taskModel);
    const dead = gone();
    const compiled = new GEPA({ metric, reflectionLm: dead, maxMetricCalls: 2_000 }).compile(student, {
      trainset,
    });
    const error = await compiled.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProposerFailedError);
    expect(dead.requests).toHaveLength(3);
    const { best } = error as ProposerFailedError;
    expect(best).toBeInstanceOf(Predict);
    expect((best as Predict<'question -> answer'>).dumpState()).toEqual(student.dumpState());
  });

  it('attaches it whichever optimizer asked', async () => {
    const { taskModel, trainset } = landscape({ rows: 20 });
    const compiled = new COPRO({ metric, promptModel: gone(), breadth: 4 }).compile(answerer(taskModel), {
      trainset,
    });
    await expect(compiled).rejects.toMatchObject({
      code: 'COMPILE_PROPOSER_FAILED',
      best: expect.any(Predict) as Predict,
    });
  });

  it('hands the best program over where it died only later', async () => {
    const { taskModel, trainset, quality } = landscape({ rows: 20 });
    let count = 0;
    const dying = scriptedLM(() =>
      ++count > 1 ? new LmTransportError({ problem: 'gone' }) : 'Be good, level 5.',
    );
    const student = answerer(taskModel);
    const program = await new GEPA({ metric, reflectionLm: dying, maxMetricCalls: 2_000 }).compile(student, {
      trainset,
      confirm: false,
    });
    expect(quality(program)).toBeGreaterThan(quality(student));
    expect(dying.requests).toHaveLength(4);
  });
});
