import fc from 'fast-check';
import { asyncPool } from '../../src/util';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('asyncPool', () => {
  it('keeps the order of the items whatever finishes first', async () => {
    const results = await asyncPool({ concurrency: 3 }, [3, 1, 2], async (turns) => {
      for (let count = 0; count < turns; count++) await turn();
      return turns * 10;
    });
    expect(results).toEqual([30, 10, 20]);
  });

  it('never runs more than it may, and as many as it may', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 20 }),
        async (concurrency, count) => {
          let running = 0;
          let most = 0;
          await asyncPool({ concurrency }, Array.from({ length: count }), async () => {
            most = Math.max(most, ++running);
            await turn();
            running--;
          });
          expect(most).toBe(Math.min(concurrency, count));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('rejects with the first failure after those in flight have ended, and starts no more', async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const run = asyncPool({ concurrency: 2 }, [0, 1, 2, 3], async (item) => {
      started.push(item);
      await turn();
      if (item === 0) throw new Error('first');
      await turn();
      ended.push(item);
    });
    await expect(run).rejects.toThrow('first');
    expect([started, ended]).toEqual([[0, 1], [1]]);
  });

  it('stops at an abort with the reason of the signal', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const run = asyncPool({ concurrency: 1, signal: controller.signal }, [0, 1, 2], async (item) => {
      started.push(item);
      controller.abort(new Error('enough'));
      await turn();
    });
    await expect(run).rejects.toThrow('enough');
    expect(started).toEqual([0]);
  });
});
