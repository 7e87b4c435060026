import { MemoryStore } from '../../src/cache';
import { textOf } from '../../src/messages';
import { Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { BootstrapFewShot, BootstrapFewShotWithRandomSearch, type CompileEvent } from '../../src/teleprompt';
import { MockLM } from '../../src/testing';
import { itShows } from '../support/report-cases';

const reply = (answer: string) => `[[ ## answer ## ]]\n${answer}\n\n[[ ## completed ## ]]`;
const metric = (example: { answer: string }, prediction: { answer: string }) =>
  example.answer === prediction.answer;
const examplesOf = (questions: readonly string[]) =>
  questions.map((question) =>
    Example.from({ question, answer: question.toUpperCase() }).withInputs('question'),
  );
const questionOf = (messages: readonly { role: string; content: unknown }[]): string =>
  /question ## \]\]\n(\w+)/.exec(textOf(messages.at(-1) as never))?.[1] ?? '?';

describe('rounds of bootstrapping', () => {
  itShows('b110', 'ask for fresh samples that the cache does not repeat', async () => {
    const calls = new Map<string, number>();
    const lm = new MockLM(
      ({ messages }) => {
        const question = questionOf(messages);
        calls.set(question, (calls.get(question) ?? 0) + 1);
        return reply(calls.get(question) === 1 ? 'wrong' : question.toUpperCase());
      },
      { cache: new MemoryStore() },
    );
    const events: CompileEvent[] = [];
    const options = { metric, maxRounds: 3, maxBootstrappedDemos: 1, maxLabeledDemos: 0 };
    const program = await new BootstrapFewShot(options).compile(new Predict('question -> answer', { lm }), {
      trainset: examplesOf(['a', 'b']),
      onEvent: (event) => events.push(event),
    });
    expect(program.demos).toMatchObject([{ question: 'a', answer: 'A' }]);
    expect(events).toContainEqual({ type: 'example-bootstrapped', index: 0, round: 1 });
    expect(calls.get('a')).toBe(2);
  });

  itShows(
    'b110',
    'end with no demonstration when all of them fail, each having asked the model',
    async () => {
      const lm = new MockLM(() => reply('wrong'), { cache: new MemoryStore() });
      const options = { metric, maxRounds: 3, maxBootstrappedDemos: 1, maxLabeledDemos: 0, concurrency: 1 };
      const program = await new BootstrapFewShot(options).compile(new Predict('question -> answer', { lm }), {
        trainset: examplesOf(['a']),
      });
      expect(program.demos).toEqual([]);
      expect(lm.requests).toHaveLength(3);
    },
  );
});

describe('an example that always fails', () => {
  class Fragile extends Module {
    readonly step = new Predict('question -> answer');

    async forward({ question }: { question: string }) {
      if (question.startsWith('boom')) throw new Error('the program broke at boom');
      return this.step.call({ question });
    }
  }

  itShows('b102', 'is told and does not end the search', async () => {
    const lm = new MockLM(({ messages }) => reply(questionOf(messages).toUpperCase()));
    const events: CompileEvent[] = [];
    const search = new BootstrapFewShotWithRandomSearch({ metric, numCandidatePrograms: 2, seed: 1 });
    const job = search.start(new Fragile().setLM(lm), {
      trainset: examplesOf(['a', 'b', 'c', 'boom']),
      valset: examplesOf(['d', 'boomtoo', 'e', 'f']),
      onEvent: (event) => events.push(event),
    });
    const { program, report } = await job.result;
    expect(program).toBeInstanceOf(Fragile);
    for (const { errors, failures, n } of report.candidates) {
      // A fault of the program counts as 0 in a search, on all candidates alike; it stays told as an error.
      expect([n, errors.program]).toEqual([4, 1]);
      expect(failures).toEqual([{ kind: 'program', message: 'the program broke at boom' }]);
    }
    expect(events).toContainEqual(expect.objectContaining({ type: 'example-failed', index: 3 }));
  });
});
