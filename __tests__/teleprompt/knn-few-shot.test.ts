import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';
import { Predict } from '../../src/modules';
import { KNNFewShot } from '../../src/teleprompt';
import { TRAINSET, TwoSteps } from '../contracts/teleprompter.contract';

const reply = '[[ ## mood ## ]]\nsad\n\n[[ ## completed ## ]]';

describe('KNNFewShot', () => {
  it('shows each call the examples nearest to its inputs, the nearest last', async () => {
    const lm = new MockLM(() => reply);
    const program = await new KNNFewShot({ k: 2 }).compile(
      new Predict('text -> mood: "happy" | "sad"', { lm }),
      { trainset: TRAINSET },
    );
    await program.call({ text: 'cold food and rude waiters again' });
    const shown = lm.requests[0]!.messages.filter(({ role }) => role === 'user').map(textOf);
    expect(shown).toHaveLength(3);
    expect(shown[1]).toContain('cold food and rude waiters');
    expect(lm.requests).toHaveLength(1);
  });

  it('asks no model while compiling without a metric', async () => {
    const lm = new MockLM([]);
    await new KNNFewShot().compile(new Predict('text -> mood', { lm }), { trainset: TRAINSET });
    expect(lm.requests).toHaveLength(0);
  });

  it('gives demonstrations to every predictor of a program', async () => {
    const answer = (text: string) =>
      text.includes('summary ## ]]`')
        ? '[[ ## summary ## ]]\nbad\n'
        : `[[ ## reasoning ## ]]\nbecause\n\n${reply}`;
    const lm = new MockLM(({ messages }) => answer(textOf(messages.at(-1)!)));
    const program = await new KNNFewShot({ k: 1, metric: () => true }).compile(new TwoSteps().setLM(lm), {
      trainset: TRAINSET,
    });
    const before = lm.requests.length;
    await program.call({ text: 'rude staff' });
    expect(lm.requests.slice(before).map(({ messages }) => messages.length)).toEqual([4, 4]);
  });
});
