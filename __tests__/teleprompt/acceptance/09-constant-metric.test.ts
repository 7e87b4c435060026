import { SIMBA } from '../../../src/teleprompt';
import { answerer, landscape } from '../../support/landscape';

describe('acceptance 9: a metric that tells nothing apart', () => {
  it.each([0, 0.5, 1])('makes no candidate of runs that all score %p', async (score) => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 24 });
    const optimizer = new SIMBA({
      metric: (() => score) as never,
      promptModel,
      bsize: 8,
      numCandidates: 3,
      maxSteps: 4,
    });
    const job = optimizer.start(answerer(taskModel), { trainset, confirm: false });
    const { report } = await job.result;
    // The student on all examples, and the runs of the first batch.
    expect(taskModel.requests).toHaveLength(24 + 3 * 8);
    expect(promptModel.requests).toHaveLength(0);
    expect(report.candidates).toHaveLength(1);
  });
});
