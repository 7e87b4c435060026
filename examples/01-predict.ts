// Ask for something with a signature written as text. No key needed: the embedded model answers.
import { EmbeddedLM, Predict, configure } from 'dspex';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const ask = new Predict('question, context -> answer');
  const { answer } = await ask.call({
    question: 'Who wrote the letter?',
    context: 'The letter was written by Ada. It arrived on Monday.',
  });
  console.log(answer);
  return answer;
}

if (require.main === module) void main();
