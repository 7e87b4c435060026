import { ChatAdapter, JSONAdapter, Predict, XMLAdapter } from '../../src';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';

describe.each(
  [new ChatAdapter(), new JSONAdapter(), new XMLAdapter()].map((adapter) => [adapter.name, adapter] as const),
)('outputs that a model gives beside its text, in %s', (_, adapter) => {
  const predict = new Predict('doc: Document, q -> why: Reasoning, answer, sources: Citations');
  const inputs = { doc: 'Dunes move.', q: 'q' } as never;
  const rest = new Predict('doc, q -> answer').signature;
  const citations = [{ citedText: 'Dunes move.', unit: 'character', start: 0, end: 11 }] as const;

  it('are not asked for in words where the model can', async () => {
    const lm = new MockLM(
      [{ text: adapter.formatReply(rest, { answer: 'yes' }), reasoning: 'thought', citations }],
      {
        capabilities: { reasoning: true, citations: true },
      },
    );
    const prediction = await predict.call(inputs, { lm, adapter });
    expect(prediction.keys()).toEqual(['why', 'answer', 'sources']);
    expect(String(prediction.why)).toBe('thought');
    expect(prediction.sources.items).toEqual(citations);
    expect(prediction.route).toMatch(/\+native-reasoning\+native-citations$/);
    expect(lm.requests[0]?.messages.map(textOf).join('\n')).not.toMatch(/\bwhy\b|\bsources\b/);
  });

  it('are asked for in words where it cannot, or is told not to reason', async () => {
    const whole = (): string => adapter.formatReply(predict.signature, predictValues());
    const lm = new MockLM([whole()]);
    const prediction = await predict.call(inputs, { lm, adapter });
    expect([String(prediction.why), prediction.sources.length]).toEqual(['because', 1]);
    const off = new MockLM([whole()], { capabilities: { reasoning: true } });
    const config = { reasoningEffort: 'none' } as const;
    expect((await predict.call(inputs, { lm: off, adapter, config })).route).not.toContain('native');
  });

  function predictValues(): Record<string, unknown> {
    const [why, sources] = predict.signature.outputFields
      .filter(({ type }) => type.kind === 'custom')
      .map(({ type, name }) =>
        type.kind === 'custom' ? type.type.fromJson(name === 'why' ? 'because' : citations) : undefined,
      );
    return { why, answer: 'yes', sources };
  }
});
