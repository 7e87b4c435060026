// MockLM answers from a script and records what it was asked: what tests of a program use.
import { Predict } from 'dspex';
import { MockLM } from 'dspex/testing';

export async function main() {
  const lm = new MockLM(['[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]']);
  const ask = new Predict('question -> answer');
  const { answer } = await ask.call({ question: 'What is the capital of France?' }, { lm });
  console.log(answer, lm.requests.length);
  return { answer, asked: lm.requests.length };
}

if (require.main === module) void main();
