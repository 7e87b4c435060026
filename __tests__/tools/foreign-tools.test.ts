import { z } from 'zod';
import { toolFromLangChain, toolsFromAiSdk } from '../../src';
import { describeTool } from '../contracts/tool.contract';

const text = z.strictObject({ text: z.string() });

describeTool({
  name: 'a tool of the AI SDK',
  create: () =>
    toolsFromAiSdk({
      echo: {
        description: 'Echoes.',
        inputSchema: text,
        execute: ({ text: said }: { text: string }) => ({ said }),
      },
    })[0]!,
  argument: 'text',
  args: { text: 'hi' },
  answer: /hi/,
});

describeTool({
  name: 'a tool of LangChain',
  create: () =>
    toolFromLangChain({
      name: 'echo',
      description: 'Echoes.',
      schema: text,
      invoke: async ({ text: said }: { text: string }) => ({ content: said, tool_call_id: 'x' }),
    }),
  argument: 'text',
  args: { text: 'hi' },
  answer: /hi/,
});

describe('tools of the AI SDK', () => {
  it('may give their schema as JSON Schema, and give the last of several results', async () => {
    const schema = {
      jsonSchema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    };
    const [count] = toolsFromAiSdk({
      count: {
        inputSchema: schema,
        execute: async function* ({ n }: { n: number }) {
          for (let i = 1; i <= n; i++) yield i;
        },
      },
    });
    expect((await count!.run({ n: '3' })).content).toBe('3');
  });

  it('are told the id and the signal of a call', async () => {
    let seen: unknown;
    const [tool] = toolsFromAiSdk({
      t: { inputSchema: z.object({}), execute: (_args: object, options: object) => void (seen = options) },
    });
    await tool!.run({}, { id: 'c9' });
    expect(seen).toMatchObject({ toolCallId: 'c9', abortSignal: expect.any(AbortSignal) });
  });

  it('need an execute', () => {
    expect(() => toolsFromAiSdk({ t: {} })).toThrow(/no execute/);
  });
});
