import { ChatAdapter, JSONAdapter } from '../../../../src/adapters';
import { EmbeddedLM, LM, type LmRequest } from '../../../../src/lm';
import { parseSignature } from '../../../../src/signatures';

const route = parseSignature('ticket -> team: "billing" | "bug" | "account"');
const demos = [
  { ticket: 'I was charged two times for one month', team: 'billing' },
  { ticket: 'The window goes blank when I press save', team: 'bug' },
  { ticket: 'My password does not work any more', team: 'account' },
];
const chat = new ChatAdapter();
const lm = new EmbeddedLM();

const ask = async (
  signature: string,
  inputs: object,
  shown: readonly object[] = [],
): Promise<Record<string, unknown>> => {
  const { completions } = await chat.call(lm, parseSignature(signature), {
    inputs: { ...inputs },
    demos: shown,
  });
  return completions[0] as Record<string, unknown>;
};

describe('EmbeddedLM', () => {
  it.each([
    ['charged again this month', 'billing'],
    ['blank window after save', 'bug'],
    ['password forgotten', 'account'],
  ])('answers "%s" from the nearest demonstration', async (ticket, team) => {
    const { completions } = await chat.call(lm, route as never, { inputs: { ticket }, demos });
    expect(completions[0]).toEqual({ team });
  });

  it('answers in JSON where the adapter asks for it', async () => {
    const task = { inputs: { ticket: 'charged again' }, demos };
    const { completions } = await new JSONAdapter().call(lm, route as never, task);
    expect(completions[0]).toEqual({ team: 'billing' });
  });

  it('goes by words that the instructions associate with a label', async () => {
    const told = route.withInstructions(
      'billing: wrong charges\nbug: something crashes\naccount: log in, sign up',
    );
    const answer = async (signature: typeof route, ticket: string) =>
      (await chat.call(lm, signature as never, { inputs: { ticket } })).completions[0]?.['team'];
    expect(await answer(told, 'it crashes daily')).toBe('bug');
    expect(await answer(told, 'how to sign up')).toBe('account');
  });

  it('quotes the input for a question', async () => {
    const context = 'The letter was written by Ada. It arrived in 1843. There were 12 pages.';
    const answer = async (question: string) =>
      (await ask('question, context -> answer', { question, context }))['answer'];
    expect(await answer('Who wrote the letter?')).toBe('Ada');
    expect(await answer('When was it, the letter that arrived?')).toBe('1843');
    expect(await answer('How many pages were there?')).toBe('12');
  });

  it('fills every kind of field with a value of its type', async () => {
    const signature =
      'text -> count: integer, share: number, urgent: boolean, due: date, tags: ("red" | "blue")[], email, note: string | null, lines: string[]';
    const text = 'Send 3 red boxes by 2025-04-01 to ada@example.org.';
    const values = await ask(signature, { text });
    expect(values).toMatchObject({
      count: 3,
      due: new Date('2025-04-01'),
      email: 'ada@example.org',
      tags: ['red'],
    });
    expect(typeof values['urgent']).toBe('boolean');
    expect(values['lines']).toEqual([text]);
  });

  it('says in a reasoning field which evidence it used', async () => {
    const { reasoning } = await ask(
      'ticket -> reasoning, team: "billing" | "bug"',
      { ticket: 'charged again' },
      demos,
    );
    expect(reasoning).toContain('charged two times');
  });

  it('gives the same reply to the same request, and may vary with a rollout id', async () => {
    const messages = chat.format(route as never, { inputs: { ticket: 'xyz' }, demos }).messages;
    const reply = async (more: Partial<LmRequest> = {}) =>
      (await lm.generate({ messages, ...more })).outputs[0]?.text;
    expect(await reply()).toBe(
      await new EmbeddedLM().generate({ messages }).then(({ outputs }) => outputs[0]?.text),
    );
    const seen = new Set<string | undefined>();
    for (let rolloutId = 0; rolloutId < 30; rolloutId++) {
      expect(await reply({ rolloutId })).toBe(await reply({ rolloutId }));
      seen.add(await reply({ rolloutId }));
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('gives as many replies as n asks for, counts tokens, and is cut at maxTokens', async () => {
    const { outputs, usage } = await lm.generate({
      messages: [{ role: 'user', content: 'a long sentence about nothing at all' }],
      settings: { n: 2, maxTokens: 2 },
    });
    expect(outputs.map(({ finishReason }) => finishReason)).toEqual(['length', 'length']);
    expect(usage).toMatchObject({ requests: 1, inputTokens: 9 });
  });

  it('does not take a correction for a new request', async () => {
    const messages = [
      ...chat.format(route as never, { inputs: { ticket: 'charged again' }, demos }).messages,
      { role: 'assistant' as const, content: '[[ ## team ## ]]\nnobody' },
      { role: 'user' as const, content: 'The value of `team` must be one of the list. Reply again.' },
    ];
    expect((await lm.generate(messages)).outputs[0]?.text).toContain('billing');
  });

  it('stops when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(lm.generate('hello', { signal })).rejects.toThrow('enough');
  });

  it('says that it ignores tools and pictures', async () => {
    const { warnings } = await lm.generate({
      messages: [
        {
          role: 'user',
          content: [{ type: 'image', source: { kind: 'url', url: 'https://example.org/a.png' } }],
        },
      ],
      tools: [{ name: 'search', parameters: {} }],
    });
    expect(warnings).toHaveLength(2);
    expect(lm.capabilities.tools).toBe(false);
  });

  it('is what embedded/default means, and there is no other', async () => {
    expect((await new LM('embedded/default').generate('Hello there.')).outputs[0]?.text).toBe('Hello there.');
    await expect(async () => new LM('embedded/large').generate('x')).rejects.toThrow('no embedded model');
  });

  it('refuses options it cannot use', () => {
    expect(() => new EmbeddedLM({ seed: 0.5 })).toThrow('a whole number');
    expect(() => new EmbeddedLM({ sede: 1 } as object)).toThrow('seed');
  });
});

describe('an EmbeddedLM asked about a long text', () => {
  it.each([
    ['one long word', 'a'.repeat(400_000)],
    ['digits and spaces', '1 '.repeat(200_000)],
    ['capitals', 'Ab '.repeat(130_000)],
    ['markers', '[[ ## '.repeat(60_000)],
    ['quotes and braces', '{"a": ['.repeat(50_000)],
  ])('answers in linear time: %s', async (_, text) => {
    const started = performance.now();
    await ask('text -> email, phone, name, order_id, count: integer, due: date | null, lines: string[]', {
      text,
    });
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
