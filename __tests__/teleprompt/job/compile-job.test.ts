import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { EvaluationStore } from '../../../src/evaluate';
import { MockLM, type LmRequest } from '../../../src/lm';
import { Module, Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';
import { withContext } from '../../../src/settings';
import {
  BootstrapFewShot,
  BootstrapFewShotWithRandomSearch,
  Jobs,
  type CompileEvent,
  type CompileOptions,
} from '../../../src/teleprompt';

const folder = mkdtempSync(join(tmpdir(), 'dspex-job-'));
let count = 0;
const newDirectory = (): string => join(folder, String(count++));
afterAll(() => rmSync(folder, { recursive: true }));

const examplesOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) =>
    Example.from({ question: `q${from + place}`, answer: `a${from + place}` }).withInputs('question'),
  );
const trainset = examplesOf(0, 8);
const valset = examplesOf(20, 26);

class Solver extends Module {
  readonly solve = new Predict('question -> answer');

  async forward(inputs: { question: string }) {
    return this.solve.call(inputs);
  }
}

const metric = (example: { get(name: string): unknown }, prediction: { get(name: string): unknown }) =>
  example.get('answer') === prediction.get('answer');

/** Right about as many questions as it is shown demonstrations; always about those of the trainset. */
function answerOf({ messages }: LmRequest): string {
  const text = JSON.stringify(messages);
  const question = Number(/q(\d+)/.exec(JSON.stringify(messages.at(-1)?.content))?.[1]);
  const shown = text.split('"role":"assistant"').length - 1;
  const right = question < 20 || question - 20 < shown;
  return `[[ ## answer ## ]]\n${right ? `a${question}` : 'wrong'}\n\n[[ ## completed ## ]]`;
}

const search = (concurrency = 4) =>
  new BootstrapFewShotWithRandomSearch({
    metric,
    numCandidatePrograms: 4,
    maxLabeledDemos: 3,
    maxBootstrappedDemos: 2,
    seed: 7,
    concurrency,
  });

const run = (lm: MockLM, options: Partial<CompileOptions> = {}, concurrency = 4) =>
  withContext({ lm }, () => search(concurrency).start(new Solver(), { trainset, valset, ...options }));
const stateOf = (program: Module): string => JSON.stringify(program.dumpState());

