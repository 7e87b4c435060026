import { normalizeMetric } from '../../../src/evaluate';
import { Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';
import type { BootstrapSettings } from '../../../src/teleprompt/bootstrap/bootstrap-settings';
import { createDemoSets } from '../../../src/teleprompt/demos/demo-sets';
import { seededRandom } from '../../../src/util';
import { scriptedLM } from '../../support/scripted-lm';

const trainset = Array.from({ length: 12 }, (_, index) =>
  Example.from({ question: `q${index}`, answer: `a${index}` }).withInputs('question'),
);
const metric = normalizeMetric<{ answer: string }, { answer: string }>(
  (example, prediction) => example.answer === prediction.answer,
);

const knowing = () => scriptedLM((_, { input }) => input('question').replace('q', 'a'));

function make(lm: ReturnType<typeof knowing>, more: Partial<BootstrapSettings> = {}, count = 6) {
  const settings: BootstrapSettings = {
    metric,
    metricThreshold: undefined,
    teacherLm: undefined,
    maxBootstrappedDemos: 3,
    maxLabeledDemos: 4,
    maxRounds: 1,
    maxErrors: 10,
    seed: 0,
    concurrency: 4,
    signal: undefined,
    onEvent: undefined,
    remember: (_name, body) => body(),
    ...more,
  };
  const student = new Predict('question -> answer', { lm });
  return createDemoSets({ student, teacher: undefined, trainset, settings, count, random: seededRandom(1) });
}

describe('demonstration sets', () => {
  it('are none, labelled ones, the first good ones, and shuffled ones', async () => {
    const sets = (await make(knowing())).map(({ self }) => self!);
    expect(sets).toHaveLength(6);
    expect(sets[0]).toEqual([]);
    expect(sets[1]!.map(({ augmented }) => augmented)).toEqual([undefined, undefined, undefined, undefined]);
    expect(sets[2]!.slice(0, 3).map(({ question }) => question)).toEqual(['q0', 'q1', 'q2']);
    expect(sets.slice(2).every((set) => set.length === 4 && set[0]!.augmented === true)).toBe(true);
  });

  it('run the teacher on an example once, however many sets show it', async () => {
    const lm = knowing();
    const sets = await make(lm, {}, 30);
    expect(sets.length).toBeGreaterThan(20);
    expect(lm.requests.length).toBeLessThanOrEqual(trainset.length);
  });

  it('work with labels alone', async () => {
    const lm = knowing();
    const sets = await make(lm, { maxBootstrappedDemos: 0 });
    expect(lm.requests).toHaveLength(0);
    expect(sets.slice(1).every(({ self }) => self!.length === 4)).toBe(true);
  });

  it('are the same at any concurrency', async () => {
    const [one, many] = [
      await make(knowing(), { concurrency: 1 }),
      await make(knowing(), { concurrency: 64 }),
    ];
    expect(JSON.stringify(many)).toBe(JSON.stringify(one));
  });

  it('say so when the provider is dead', async () => {
    const dead = scriptedLM(() => new Error('boom'));
    await expect(make(dead)).rejects.toMatchObject({ code: 'COMPILE_TOO_MANY_ERRORS' });
    expect(dead.requests.length).toBeLessThanOrEqual(12);
  });
});
