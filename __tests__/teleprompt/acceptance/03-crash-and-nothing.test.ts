import { Module } from '../../../src/modules';
import { BootstrapFewShot, LabeledFewShot, type CompileEvent } from '../../../src/teleprompt';
import { answerer, exact, landscape } from '../../support/landscape';

const metric = exact as never;

describe('acceptance 3: a teacher that crashes, and a trainset of nothing', () => {
  it('leaves the demonstrations of a teacher that throws as they were', async () => {
    const { taskModel, trainset } = landscape({ rows: 6, levels: [1] });
    class Crashing extends Module {
      readonly solve = answerer(taskModel);

      async forward({ question }: { question: string }) {
        const answer = await this.solve.call({ question });
        if (question === 'q3') throw new Error('crashed');
        return answer;
      }
    }
    const teacher = await new LabeledFewShot({ k: 6 }).compile(new Crashing(), { trainset });
    const before = JSON.stringify(teacher.dumpState());
    const program = await new BootstrapFewShot({
      metric,
      maxBootstrappedDemos: 6,
      maxLabeledDemos: 0,
    }).compile(new Crashing(), { trainset, teacher });
    expect(JSON.stringify(teacher.dumpState())).toBe(before);
    expect(teacher.solve.demos).toHaveLength(6);
    // What it crashed on gives no demonstration; the others do.
    expect(program.solve.demos).toHaveLength(5);
  });

  it('gives the student back with a warning where there are no training examples', async () => {
    const { taskModel } = landscape({ rows: 1 });
    const events: CompileEvent[] = [];
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
    const student = answerer(taskModel);
    const program = await new BootstrapFewShot({ metric }).compile(student, {
      trainset: [],
      onEvent: (event) => events.push(event),
    });
    expect(program.dumpState()).toEqual(student.dumpState());
    expect(program).not.toBe(student);
    expect(events).toContainEqual({
      type: 'note-written',
      text: expect.stringContaining('no training examples') as string,
    });
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('no training examples'), expect.anything());
    warned.mockRestore();
    expect(taskModel.requests).toHaveLength(0);
  });
});
