import 'reflect-metadata';
import {
  Choice,
  InputField,
  JSONAdapter,
  Noul,
  OutputField,
  Predict,
  Score,
  Signature,
  ChatAdapter,
  XMLAdapter,
} from '../../src';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';

@Signature('Judge the ticket.')
class Judge {
  @InputField() readonly ticket!: string;
  @OutputField({ type: () => Noul.of({ true: 'a person waits' }) }) urgent!: Noul;
  @OutputField({ type: () => Score.of(['poor', 'fair', 'good']) }) mood!: Score;
  @OutputField({ type: () => Choice.of({ billing: 'about money', bug: 'broken' }) }) team!: Choice;
}

const EVIDENCE = {
  urgent: { probability: 0.6, confidence: 0.9 },
  mood: { probabilities: { poor: 0.2, fair: 0.5, good: 0.3 }, confidence: 0.5 },
  team: { probabilities: { billing: 0.4, bug: 0.6 }, confidence: 1 },
};

describe('decisions', () => {
  it('come out of evidence by the defaults: one half, half way, the most probable', async () => {
    const lm = new MockLM([JSON.stringify(EVIDENCE)]);
    const { urgent, mood, team } = await new Predict(Judge).call(
      { ticket: 't' },
      { lm, adapter: new JSONAdapter() },
    );
    expect([urgent.value, urgent.probability, urgent.threshold]).toEqual([true, 0.6, 0.5]);
    expect([mood.value, mood.level]).toEqual([1.1, 'fair']);
    expect([team.value, String(team), `${urgent}`]).toEqual(['bug', 'bug', 'true']);
  });

  it('follow the settings of the predictor, which are saved with it', async () => {
    const predict = new Predict(Judge);
    predict.decisions = {
      urgent: { threshold: 0.7 },
      mood: { cuts: [0.5, 1] },
      team: { weights: { billing: 2 } },
    };
    const lm = new MockLM([JSON.stringify(EVIDENCE)]);
    const { urgent, mood, team } = await predict.call({ ticket: 't' }, { lm, adapter: new JSONAdapter() });
    expect([urgent.value, mood.level, team.value]).toEqual([false, 'good', 'billing']);
    expect(predict.dumpState()).toMatchObject({ fields: { urgent: { threshold: 0.7 } } });
    expect(predict.signature.field('urgent')?.type).not.toMatchObject({
      type: { settings: { threshold: 0.7 } },
    });
  });

  it('refuse settings of no decision, of another kind, and out of range', () => {
    const predict = new Predict(Judge);
    const set = (decisions: object) => () => {
      predict.decisions = decisions as never;
    };
    expect(set({ ticket: {} })).toThrow('decision outputs: urgent, mood, team');
    expect(set({ urgent: { cuts: [1] } })).toThrow('cuts');
    expect(set({ urgent: { threshold: 2 } })).toThrow('0 to 1');
    expect(set({ mood: { cuts: [1, 0] } })).toThrow('rising');
    expect(set({ team: { weights: { nobody: 1 } } })).toThrow('nobody');
    expect(set({ team: { weights: { bug: -1 } } })).toThrow('above 0');
    expect(predict.decisions).toBeUndefined();
  });

  it('scale probabilities, take labels for certain, and refuse what is no evidence', () => {
    const type = Choice.of(['a', 'b']);
    expect(
      type.fromJson({ probabilities: { a: 0.5, b: 0.9 }, confidence: 1 }).probabilities['b'],
    ).toBeCloseTo(0.643, 3);
    expect(type.fromJson('b').value).toBe('b');
    expect(Noul.of().fromJson(true).probability).toBe(1);
    for (const bad of [
      { probabilities: { a: 0, b: 0 } },
      { probabilities: { a: 1 } },
      { probabilities: { a: 2, b: 0 } },
      'c',
      null,
    ])
      expect(() => type.fromJson(bad)).toThrow();
    expect(() => Choice.of(['a'])).toThrow('at least two');
  });

  it('of equals take the more probable option, then the first', () => {
    const type = Choice.of(['a', 'b', 'c'], { weights: { a: 2 } });
    expect(type.fromJson({ probabilities: { a: 0.25, b: 0.5, c: 0.25 } }).value).toBe('b');
    expect(Choice.of(['a', 'b']).fromJson({ probabilities: { a: 0.5, b: 0.5 } }).value).toBe('a');
  });

  it.each([new ChatAdapter(), new JSONAdapter(), new XMLAdapter()])(
    'are told to the model in words, and labels in demonstrations are shown as evidence (%#)',
    (adapter) => {
      const predict = new Predict(Judge);
      const demos = [{ ticket: 'd', urgent: true, mood: 'good', team: 'bug' }];
      const { messages } = predict.render({ ticket: 't' }, { adapter, demos });
      const [system, , reply] = messages.map(textOf);
      expect(system).toContain('true: a person waits');
      expect(system).toContain('billing: about money');
      expect(reply?.replaceAll(/\s/g, '')).toContain('{"billing":0,"bug":1}');
      const values = adapter.parse(predict.signature, reply ?? '');
      expect(values['urgent']).toMatchObject({ value: true, probability: 1 });
    },
  );
});
