// Several hops: what was found decides what is looked for next. A scripted model stands in for a real one.
import { BM25Retriever, ChainOfThought, Module, Predict, Retrieve } from 'dspex';
import { MockLM } from 'dspex/testing';

const corpus = [
  'The Lighthouse Keeper is a novel by Ingrid Solberg.',
  'Ingrid Solberg was born in the harbour town of Halden.',
  'Halden lies at the river Tista.',
  'The Clockmaker is a novel by Paul Aubert, who was born in Ceillac.',
];

class MultiHop extends Module {
  readonly retrieve = new Retrieve({ retriever: new BM25Retriever({ corpus }), k: 1 });
  readonly next = new Predict('notes: list[str], question -> query');
  readonly answer = new ChainOfThought('notes: list[str], question -> answer');

  async forward({ question, hops = 3 }: { question: string; hops?: number }) {
    const notes: string[] = [];
    for (let hop = 0; hop < hops; hop++) {
      const { query } = await this.next.call({ notes, question });
      const { passages } = await this.retrieve.call({ query, k: hops });
      notes.push(...passages.filter((passage) => !notes.includes(passage)).slice(0, 1));
    }
    const { answer } = await this.answer.call({ notes, question });
    return { answer, notes };
  }
}

export async function main() {
  const queries = ['who wrote The Lighthouse Keeper', 'where Ingrid Solberg was born', 'the river of Halden'];
  const hops = queries.map((query) => `[[ ## query ## ]]\n${query}`);
  const end = '[[ ## reasoning ## ]]\nSolberg, Halden.\n\n[[ ## answer ## ]]\nThe Tista';
  const question = 'At which river lies the birthplace of the author of The Lighthouse Keeper?';
  const { answer, notes } = await new MultiHop().call({ question }, { lm: new MockLM([...hops, end]) });
  console.log(answer, notes);
  return { answer, notes: notes.length };
}

if (require.main === module) void main();
