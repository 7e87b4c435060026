import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DspyError } from '../../src/errors';
import { LmTransportError, type LanguageModel } from '../../src/lm';
import type { Module } from '../../src/modules';
import type { CompileMetric, JobTeleprompter } from '../../src/teleprompt';
import { answerer, exact, landscape, repeated, TwiceAsked } from '../support/landscape';
import { scriptedLM } from '../support/scripted-lm';

/** An optimizer under test. */
export interface OptimizerContract {
  readonly name: string;
  readonly create: (given: {
    readonly metric: CompileMetric;
    readonly promptModel: LanguageModel;
    readonly concurrency: number;
    readonly seed: number;
  }) => JobTeleprompter;
  /** Whether it asks a prompt model at all. @default true */
  readonly proposes?: boolean;
  /** Whether it can do without any answer of its prompt model. @default false */
  readonly survivesWithoutProposals?: boolean;
  /** What each demonstration adds to the quality. @default 0.02 */
  readonly perDemo?: number;
  /** Most calls of the program on 40 rows of a metric that never tells candidates apart. */
  readonly mostCallsWhenConstant: number;
}

const noRoute = (): LmTransportError => new LmTransportError({ problem: 'No route to host.' });
const stateOf = (program: Module): string => JSON.stringify(program.dumpState());

/** Every optimizer that searches over a metric runs this suite, on a landscape of known quality. */
export function describeOptimizer(contract: OptimizerContract): void {
  const { name, create, proposes = true, survivesWithoutProposals = false } = contract;
  const setUp = (rows = 40, concurrency = 8) => {
    const ground = landscape({ rows, perDemo: contract.perDemo ?? 0.02 });
    const optimizer = (
      metric: CompileMetric = exact as never,
      promptModel: LanguageModel = ground.promptModel,
    ) => create({ metric, promptModel, concurrency, seed: 3 });
    return { ...ground, optimizer };
  };

  describe(`${name} keeps the promises of optimizers`, () => {
    it('finds a better program and leaves the student as it was', async () => {
      const { optimizer, taskModel, trainset, quality } = setUp();
      const student = answerer(taskModel);
      const before = stateOf(student);
      const program = await optimizer().compile(student, { trainset, confirm: false });
      expect(quality(program)).toBeGreaterThan(quality(student));
      expect(stateOf(student)).toBe(before);
      expect(program).not.toBe(student);
    });

    it('gives the same program at concurrency 1, 8 and 64, for two steps with one signature too', async () => {
      const states: string[] = [];
      for (const concurrency of [1, 8, 64]) {
        const { optimizer, taskModel, trainset } = setUp(16, concurrency);
        const program = await optimizer().compile(new TwiceAsked(taskModel), { trainset, confirm: false });
        states.push(stateOf(program));
      }
      expect(states[1]).toBe(states[0]);
      expect(states[2]).toBe(states[0]);
    });

    it('never asks the same twice', async () => {
      const { optimizer, taskModel, promptModel, trainset } = setUp();
      await optimizer().compile(answerer(taskModel), { trainset });
      expect(repeated(taskModel)).toBeLessThanOrEqual(
        contract.name.includes('Bootstrap') ? trainset.length : 0,
      );
      expect(repeated(promptModel)).toBe(0);
    });

    it('goes on where an earlier process was cut off, to the same program and without asking again', async () => {
      const whole = setUp();
      const expected = await whole
        .optimizer()
        .compile(answerer(whole.taskModel), { trainset: whole.trainset });
      const calls = whole.taskModel.requests.length;
      const folder = await mkdtemp(join(tmpdir(), 'dspex-'));
      const { optimizer, taskModel, trainset } = setUp();
      const student = answerer(taskModel);
      for (const cut of [0.3, 0.7]) {
        const controller = new AbortController();
        const onEvent = (): void => {
          if (taskModel.requests.length >= calls * cut) controller.abort(new Error('cut'));
        };
        const options = { trainset, directory: folder, signal: controller.signal, onEvent };
        await optimizer()
          .compile(student, options)
          .catch((error: unknown) => expect(error).toMatchObject({ message: 'cut' }));
      }
      const program = await optimizer().compile(student, { trainset, directory: folder });
      await rm(folder, { recursive: true });
      expect(stateOf(program)).toBe(stateOf(expected));
      // What was under way at a cut may be asked again.
      expect(taskModel.requests.length).toBeLessThanOrEqual(calls + 3 * 8);
    });

    it('ends soon when the provider is dead', async () => {
      const { optimizer, trainset } = setUp(40);
      const dead = scriptedLM(() => noRoute());
      await expect(optimizer().compile(answerer(dead), { trainset })).rejects.toMatchObject({
        code: 'COMPILE_TOO_MANY_ERRORS',
      });
      expect(dead.requests.length).toBeLessThanOrEqual(60);
    });

    if (proposes) {
      it('ends soon when the prompt model is dead', async () => {
        const { optimizer, taskModel, trainset } = setUp();
        const dead = scriptedLM(() => noRoute());
        const compiled = optimizer(exact as never, dead).compile(answerer(taskModel), { trainset });
        if (survivesWithoutProposals) await compiled;
        else await expect(compiled).rejects.toMatchObject({ code: 'COMPILE_PROPOSER_FAILED' });
        expect(dead.requests.length).toBeLessThanOrEqual(60);
      });
    }

    it('ends soon when the metric throws', async () => {
      const { optimizer, taskModel, trainset } = setUp();
      const broken = (): number => {
        throw new Error('no such column');
      };
      await expect(
        optimizer(broken as never).compile(answerer(taskModel), { trainset }),
      ).rejects.toMatchObject({ code: 'COMPILE_TOO_MANY_ERRORS' });
      expect(taskModel.requests.length).toBeLessThanOrEqual(60);
    });

    it('keeps the student where the metric tells nothing apart, at little cost', async () => {
      const { optimizer, taskModel, trainset, quality } = setUp();
      const student = answerer(taskModel);
      const program = await optimizer((() => 0.5) as never).compile(student, { trainset, confirm: false });
      expect(quality(program)).toBeGreaterThanOrEqual(0);
      expect(taskModel.requests.length).toBeLessThanOrEqual(contract.mostCallsWhenConstant);
    });

    it('says so, or does with it, when there is one row', async () => {
      const { optimizer, taskModel, trainset } = setUp(1);
      const compiled = optimizer().compile(answerer(taskModel), { trainset });
      await compiled.then(
        (program) => expect(program).toBeDefined(),
        (error: unknown) => expect(error).toBeInstanceOf(DspyError),
      );
      expect(taskModel.requests.length).toBeLessThanOrEqual(200);
    });

    it('stops at its budget with the best so far', async () => {
      const { optimizer, taskModel, trainset } = setUp();
      const job = optimizer().start(answerer(taskModel), {
        trainset,
        budget: { metricCalls: 50 },
        confirm: false,
      });
      const { program, report } = await job.result;
      expect(program).toBeDefined();
      expect(report.spending.metricCalls).toBeLessThanOrEqual(50);
    });

    it('passes over a row that breaks the program, and reports it', async () => {
      const { optimizer, taskModel, trainset } = setUp();
      const student = answerer(taskModel);
      const bad = trainset[0]!.copy({ question: 'none' });
      const job = optimizer().start(student, { trainset: [bad, ...trainset.slice(1)], confirm: false });
      await expect(job.result).resolves.toBeDefined();
    });
  });
}
