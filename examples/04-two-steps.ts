// A module is a class with a forward method; its predictors are its fields.
import { EmbeddedLM, Module, Predict, configure } from 'dspex';

configure({ lm: new EmbeddedLM() });

class AnswerFromNotes extends Module {
  readonly choose = new Predict('question, notes -> sentence');
  readonly answer = new Predict('question, sentence -> answer');

  async forward({ question, notes }: { question: string; notes: string }) {
    const { sentence } = await this.choose.call({ question, notes });
    return this.answer.call({ question, sentence });
  }
}

export async function main() {
  const program = new AnswerFromNotes();
  const { answer } = await program.call({
    question: 'When did the ship sail?',
    notes: 'The crew was small. The ship did sail in 1912. It was cold.',
  });
  console.log(
    answer,
    program.namedPredictors().map(([path]) => path),
  );
  return answer;
}

if (require.main === module) void main();
