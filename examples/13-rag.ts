// Retrieval: a program that answers out of a folder of text files, measured, compiled and saved.
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BM25Retriever, BootstrapFewShot, EmbeddedLM, Evaluate, Module, Predict, Retrieve } from 'dspex';
import { configure, splitText } from 'dspex';
import { mentionsFact, questions } from './handbook/questions';

configure({ lm: new EmbeddedLM() });

const folder = join(__dirname, 'handbook');
const corpus = readdirSync(folder, { encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) => splitText(readFileSync(join(folder, file), 'utf8'), { maxLength: 150 }));

class Rag extends Module {
  readonly retrieve = new Retrieve({ retriever: new BM25Retriever({ corpus }), k: 2 });
  readonly answer = new Predict('context, question -> answer');

  async forward({ question }: { question: string }) {
    const { passages } = await this.retrieve.call({ query: question });
    return this.answer.call({ context: passages.join('\n\n'), question });
  }
}

export async function main() {
  const optimizer = new BootstrapFewShot({ metric: mentionsFact });
  const compiled = await optimizer.compile(new Rag(), { trainset: questions.slice(0, 2) });
  const file = join(tmpdir(), `dspex-rag-${process.pid}.json`);
  await compiled.save(file);
  const rag = await Rag.load(file);
  const { score } = await new Evaluate({ devset: questions.slice(2), metric: mentionsFact }).call(rag);
  const { answer } = await rag.call({ question: 'When do guided tours begin?' });
  console.log(answer, score);
  return { answer, score };
}

if (require.main === module) void main();
