import { MockLM, type LmRequest } from '../../src/lm';
import { textOf } from '../../src/messages';
import { Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import {
  BootstrapFewShot,
  TeacherMismatchError,
  TooManyErrorsError,
  type CompileEvent,
} from '../../src/teleprompt';

const reply = (answer: string) => `[[ ## answer ## ]]\n${answer}\n\n[[ ## completed ## ]]`;
const lastText = ({ messages }: LmRequest): string => textOf(messages.at(-1)!);
const trainset = ['a', 'b', 'c', 'd', 'e'].map((question) =>
  Example.from({ question, answer: question.toUpperCase() }).withInputs('question'),
);
const metric = (example: { answer: string }, prediction: { answer: string }) =>
  example.answer === prediction.answer;

/** Knows some of the answers. */
const knowing = (known: string): MockLM =>
  new MockLM((request) => {
    const asked = /\[\[ ## question ## \]\]\n(\w)/.exec(lastText(request))?.[1] ?? '?';
    return reply(known.includes(asked) ? asked.toUpperCase() : 'wrong');
  });

const student = (lm: MockLM) => new Predict('question -> answer', { lm });
const demosOf = (program: { readonly demos: readonly object[] }) =>
  program.demos.map(
    (demo) => (demo as { question: string; augmented?: boolean }).question + ('augmented' in demo ? '*' : ''),
  );

describe('BootstrapFewShot', () => {
  it('takes the first good answers in the order of the trainset, then labelled examples', async () => {
    const program = await new BootstrapFewShot({
      metric,
      maxBootstrappedDemos: 2,
      maxLabeledDemos: 3,
    }).compile(student(knowing('bde')), { trainset });
    expect(demosOf(program).slice(0, 2)).toEqual(['b*', 'd*']);
    expect(demosOf(program)).toHaveLength(3);
    expect(demosOf(program)[2]).toMatch(/^[ace]$/);
  });

  it('does not show the teacher the example it is asked', async () => {
    const lm = knowing('abcde');
    await new BootstrapFewShot({ metric, maxLabeledDemos: 16 }).compile(student(lm), { trainset });
    for (const request of lm.requests) {
      const shown = request.messages
        .filter(({ role }) => role === 'user')
        .map((message) => /\n(\w)/.exec(textOf(message))?.[1]);
      expect(new Set(shown).size).toBe(shown.length);
    }
  });

  it('lets a score of 0 pass where the threshold is 0', async () => {
    const options = { metric: () => 0, maxLabeledDemos: 0, maxBootstrappedDemos: 9 };
    const strict = await new BootstrapFewShot(options).compile(student(knowing('a')), { trainset });
    const lenient = await new BootstrapFewShot({ ...options, metricThreshold: 0 }).compile(
      student(knowing('a')),
      { trainset },
    );
    expect([demosOf(strict), demosOf(lenient)]).toEqual([[], ['a*', 'b*', 'c*', 'd*', 'e*']]);
  });

  it('takes a score of false for a failure', async () => {
    const options = { metric: () => ({ score: false }), maxLabeledDemos: 0 };
    expect(demosOf(await new BootstrapFewShot(options).compile(student(knowing('a')), { trainset }))).toEqual(
      [],
    );
  });

  it('asks the model of the teacher settings where the teacher has none of its own', async () => {
    const teacher = knowing('abcde');
    const bare = new Predict('question -> answer');
    const program = await new BootstrapFewShot({
      metric,
      teacherSettings: { lm: teacher },
      maxBootstrappedDemos: 1,
    }).compile(bare, { trainset });
    expect(demosOf(program)[0]).toBe('a*');
    expect(program.lm).toBeUndefined();
  });

  it('asks again with a fresh sample in the next round', async () => {
    const lm = new MockLM(({ rolloutId, settings }) =>
      reply(rolloutId === 1 && settings?.temperature === 1 ? 'A' : 'wrong'),
    );
    const events: CompileEvent[] = [];
    const options = { metric, maxRounds: 2, maxLabeledDemos: 0 };
    await new BootstrapFewShot(options).compile(student(lm), {
      trainset: trainset.slice(0, 1),
      onEvent: (event) => events.push(event),
    });
    expect(events).toContainEqual({ type: 'example-bootstrapped', index: 0, round: 1 });
  });

  it('adopts no reply that was cut', async () => {
    const lm = new MockLM(() => ({ text: reply('A'), finishReason: 'length' }));
    const program = await new BootstrapFewShot({ maxLabeledDemos: 0 }).compile(student(lm), { trainset });
    expect(demosOf(program)).toEqual([]);
  });

  it('passes over examples that fail, and gives up after too many', async () => {
    const failing = (letters: string) =>
      new MockLM((request) =>
        letters.split('').some((letter) => lastText(request).includes(`\n${letter}`))
          ? new Error('broken')
          : reply('B'),
      );
    const options = { metric, maxLabeledDemos: 0 };
    const program = await new BootstrapFewShot({ ...options, maxErrors: 3 }).compile(student(failing('ac')), {
      trainset,
    });
    expect(demosOf(program)).toEqual(['b*']);
    const attempt = new BootstrapFewShot({ ...options, maxErrors: 2 }).compile(student(failing('ac')), {
      trainset,
    });
    await expect(attempt).rejects.toBeInstanceOf(TooManyErrorsError);
  });

  it('refuses a teacher with other predictors', async () => {
    const teacher = new Predict('question -> solution', { lm: knowing('a') });
    const attempt = new BootstrapFewShot({ metric }).compile(student(knowing('a')), { trainset, teacher });
    await expect(attempt).rejects.toBeInstanceOf(TeacherMismatchError);
  });

  it('keeps the models that predictors have as their own', async () => {
    const lm = knowing('a');
    const program = await new BootstrapFewShot({ metric }).compile(student(lm), { trainset });
    expect(program.lm).toBe(lm);
  });
});