describe('a compile job', () => {
  it('gives its handle at once, tells everything to whoever asks, and ends with program and report', async () => {
    const job = run(new MockLM(answerOf));
    expect(job.state).toBe('running');
    const { program, report } = await job.result;
    expect(job.state).toBe('finished');
    const events: CompileEvent[] = [];
    for await (const event of job.events()) events.push(event);
    expect(events[0]).toMatchObject({ type: 'job-started', optimizer: 'BootstrapFewShotWithRandomSearch' });
    expect(events.at(-1)).toEqual({ type: 'job-ended', state: 'finished' });
    expect(events.filter(({ type }) => type === 'candidate-evaluated')).toHaveLength(7);
    expect(job.progress).toMatchObject({ candidates: report.candidates.length, bestScore: 0.5 });
    expect(report.spending.usage.requests).toBe(report.spending.usage.requests);
    expect(program).toBeInstanceOf(Solver);
    expect(report.winner).toBe(report.candidates.find(({ score }) => score === 0.5)?.id);
  });

  it('gives events while it runs', async () => {
    const job = run(new MockLM(answerOf));
    for await (const { type } of job.events()) {
      if (type !== 'example-evaluated') continue;
      expect(job.state).toBe('running');
      break;
    }
    await job.result;
  });

  it('asks for nothing twice: equal programs and equal examples are evaluated once', async () => {
    const lm = new MockLM(answerOf);
    await run(lm).result;
    const asked = lm.requests.map((request) => JSON.stringify(request));
    const evaluations = asked.filter((text) => /q2\d/.test(text));
    expect(new Set(evaluations).size).toBe(evaluations.length);
  });

  it('gives the same program at any concurrency', async () => {
    const programs: string[] = [];
    for (const concurrency of [1, 8, 64]) {
      programs.push(stateOf((await run(new MockLM(answerOf), {}, concurrency).result).program));
    }
    expect(new Set(programs).size).toBe(1);
  });

  it('stands still while it is paused', async () => {
    const lm = new MockLM(answerOf);
    const job = run(lm);
    job.pause();
    expect(job.state).toBe('paused');
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    const asked = lm.requests.length;
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(lm.requests.length).toBe(asked);
    job.resume();
    await job.result;
    expect(lm.requests.length).toBeGreaterThan(asked);
    job.resume();
    job.pause();
    expect(job.state).toBe('finished');
  });

  it('ends with the best so far when it is cancelled', async () => {
    const job = run(new MockLM(answerOf), { stop: {} }, 1);
    for await (const event of job.events()) if (event.type === 'example-evaluated') break;
    const { program, report } = await job.cancel();
    expect(job.state).toBe('stopped');
    expect(report.stopped).toMatch(/^cancelled/);
    expect(program).toBeInstanceOf(Solver);
  });

  it('ends with the best so far at a stop condition, which may be a file', async () => {
    const stopAt = { metric, numCandidatePrograms: 4, maxLabeledDemos: 3, stopAtScore: 2 };
    const sequential = new BootstrapFewShotWithRandomSearch(stopAt);
    const lm = new MockLM(answerOf);
    const patient = withContext({ lm }, () =>
      sequential.start(new Solver(), { trainset, valset, stop: { score: 0.5 } }),
    );
    const { report } = await patient.result;
    expect(report.stopped).toMatch(/score 0.5 was reached/);
    expect(report.candidates.at(-1)?.score).toBe(0.5);
    const file = join(folder, 'stop');
    writeFileSync(file, '');
    const stopped = await run(new MockLM(answerOf), { stop: { file } }).result;
    expect(stopped.report).toMatchObject({ candidates: [], stopped: expect.stringContaining('the file') });
    expect(stateOf(stopped.program)).toBe(stateOf(new Solver()));
  });

  it('rejects with the reason of its signal, and lets go of it', async () => {
    const controller = new AbortController();
    const job = run(new MockLM(answerOf), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(job.result).rejects.toThrow('enough');
    expect(job.state).toBe('failed');
  });

  it('ends soon with a dead provider or a metric that throws', async () => {
    const dead = new MockLM(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    await expect(run(dead).result).rejects.toMatchObject({ code: 'COMPILE_TOO_MANY_ERRORS' });
    expect(dead.requests.length).toBeLessThan(40);
    const broken = new BootstrapFewShotWithRandomSearch({
      metric: () => {
        throw new Error('no');
      },
      maxBootstrappedDemos: 0,
    });
    const lm = new MockLM(answerOf);
    const attempt = withContext({ lm }, () => broken.compile(new Solver(), { trainset, valset }));
    await expect(attempt).rejects.toMatchObject({ code: 'COMPILE_TOO_MANY_ERRORS' });
    expect(lm.requests.length).toBeLessThan(60);
  });

  it('hands over the best program with the error when the provider dies in the middle', async () => {
    const dying = new BootstrapFewShotWithRandomSearch({ metric, stopAtScore: 2, maxLabeledDemos: 3 });
    let calls = 0;
    const lm = new MockLM((request) => {
      if (++calls > 12) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      return answerOf(request);
    });
    const attempt = withContext({ lm }, () => dying.compile(new Solver(), { trainset, valset }));
    await expect(attempt).rejects.toMatchObject({
      code: 'COMPILE_TOO_MANY_ERRORS',
      best: expect.any(Solver),
    });
  });

  it('refuses unknown and unusable options at once', () => {
    const start = (options: object) => () => search().start(new Solver(), { trainset, ...options } as never);
    expect(start({ budget: { dollars: 1 } })).toThrow(/dollars/);
    expect(start({ budget: { usd: -1 } })).toThrow(/usd/);
    expect(start({ stop: { patience: 0 } })).toThrow(/patience/);
    expect(start({ stop: { scores: 1 } })).toThrow(/score/);
  });
});

describe('a budget', () => {
  it('is never crossed, and what was found within it is the result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(1, 3, 8),
        fc.constantFrom('metricCalls', 'lmCalls'),
        async (bound, concurrency, kind) => {
          const lm = new MockLM(answerOf);
          const job = run(lm, { budget: { [kind]: bound }, confirm: false }, concurrency);
          const { report } = await job.result;
          const { metricCalls, usage } = report.spending;
          expect(kind === 'lmCalls' ? usage.requests : metricCalls).toBeLessThanOrEqual(bound);
          expect(usage.requests).toBe(lm.requests.length);
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });

  it('counts minutes by the clock', async () => {
    const { report } = await run(new MockLM(answerOf), { budget: { minutes: 0 } }).result;
    expect(report.stopped).toBe('budget: minutes');
  });
});

describe('a job with a directory', () => {
  it('goes on wherever it was ended and comes to the same, paying again only for what was under way', async () => {
    const whole = new MockLM(answerOf);
    const expected = stateOf((await run(whole, { directory: newDirectory() }).result).program);
    const total = whole.requests.length;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: total }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 60 }),
        async (ends, cut) => {
          const directory = newDirectory();
          let asked = 0;
          for (const end of ends) {
            const controller = new AbortController();
            let calls = 0;
            const lm = new MockLM(async (request) => {
              if (++calls === end) controller.abort(new Error('killed'));
              await Promise.resolve();
              return answerOf(request);
            });
            await run(lm, { directory, signal: controller.signal }).result.catch(() => undefined);
            asked += lm.requests.length;
          }
          const file = join(directory, 'evaluations.jsonl');
          const lost = Math.min(cut, statSync(file).size) > 0 ? 1 : 0;
          truncateSync(file, Math.max(0, statSync(file).size - cut));
          const last = new MockLM(answerOf);
          const { program } = await run(last, { directory }).result;
          expect(stateOf(program)).toBe(expected);
          // What was under way when it ended may be asked twice, and the record that was cut.
          expect(asked + last.requests.length).toBeLessThanOrEqual(total + ends.length * 8 + lost);
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  it('asks nothing when the same code runs again, and leaves program and report', async () => {
    const directory = newDirectory();
    const first = await run(new MockLM(answerOf), { directory }).result;
    const lm = new MockLM(answerOf);
    const job = run(lm, { directory });
    const again = await job.result;
    expect(lm.requests).toHaveLength(0);
    expect(stateOf(again.program)).toBe(stateOf(first.program));
    expect(again.report.candidates).toEqual(first.report.candidates);
    expect(again.report.spending.usage).toEqual(first.report.spending.usage);
    const loaded = await new Solver().load(join(directory, 'program.json'));
    expect(stateOf(loaded)).toBe(stateOf(first.program));
    expect(JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))).toMatchObject({
      job: job.id,
      verdict: again.report.verdict,
    });
  });

  it('refuses what has changed, naming it, unless it may fork', async () => {
    const directory = newDirectory();
    const first = new MockLM(answerOf);
    await run(first, { directory, confirm: false }).result;
    const refused = run(new MockLM(answerOf), { directory, valset: valset.slice(1) }).result;
    await expect(refused).rejects.toMatchObject({
      code: 'COMPILE_JOB_MISMATCH',
      differences: [expect.stringMatching(/^valset: 6 examples.* then, 5 examples.* now/)],
    });
    const forked = new MockLM(answerOf);
    const job = run(forked, { directory, valset: valset.slice(1), fork: true, confirm: false });
    await job.result;
    expect(job.id).toMatch(/-1$/);
    // The evaluations still hold; only the bootstrapping is done again.
    expect(forked.requests.length).toBeLessThan(first.requests.length / 2);
  });

  it('is refused while another process works on it, and taken over when that one is gone', async () => {
    const directory = newDirectory();
    await run(new MockLM(answerOf), { directory }).result;
    const lock = join(directory, 'lock.json');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
    await expect(run(new MockLM(answerOf), { directory }).result).rejects.toMatchObject({
      code: 'COMPILE_JOB_LOCKED',
    });
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    await run(new MockLM(answerOf), { directory }).result;
    writeFileSync(lock, '{"pid":');
    await run(new MockLM(answerOf), { directory }).result;
  });

  it('counts what earlier processes have spent', async () => {
    const directory = newDirectory();
    const budget = { metricCalls: 10 };
    await run(new MockLM(answerOf), { directory, budget }, 1).result;
    const lm = new MockLM(answerOf);
    const { report } = await run(lm, { directory, budget }, 1).result;
    expect(report.spending.metricCalls).toBe(10);
    expect(lm.requests).toHaveLength(0);
  });

  it('passes over damaged lines of its store', async () => {
    const directory = newDirectory();
    const first = await run(new MockLM(answerOf), { directory }).result;
    appendFileSync(join(directory, 'evaluations.jsonl'), 'garbage\n[1]\n');
    const { program } = await run(new MockLM(answerOf), { directory }).result;
    expect(stateOf(program)).toBe(stateOf(first.program));
  });

  it('is listed with its state, and stopped from elsewhere', async () => {
    const parent = newDirectory();
    const [ended, cut] = [join(parent, 'a'), join(parent, 'b')];
    await run(new MockLM(answerOf), { directory: ended, confirm: false }).result;
    const controller = new AbortController();
    let calls = 0;
    const stuck = new MockLM((request) =>
      ++calls > 5 ? new Promise<never>(() => undefined) : answerOf(request),
    );
    const job = run(stuck, { directory: cut, signal: controller.signal });
    for await (const event of job.events()) if (event.type !== 'job-started') break;
    const jobs = Jobs.open(parent);
    expect((await jobs.list()).map(({ state, directory }) => [directory, state])).toEqual([
      [ended, 'ended'],
      [cut, 'running'],
    ]);
    controller.abort(new Error('killed'));
    await job.result.catch(() => undefined);
    expect((await jobs.list())[1]).toMatchObject({ state: 'interrupted', id: job.id });
    let stopping: Promise<boolean> | undefined;
    const lm = new MockLM(async (request) => {
      await (stopping ??= jobs.stop(job.id));
      return answerOf(request);
    });
    const { report } = await run(lm, { directory: cut }).result;
    expect(report.stopped).toMatch(/another process/);
    expect(await jobs.stop('nobody')).toBe(false);
    expect(await Jobs.open(join(parent, 'nowhere')).list()).toEqual([]);
  });

  it('shares a store with other jobs', async () => {
    const store = EvaluationStore.inMemory();
    await run(new MockLM(answerOf), { store, confirm: false }).result;
    const lm = new MockLM(answerOf);
    await run(lm, { store, confirm: false }).result;
    expect(lm.requests.every(({ messages }) => !/q2\d/.test(JSON.stringify(messages.at(-1))))).toBe(true);
  });
});

describe('the confirmation', () => {
  const many = examplesOf(0, 20);
  const holdout = examplesOf(40, 60);

  it('compares winner and student where the search did not choose, and says so', async () => {
    const { report } = await run(new MockLM(answerOf), { trainset: many }).result;
    expect(report.confirmation?.n).toBeGreaterThanOrEqual(10);
    expect(report.confirmation).toMatchObject({ student: 1, winner: 1, difference: 0 });
    expect(report.verdict).toMatch(/^Not shown to be better/);
  });

  it('takes the examples that were held out for it', async () => {
    const { report } = await run(new MockLM(answerOf), { holdout }).result;
    expect(report.confirmation?.n).toBe(20);
  });

  it('is left out where it is not wanted or there is too little', async () => {
    const lm = new MockLM(answerOf);
    expect((await run(lm, { trainset: many, confirm: false }).result).report.confirmation).toBeUndefined();
    expect((await run(lm).result).report.confirmation).toBeUndefined();
    const bootstrap = new BootstrapFewShot({ metric });
    const { report } = await withContext({ lm }, () => bootstrap.start(new Solver(), { trainset: many }))
      .result;
    expect(report.verdict).toMatch(/^Not confirmed/);
  });
});
