// withContext gives everything inside it another model; two programs in one process never mix.
import { EmbeddedLM, Predict, configure, withContext } from 'dspex';
import { MockLM } from 'dspex/testing';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const ask = new Predict('question, context -> answer');
  const inputs = { question: 'Who barks?', context: 'Dogs bark.' };
  const expert = new MockLM(['[[ ## answer ## ]]\nA dog, as a rule.\n\n[[ ## completed ## ]]']);
  const [small, large] = await Promise.all([
    ask.call(inputs),
    withContext({ lm: expert }, () => ask.call(inputs)),
  ]);
  console.log(small.answer, '|', large.answer);
  return [small.answer, large.answer];
}

if (require.main === module) void main();
