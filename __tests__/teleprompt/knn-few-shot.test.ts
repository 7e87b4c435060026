import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';
import { Predict } from '../../src/modules';
import { withTrace } from '../../src/primitives';
import { KNNFewShot } from '../../src/teleprompt';
import { TRAINSET, TwoSteps } from '../contracts/teleprompter.contract';

const reply = '[[ ## mood ## ]]\nsad\n\n[[ ## completed ## ]]';

describe('KNNFewShot', () => {
  it('keeps the examples when the program is saved, copied and loaded, and forgets them when it is reset', async () => {
    const lm = new MockLM(() => reply);
    const signature = 'text -> mood: "happy" | "sad"';
    const program = await new KNNFewShot({ k: 2 }).compile(new Predict(signature), { trainset: TRAINSET });
    const loaded = new Predict(signature).loadState(
      JSON.parse(JSON.stringify(program.dumpState())) as object,
    );
    const shown = async (each: typeof program) => {
      await each.call({ text: 'cold food and rude waiters again' }, { lm });
      return lm.requests.at(-1)?.messages;
    };
    const expected = await shown(program);
    expect(expected).toHaveLength(6);
    expect(await shown(loaded)).toEqual(expected);
    expect(await shown(program.deepCopy())).toEqual(expected);
    expect(loaded.dumpState()).toEqual(program.dumpState());
    expect(await shown(program.resetCopy())).toHaveLength(2);
    const plain = loaded.loadState(new Predict(signature).dumpState());
    expect(await shown(plain)).toHaveLength(2);
  });

  it('leaves a trace of the program’s own predictors, so that others can learn from its calls', async () => {
    const lm = new MockLM(({ messages }) =>
      textOf(messages.at(-1)!).includes('## summary ## ]]`') ||
      !textOf(messages.at(-1)!).includes('reasoning')
        ? '[[ ## summary ## ]]\nshort\n\n[[ ## completed ## ]]'
        : '[[ ## reasoning ## ]]\nwell\n\n[[ ## mood ## ]]\nsad\n\n[[ ## completed ## ]]',
    );
    const program = await new KNNFewShot({ k: 2 }).compile(new TwoSteps(), { trainset: TRAINSET });
    const { trace } = await withTrace(() => program.call({ text: 'cold food' }, { lm }));
    expect(trace.map(({ predictor }) => predictor)).toEqual([program.summarize, program.judge.predict]);
  });

  it('says what is wrong with examples in a file, and changes nothing then', async () => {
    const program = new Predict('text -> mood');
    const state = program.dumpState() as { metadata: { dspex: Record<string, unknown> } };
    const broken = {
      ...state,
      metadata: {
        ...state.metadata,
        dspex: {
          ...state.metadata.dspex,
          nearest: { k: 'x', examples: [{ text: 1, demos: { other: {} } }] },
        },
      },
    };
    expect(() => program.loadState(broken)).toThrow(/nearest\.k[\s\S]*examples\[0\]\.text[\s\S]*other/);
    expect(program.dumpState()).toEqual(state);
  });

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
