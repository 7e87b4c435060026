import type { LanguageModel } from '../../../src/lm';
import { Module, Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';
import type { Proposer } from '../../../src/teleprompt/propose/ask-model';
import { advise } from '../../../src/teleprompt/propose/advise';
import { summarizeDataset } from '../../../src/teleprompt/propose/dataset-summary';
import { induceRules } from '../../../src/teleprompt/propose/induce-rules';
import { proposeInstructions, type ProposalTask } from '../../../src/teleprompt/propose/propose-instructions';
import { proposeVariants } from '../../../src/teleprompt/propose/propose-variants';
import { reflect } from '../../../src/teleprompt/propose/reflect';
import { readRequest, scriptedLM } from '../../support/scripted-lm';
import { ContextWindowExceededError, MockLM } from '../../../src/lm';

class Twins extends Module {
  readonly first = new Predict('text -> mood');
  readonly second = new Predict('text -> mood');

  async forward({ text }: { text: string }) {
    await this.first.call({ text });
    return this.second.call({ text });
  }
}

const trainset = Array.from({ length: 25 }, (_, index) =>
  Example.from({ text: `alpha${index}`, mood: 'sad' }).withInputs('text'),
);

const proposer = (promptModel: LanguageModel, more: Partial<Proposer> = {}): Proposer => ({
  promptModel,
  temperature: 1,
  seed: 7,
  signal: undefined,
  ask: (_, work) => work(),
  concurrency: 8,
  ...more,
});

const task = (more: Partial<ProposalTask> = {}): ProposalTask => ({
  student: new Twins(),
  trainset,
  demoSets: [],
  count: 2,
  programAware: true,
  dataAware: true,
  tipAware: true,
  fewshotAware: true,
  viewDataBatchSize: 10,
  ...more,
});

describe('proposing instructions', () => {
  it('asks once about the program, once a step, and then only for proposals', async () => {
    const lm = scriptedLM((output, { input, last }) =>
      output === 'nothingNew'
        ? 'false'
        : output === 'proposedInstruction'
          ? `For ${/^(\w+):/.exec(input('step'))?.[1]} ${last.length}`
          : output,
    );
    const { byPath, failures } = await proposeInstructions(proposer(lm), task());
    expect(failures).toEqual([]);
    // 3 looks at 25 rows, a summary, the purpose, two roles, two proposals for each of two steps.
    expect(lm.requests).toHaveLength(3 + 1 + 1 + 2 + 4);
    expect(byPath['first']).toHaveLength(2);
    expect(byPath['first']!.every((text) => text.startsWith('For first'))).toBe(true);
    expect(byPath['second']!.every((text) => text.startsWith('For second'))).toBe(true);
  });

  it('asks each time for a fresh sample and tells tips and demonstrations', async () => {
    const lm = scriptedLM((output, { request }) => `${output} ${request.rolloutId}`);
    const demoSets = [{ first: [{ text: 'omega', mood: 'glad', augmented: true }], second: [] }];
    await proposeInstructions(
      proposer(lm),
      task({ dataAware: false, programAware: false, demoSets, count: 6 }),
    );
    const ids = lm.requests.map(({ rolloutId }) => rolloutId);
    expect(new Set(ids).size).toBe(12);
    expect(lm.requests[0]?.settings?.temperature).toBe(1);
    const firsts = lm.requests.map(readRequest).filter(({ input }) => input('step').startsWith('first'));
    expect(firsts.every(({ last }) => last.includes('omega') && !last.includes('augmented'))).toBe(true);
    expect(new Set(firsts.map(({ input }) => input('tip'))).size).toBe(6);
  });

  it('keeps what it has when some questions fail, and reports them', async () => {
    const lm = scriptedLM((output, { request }) => {
      if (output === 'proposedInstruction' && request.rolloutId === '7/instruction/first/0')
        return new Error('gone');
      if (output === 'purpose') return new Error('no purpose');
      return output === 'nothingNew' ? 'true' : `${output} ${request.rolloutId}`;
    });
    const { byPath, failures } = await proposeInstructions(proposer(lm), task());
    expect(byPath['first']).toHaveLength(1);
    expect(byPath['second']).toHaveLength(2);
    expect(failures.map(({ label }) => label)).toEqual(['program/purpose', 'instruction/first/0']);
  });

  it('does not adopt an instruction that was cut short', async () => {
    const lm = new MockLM(() => ({ text: '[[ ## proposedInstruction ## ]]\nBegin', finishReason: 'length' }));
    const { byPath, failures } = await proposeInstructions(
      proposer(lm),
      task({ dataAware: false, programAware: false, count: 1 }),
    );
    expect(byPath).toEqual({ first: [], second: [] });
    expect(failures).toHaveLength(2);
  });

  it('gives the same proposals at any concurrency', async () => {
    const make = async (concurrency: number) => {
      const lm = scriptedLM((output, { request }) =>
        output === 'nothingNew' ? 'false' : `${request.rolloutId}`,
      );
      return proposeInstructions(proposer(lm, { concurrency }), task({ count: 5 }));
    };
    expect(await make(64)).toEqual(await make(1));
  });
});

describe('summing a data set up', () => {
  it('looks at most ten times and stops when nothing new is seen', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      Example.from({ text: `${index}` }).withInputs('text'),
    );
    const curious = scriptedLM((output) => (output === 'nothingNew' ? 'false' : 'seen'));
    await summarizeDataset(proposer(curious), rows);
    expect(curious.requests).toHaveLength(11);
    const bored = scriptedLM((output, { request }) =>
      output === 'nothingNew' ? String(request.rolloutId !== '7/data/0') : 'seen',
    );
    expect((await summarizeDataset(proposer(bored), rows)).text).toBe('seen');
    expect(bored.requests).toHaveLength(7);
  });
});

