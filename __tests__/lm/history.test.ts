import { inspectHistory, LM, MockLM, type HistoryEntry } from '../../src/lm';
import { History, sharedHistory } from '../../src/lm/history';
import { formatHistory } from '../../src/lm/inspect-history';
import { aResponse } from '../support/scripted-model';

const entry = (startedAt: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  provider: 'test',
  model: 'bare',
  request: { messages: [{ role: 'user', content: 'Hi' }] },
  response: aResponse(`reply ${startedAt}`),
  startedAt,
  duration: 12.4,
  ...more,
});
const startsOf = (history: History): number[] => history.entries().map(({ startedAt }) => startedAt);

describe('a history', () => {
  it('keeps the last so many, oldest first, however many there were', () => {
    const history = new History(3);
    expect(startsOf(history)).toEqual([]);
    for (let start = 1; start <= 100; start++) {
      history.add(entry(start));
      expect(startsOf(history)).toEqual([start - 2, start - 1, start].filter((number) => number > 0));
    }
  });

  it('keeps nothing when it has no room, or was cleared', () => {
    const none = new History(0);
    none.add(entry(1));
    const cleared = new History(2);
    for (const start of [1, 2, 3]) cleared.add(entry(start));
    cleared.clear();
    expect([startsOf(none), startsOf(cleared)]).toEqual([[], []]);
    for (const start of [4, 5, 6]) cleared.add(entry(start));
    expect(startsOf(cleared)).toEqual([5, 6]);
  });

  it('gives a list that later calls do not change', () => {
    const history = new History(2);
    history.add(entry(1));
    const before = history.entries();
    history.add(entry(2));
    expect(before).toHaveLength(1);
  });

  it('is that of the LM, bounded by historySize, and that of the process', async () => {
    sharedHistory().clear();
    const lm = new MockLM(['one', 'two', 'three'], { historySize: 2 });
    for (const question of ['a', 'b', 'c']) await lm.generate(question);
    const texts = (entries: readonly HistoryEntry[]) =>
      entries.map(({ response }) => response?.outputs[0]?.text);
    expect(texts(lm.history)).toEqual(['two', 'three']);
    expect(texts(sharedHistory().entries())).toEqual(['one', 'two', 'three']);
    expect(lm.inspectHistory()).toContain('three');
    expect(inspectHistory(2)).toMatch(/two[^]*three/);
    expect(new LM(lm).history).toEqual([]);
  });
});

describe('a history as text', () => {
  it('shows what was asked, what came back, and what it took', () => {
    const text = formatHistory([
      entry(0, { response: aResponse('Hello', { inputTokens: 3, outputTokens: 1 }) }),
    ]);
    expect(text).toBe(
      '[1970-01-01T00:00:00.000Z] test/bare, 12 ms\n\n\nUser:\n\nHi\n\n\nResponse:\n\nHello\n\n\n3 + 1 tokens\n',
    );
  });

  it('shows failures, cut replies, tools, and pictures by their size', () => {
    const request: HistoryEntry['request'] = {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: { kind: 'base64', data: 'A'.repeat(9000) }, mediaType: 'image/png' },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool-call', id: 'c1', name: 'search', arguments: { query: 'Dune' } }],
        },
        { role: 'tool', content: [{ type: 'tool-result', id: 'c1', name: 'search', content: 'a book' }] },
      ],
    };
    const cut = aResponse('Hel');
    const outputs = [{ ...cut.outputs[0]!, finishReason: 'length' as const }];
    const text = formatHistory([
      entry(0, { request, response: { ...cut, outputs, warnings: ['top_p was not sent.'], cached: true } }),
      entry(1, { response: undefined, error: { code: 'LM_SERVER', message: 'Broken.' } }),
    ]);
    expect(text).toContain('<image image/png: 9000 characters of base64>');
    expect(text).toContain('<tool call c1: search({"query":"Dune"})>');
    expect(text).toContain('<tool result c1: a book>');
    expect(text).toContain('Response (length):\n\nHel');
    expect(text).toContain('Warning: top_p was not sent.');
    expect(text).toContain('from the cache');
    expect(text).toContain('Failed [LM_SERVER]:\n\nBroken.');
    expect(text.length).toBeLessThan(1000);
  });

  it('says so when there was no call', () => {
    expect(formatHistory([])).toBe('No model call yet.\n');
  });
});
