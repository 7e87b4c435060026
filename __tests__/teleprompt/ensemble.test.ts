import { Predict } from '../../src/modules';
import { Ensemble, majorityOf } from '../../src/teleprompt';
import { scriptedLM } from '../support/scripted-lm';

const saying = (answer: string | Error) =>
  new Predict('question -> answer', { lm: scriptedLM(() => answer) });

describe('Ensemble', () => {
  it('takes the answer most of its programs give', async () => {
    const ensemble = new Ensemble({ reduceFn: majorityOf('answer') }).compile([
      saying('no'),
      saying('Yes'),
      saying('yes'),
    ]);
    expect((await ensemble.call({ question: 'q' })).toJSON()).toEqual({ answer: 'Yes' });
  });

  it('gives all answers where nothing reduces them', async () => {
    const ensemble = new Ensemble().compile([saying('a'), saying('b')]);
    expect((await ensemble.call({ question: 'q' })).toJSON()).toEqual({
      outputs: [{ answer: 'a' }, { answer: 'b' }],
    });
  });

  it('leaves out who fails, unless all do', async () => {
    const one = new Ensemble({ reduceFn: majorityOf('answer') }).compile([
      saying(new Error('down')),
      saying('a'),
    ]);
    expect((await one.call({ question: 'q' })).toJSON()).toEqual({ answer: 'a' });
    const none = new Ensemble().compile([saying(new Error('down'))]);
    await expect(none.call({ question: 'q' })).rejects.toThrow(/down/);
  });

  it('asks the same few programs for the same inputs', async () => {
    const programs = ['a', 'b', 'c', 'd'].map(saying);
    const ensemble = new Ensemble({ size: 2, seed: 1 }).compile(programs);
    const ask = async (question: string) => JSON.stringify((await ensemble.call({ question })).toJSON());
    expect(await ask('q')).toBe(await ask('q'));
    const drawn = await Promise.all(Array.from({ length: 12 }, (_, index) => ask(`q${index}`)));
    expect(new Set(drawn).size).toBeGreaterThan(1);
    const free = new Ensemble({ size: 1, deterministic: false }).compile(programs);
    const answers = await Promise.all(Array.from({ length: 12 }, () => free.call({ question: 'q' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.toJSON()))).size).toBeGreaterThan(1);
  });

  it('is a program like any other: its predictors are listed, and it is not the programs themselves', () => {
    const program = saying('a');
    const ensemble = new Ensemble().compile([program, saying('b')]);
    expect(ensemble.namedPredictors().map(([path]) => path)).toEqual(['programs[0]', 'programs[1]']);
    expect(ensemble.programs[0]).not.toBe(program);
  });

  it('refuses no programs', () => {
    expect(() => new Ensemble().compile([])).toThrow(/at least one/);
    expect(() => new Ensemble({ size: 0 })).toThrow(/size/);
  });
});
