import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MockLM } from '../../../src/lm';
import { Predict, type Module } from '../../../src/modules';
import { MIPROv2, type MIPROv2Options } from '../../../src/teleprompt';
import { answerer, exact, landscape, repeated } from '../../support/landscape';

const metric = exact as never;
const stateOf = (program: Module): string => JSON.stringify(program.dumpState());

const setUp = () => {
  const ground = landscape({ rows: 14 });
  const options = { metric, promptModel: ground.promptModel, concurrency: 1, numCandidates: 3, numTrials: 5 };
  return { ...ground, optimizer: new MIPROv2({ ...options, minibatch: true, minibatchSize: 4 }) };
};

const asked = (...models: readonly MockLM[]): number =>
  models.reduce((sum, { requests }) => sum + requests.length, 0);

describe('acceptance 7: the search over instructions and demonstrations', () => {
  it.each<[string, Partial<MIPROv2Options>]>([
    ['labels alone', { maxBootstrappedDemos: 0, maxLabeledDemos: 2 }],
    ['a single candidate', { numCandidates: 1, numTrials: 3 }],
    ['no demonstrations', { maxBootstrappedDemos: 0, maxLabeledDemos: 0 }],
    ['fewer examples than a minibatch', { minibatch: true, minibatchSize: 35 }],
  ])('runs with %s, and asks nothing twice', async (_, options) => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 12 });
    const program = await new MIPROv2({ metric, promptModel, ...options }).compile(answerer(taskModel), {
      trainset,
    });
    expect(program).toBeInstanceOf(Predict);
    expect([repeated(taskModel), repeated(promptModel)]).toEqual([0, 0]);
  });

  it('ends with the same program, and asks nothing again, wherever its process was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dspex-'));
    const directory = join(folder, 'whole');
    const whole = setUp();
    let seen = 0;
    // What is on disk at each fourth call is what a process killed there would leave behind.
    const onEvent = (): void => {
      const now = asked(whole.taskModel, whole.promptModel);
      if (now - seen < 4) return;
      seen = now;
      cpSync(directory, join(folder, String(now)), { recursive: true });
      rmSync(join(folder, String(now), 'lock.json'));
    };
    const options = { trainset: whole.trainset, directory, onEvent };
    const expected = await whole.optimizer.compile(answerer(whole.taskModel), options);
    const total = asked(whole.taskModel, whole.promptModel);
    expect(total).toBeGreaterThan(30);
    for (let cut = 4; cut <= seen; cut += 4) {
      const again = setUp();
      const program = await again.optimizer.compile(answerer(again.taskModel), {
        trainset: again.trainset,
        directory: join(folder, String(cut)),
      });
      expect(stateOf(program)).toBe(stateOf(expected));
      expect(cut + asked(again.taskModel, again.promptModel)).toBe(total);
    }
    rmSync(folder, { recursive: true });
  });
});
