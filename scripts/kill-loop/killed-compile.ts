import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BootstrapFewShotWithRandomSearch, Example, Module, Predict, configure } from 'dspex';
import { MockLM } from 'dspex/testing';
import { textOf } from '../../src/messages';

/**
 * A compilation to be killed: `killed-compile.ts DIRECTORY` prints a line for each call of the model, and at the end `done` and the state
 * of the compiled program. Synchronously, so that a line is out before the process can die.
 */
const [directory = ''] = process.argv.slice(2);

class Solver extends Module {
  readonly solve = new Predict('question -> answer');

  async forward(inputs: { question: string }) {
    return this.solve.call(inputs);
  }
}

const examples = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) =>
    Example.from({ question: `q${from + place}`, answer: `a${from + place}` }).withInputs('question'),
  );

const lm = new MockLM(async ({ messages }) => {
  const question = Number(/q(\d+)/.exec(textOf(messages.at(-1)!))?.[1]);
  const shown = messages.filter(({ role }) => role === 'assistant').length;
  await sleep(5);
  writeSync(1, `${JSON.stringify(messages)}\n`);
  const right = question < 20 || question - 20 < 2 * shown;
  return `[[ ## answer ## ]]\n${right ? `a${question}` : 'wrong'}\n\n[[ ## completed ## ]]`;
});

async function main(): Promise<void> {
  configure({ lm });
  const optimizer = new BootstrapFewShotWithRandomSearch({
    metric: (example: { answer: string }, prediction: { answer: string }) =>
      example.answer === prediction.answer,
    numCandidatePrograms: 8,
    maxLabeledDemos: 4,
    maxBootstrappedDemos: 3,
    concurrency: 4,
    seed: 3,
  });
  const options = { trainset: examples(0, 12), valset: examples(20, 32), directory };
  const { program } = await optimizer.start(new Solver(), options).result;
  writeSync(1, `done ${JSON.stringify(program.dumpState())}\n`);
}

void main();
