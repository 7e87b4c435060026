import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { exact, landscape, TwiceAsked } from '../../__tests__/support/landscape';
import { everyOptimizer } from '../../__tests__/support/optimizers';
import type { LanguageModel } from '../../src/lm';

/**
 * A compilation to be killed: `killed-compile.ts DIRECTORY OPTIMIZER` prints a line for each call of a model, and at the end `done` and
 * the state of the compiled program. Synchronously, so that a line is out before the process can die.
 */
const [directory = '', name = ''] = process.argv.slice(2);

/** The model, as slow as to be killed between its calls, telling each. */
function told(inner: LanguageModel): LanguageModel {
  const { provider, model, endpoint, capabilities } = inner;
  return {
    provider,
    model,
    endpoint,
    capabilities,
    doGenerate: async (request, call) => {
      await sleep(2);
      const response = await inner.doGenerate(request, call);
      writeSync(1, `${JSON.stringify([request.messages, request.rolloutId, request.settings])}\n`);
      return response;
    },
  };
}

async function main(): Promise<void> {
  const { taskModel, promptModel, trainset } = landscape({ rows: 16 });
  const optimizers = everyOptimizer({ metric: exact, promptModel: told(promptModel), concurrency: 4 });
  const optimizer = optimizers[name];
  if (optimizer === undefined) throw new Error(`There is no optimizer ${name}.`);
  const student = new TwiceAsked(told(taskModel));
  const { program } = await optimizer.start(student, { trainset, directory }).result;
  writeSync(1, `done ${JSON.stringify(program.dumpState())}\n`);
}

void main();