describe('other proposals', () => {
  it('vary instructions freely first and by scores later', async () => {
    const lm = scriptedLM((output, { request }) => `${output} ${request.rolloutId}`);
    const base = {
      path: 'self',
      count: 3,
      present: { instructions: 'Do it.', desc: 'the mood' },
      lastOutput: 'mood',
    };
    const first = await proposeVariants(proposer(lm), { ...base, round: 0, tried: [] });
    expect(first.variants).toHaveLength(3);
    expect(new Set(first.variants.map(({ instructions }) => instructions)).size).toBe(3);
    const tried = [
      { instructions: 'good', desc: 'd', score: 0.9 },
      { instructions: 'bad', desc: 'd', score: 0.1 },
    ];
    await proposeVariants(proposer(lm), { ...base, round: 1, tried });
    const attempts = readRequest(lm.requests.at(-1)!).input('attempts');
    expect(attempts.indexOf('bad')).toBeLessThan(attempts.indexOf('good'));
  });

  it('reflect on feedback, and know what was rejected', async () => {
    const lm = scriptedLM(() => '```\nLook twice.\n```');
    const records = [{ inputs: { text: 'a' }, outputs: { mood: 'b' }, score: 0, feedback: 'it was c' }];
    const rejected = [{ text: 'Look once.', before: 0.5, after: 0.4 }];
    const result = await reflect(proposer(lm), {
      path: 'self',
      iteration: 0,
      what: 'instructions',
      present: 'Look.',
      step: 'self: text → mood',
      records,
      rejected,
    });
    expect(result).toEqual({ text: 'Look twice.' });
    const { last } = readRequest(lm.requests[0]!);
    expect(last).toContain('it was c');
    expect(last).toContain('Look once.');
  });

  it('induce rules from as many examples as the model can take', async () => {
    const lm = scriptedLM((output, { last }) =>
      last.includes('five') ? new ContextWindowExceededError({ problem: 'too long' } as never) : output,
    );
    const examples = ['one', 'two', 'three', 'four', 'five'].map((text) => ({ text, mood: 'm' }));
    const result = await induceRules(proposer(lm), {
      path: 'self',
      index: 0,
      instructions: 'Do.',
      examples,
      mostRules: 3,
    });
    expect(result).toEqual({ rules: 'rules' });
    expect(lm.requests).toHaveLength(2);
  });

  it('give advice to the steps that are there alone', async () => {
    const lm = scriptedLM((output) =>
      output === 'advice' ? '{"second": "Look.", "third": "x", "first": " "}' : output,
    );
    const run = {
      score: 1,
      trace: [{ path: 'first', inputs: { text: 'a' }, outputs: { mood: 'b' }, isComplete: true }],
    };
    const result = await advise(proposer(lm), {
      label: 'advice/0',
      program: new Twins(),
      inputs: { text: 'a' },
      labels: { mood: 'sad' },
      better: run,
      worse: { ...run, score: 0, problem: 'fell over' },
    });
    expect(result).toEqual({ byPath: { second: 'Look.' } });
    expect(readRequest(lm.requests[0]!).last).toContain('fell over');
  });
});
