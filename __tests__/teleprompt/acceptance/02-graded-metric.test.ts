import { BootstrapFewShot } from '../../../src/teleprompt';
import { answerer, landscape } from '../../support/landscape';

/** How many demonstrations come of a metric. */
async function shown(score: number | boolean, metricThreshold?: number): Promise<number> {
  const { taskModel, trainset } = landscape({ rows: 6, levels: [1] });
  const program = await new BootstrapFewShot({
    metric: (() => ({ score, feedback: 'said something' })) as never,
    maxLabeledDemos: 0,
    ...(metricThreshold === undefined ? {} : { metricThreshold }),
  }).compile(answerer(taskModel), { trainset });
  return program.demos.length;
}

describe('acceptance 2: what a score means for bootstrapping', () => {
  it('takes an object with a score of 0 or false for a failure', async () => {
    expect([await shown(0), await shown(false)]).toEqual([0, 0]);
  });

  it('takes half a score for good only where a threshold says so', async () => {
    expect([await shown(0.5), await shown(0.5, 0.6), await shown(0.5, 0.5)]).toEqual([0, 0, 4]);
  });

  it('takes full marks for good', async () => {
    expect([await shown(1), await shown(true)]).toEqual([4, 4]);
  });
});
