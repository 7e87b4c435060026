import { Evaluate, exactMatch } from '../../src/evaluate';
import { dspexMatchers } from '../../src/jest';
import { toScoreAtLeast } from '../../src/jest/to-score-at-least';
import { Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { MockLM } from '../../src/testing';

expect.extend(dspexMatchers);

const devset = ['yes', 'yes', 'yes', 'no'].map((answer, n) =>
  Example.from({ question: `q${n}`, answer }).withInputs('question'),
);
const metric = exactMatch('answer');
const program = new Predict('question -> answer');
const lm = () => new MockLM(() => '[[ ## answer ## ]]\nyes\n\n[[ ## completed ## ]]');

describe('toScoreAtLeast', () => {
  it('judges the result of an evaluation at once', async () => {
    const result = await new Evaluate({ devset, metric }).call(program, { lm: lm() });
    expect(result).toScoreAtLeast(0.75);
    expect(result).not.toScoreAtLeast(0.76);
    expect(result).not.toScoreAtLeast(0.75, { by: 'low' });
    expect(() => expect(result).toScoreAtLeast(0.9)).toThrow(
      /not high enough.*0\.750 .*n 4\).*at least 0\.9.*row 3: scored 0/s,
    );
  });

  it('evaluates a program', async () => {
    await expect(program).toScoreAtLeast(0.7, { devset, metric, concurrency: 2, lm: lm() });
    await expect(expect(program).toScoreAtLeast(0.8, { devset, metric, lm: lm() })).rejects.toThrow('0.750');
  });

  it('does not pass over rows that failed, unless they are allowed', async () => {
    let calls = 0;
    const flaky = () =>
      new MockLM(() => {
        if (calls++ % 4 === 3) throw new Error('out of order');
        return '[[ ## answer ## ]]\nyes\n\n[[ ## completed ## ]]';
      });
    const options = { devset, metric, concurrency: 1 };
    await expect(expect(program).toScoreAtLeast(0.5, { ...options, lm: flaky() })).rejects.toThrow(
      /Too many rows have no score: 1 of 4.*row 3: /s,
    );
    await expect(program).toScoreAtLeast(0.5, { ...options, maxUnscored: 0.3, lm: flaky() });
  });

  it('refuses what cannot be judged', async () => {
    const result = await new Evaluate({ devset, metric }).call(program, { lm: lm() });
    expect(() => toScoreAtLeast(result, Number.NaN)).toThrow('a finite score');
    await expect(toScoreAtLeast(program, 0.5)).rejects.toThrow('no devset');
    await expect(toScoreAtLeast('x', 0.5, { devset, metric })).rejects.toThrow('a program together with');
    await expect(toScoreAtLeast(program, 0.5, { devset, metric, devsets: 1 } as never)).rejects.toThrow(
      'devset',
    );
  });
});
