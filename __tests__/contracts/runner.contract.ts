import type { EvaluationUnit, Runner, RunnerJob, UnitOutcome } from '../../src/evaluate';
import { NO_USAGE } from '../../src/messages';
import { Example } from '../../src/primitives';

/** A runner under test. */
export interface RunnerContract {
  readonly name: string;
  readonly create: (concurrency: number) => Runner | Promise<Runner>;
}

const OUTCOME: UnitOutcome = Object.freeze({ score: 1, latencyMs: 0, usage: NO_USAGE });
const unit = (index: number): EvaluationUnit => ({
  index,
  program: { call: () => Promise.reject(new Error('units are performed by the job')) } as never,
  example: Example.from({ index }),
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A job that notes what happens to its units; each takes so many turns of the event loop, and as long as not so many were in flight. */
function watched(turnsOf: (index: number) => number = () => 1, atOnce = 0) {
  const controller = new AbortController();
  const seen = { pulled: [] as number[], ended: [] as number[], told: [] as number[], running: 0, most: 0 };
  const job: RunnerJob = {
    signal: controller.signal,
    perform: async ({ index }) => {
      seen.most = Math.max(seen.most, ++seen.running);
      for (let left = turnsOf(index); left > 0 || seen.most < atOnce; left--) await turn();
      seen.running--;
      seen.ended.push(index);
      return OUTCOME;
    },
    onOutcome: ({ index }) => void seen.told.push(index),
  };
  function* units(count: number): Generator<EvaluationUnit> {
    for (let index = 0; index < count; index++) {
      seen.pulled.push(index);
      yield unit(index);
    }
  }
  return { controller, seen, job, units };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((left, right) => left - right);

/** Every {@link Runner} runs this suite. */
export function describeRunner({ name, create }: RunnerContract): void {
  describe(`${name} keeps the Runner contract`, () => {
    it('performs each unit once and tells each outcome once, in the order they end', async () => {
      const { seen, job, units } = watched();
      await (
        await create(4)
      ).run(units(30), {
        ...job,
        perform: async (given, signal) => {
          // The first is overtaken.
          while (given.index === 0 && seen.ended.length === 0) await turn();
          return job.perform(given, signal);
        },
      });
      expect([seen.pulled, sorted(seen.told)]).toEqual([range(30), range(30)]);
      expect(seen.told).toEqual(seen.ended);
      expect(seen.told[0]).not.toBe(0);
    });

    it('has at most so many in flight, and pulls no further than it has room', async () => {
      const { seen, job, units } = watched(undefined, 3);
      await (
        await create(3)
      ).run(units(20), {
        ...job,
        perform: (given, signal) => {
          expect(seen.pulled.length).toBeLessThanOrEqual(seen.ended.length + 3 + 1);
          return job.perform(given, signal);
        },
      });
      expect(seen.most).toBe(3);
    });

    it('shares its limit between runs at once', async () => {
      const { seen, job, units } = watched(undefined, 3);
      const runner = await create(3);
      await Promise.all([runner.run(units(10), job), runner.run(units(10), job)]);
      expect([seen.most, seen.told.length]).toEqual([3, 20]);
    });

    it('takes units that come one by one', async () => {
      const { seen, job, units } = watched();
      await (
        await create(2)
      ).run(
        (async function* () {
          for (const given of units(5)) {
            await turn();
            yield given;
          }
        })(),
        job,
      );
      expect(sorted(seen.told)).toEqual(range(5));
    });

    it('pulls nothing more after an abort, waits for what is in flight, and resolves', async () => {
      const { controller, seen, job, units } = watched(() => 3);
      const run = (await create(2)).run(units(100), job);
      await turn();
      controller.abort(new Error('enough'));
      const pulled = seen.pulled.length;
      await expect(run).resolves.toBeUndefined();
      expect(seen.pulled.length).toBeLessThanOrEqual(pulled + 1);
      expect([seen.running, seen.ended.length]).toEqual([0, seen.told.length]);
      expect(seen.told.length).toBeLessThan(10);
    });

    it('tells nothing of a unit that the signal ended first', async () => {
      const { seen, job, units } = watched();
      await (await create(2)).run(units(5), { ...job, perform: async () => undefined });
      expect(seen.told).toEqual([]);
    });

    it.each<[string, (job: RunnerJob) => RunnerJob]>([
      ['perform', (job) => ({ ...job, perform: () => Promise.reject(new Error('broken')) })],
      [
        'onOutcome',
        (job) => ({
          ...job,
          onOutcome: () => {
            throw new Error('broken');
          },
        }),
      ],
    ])('rejects with what %s throws, when those in flight have ended', async (_, breaking) => {
      const { seen, job, units } = watched();
      await expect((await create(4)).run(units(50), breaking(job))).rejects.toThrow('broken');
      expect([seen.running, seen.pulled.length < 50]).toEqual([0, true]);
    });

    it('rejects with what the units throw, when those in flight have ended', async () => {
      const { seen, job, units } = watched(() => 5);
      const failing = (function* () {
        yield* units(2);
        throw new Error('no more data');
      })();
      const runner = await create(8);
      await expect(runner.run(failing, job)).rejects.toThrow('no more data');
      expect(sorted(seen.told)).toEqual([0, 1]);
      await runner.run(units(3), job);
      expect(seen.told).toHaveLength(5);
    });

    it('has nothing to do with no units', async () => {
      const { job } = watched();
      await expect((await create(1)).run([], job)).resolves.toBeUndefined();
    });
  });
}
