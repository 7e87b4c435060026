// ReAct: a model that calls tools until it can answer. A scripted model stands in for a real one.
import { ReAct, Tool } from 'dspex';
import { MockLM } from 'dspex/testing';

const shelves: Record<string, string[]> = { herbert: ['Dune', 'Dune Messiah'], adams: ['Watership Down'] };

const books = new Tool(({ author }: { author: string }) => shelves[author.toLowerCase()] ?? [], {
  name: 'books',
  description: 'The books of an author that the library has.',
  parameters: { author: 'string' },
});

export async function main() {
  const lm = new MockLM([
    {
      text: 'I compare both shelves.',
      toolCalls: ['Herbert', 'Adams'].map((author) => ({ name: 'books', arguments: { author } })),
    },
    { toolCalls: [{ name: 'submit', arguments: { author: 'Herbert', count: 2 } }] },
  ]);
  const librarian = new ReAct('question -> author, count: int', [books]);
  const { author, count, stopped, trajectory } = await librarian.call(
    { question: 'Of Herbert and Adams, who has more books here, and how many?' },
    { lm },
  );
  for (const { calls } of trajectory.steps) {
    for (const { name, arguments: args, result } of calls) console.log(name, args, result?.content);
  }
  console.log({ author, count, stopped });
  return { author, count, stopped };
}

if (require.main === module) void main();
