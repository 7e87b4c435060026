import { ReAct, Tool, type LmRequest } from '../../src';
import { MockLM } from '../../src/testing';

describe('200 agents on one instance, a fifth of whose tool calls fail', () => {
  it('all finish, and none sees what another does', async () => {
    let calls = 0;
    const read = new Tool(
      async ({ key }: { key: string }) => {
        const count = ++calls;
        await new Promise(setImmediate);
        if (count % 5 === 0) throw new Error(`The store lost ${key}.`);
        return `value of ${key}`;
      },
      { name: 'read', parameters: { key: 'string' } },
    );
    const lm = new MockLM(({ messages }: LmRequest) => {
      const [, own = ''] = /agent (\d+)\b/.exec(JSON.stringify(messages)) ?? [];
      const turns = messages.filter(({ role }) => role === 'assistant').length;
      if (turns < 3)
        return {
          toolCalls: [0, 1].map((n) => ({ name: 'read', arguments: { key: `${own}/${turns}/${n}` } })),
        };
      return { toolCalls: [{ name: 'submit', arguments: { answer: own } }] };
    });
    const agent = new ReAct('question -> answer', [read as Tool]);
    agent.setLM(lm);
    const questions = Array.from({ length: 200 }, (_, index) => ({ question: `agent ${index}` }));
    const results = await agent.batch(questions, { concurrency: 200 });
    expect(results.map(({ answer, stopped }) => [answer, stopped])).toEqual(
      questions.map((_, index) => [String(index), 'submit']),
    );
    let failed = 0;
    results.forEach(({ trajectory }, index) => {
      const made = trajectory.steps.flatMap(({ calls: each }) => each).filter(({ name }) => name === 'read');
      expect(made.map(({ arguments: args }) => args['key'])).toEqual(
        [0, 1, 2].flatMap((turn) => [`${index}/${turn}/0`, `${index}/${turn}/1`]),
      );
      for (const { arguments: args, result } of made)
        expect(result!.content).toContain(args['key'] as string);
      failed += made.filter(({ result }) => result!.isError).length;
    });
    expect(failed).toBe(240);
  });
});
