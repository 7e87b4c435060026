import { currentTrace, Prediction, type TraceStep, withTrace } from '../../src/primitives';

const step = (name: string): TraceStep => ({
  predictor: {},
  inputs: { name },
  prediction: Prediction.from({}),
  isComplete: true,
});
const namesIn = (trace: readonly TraceStep[]): unknown[] => trace.map(({ inputs }) => inputs['name']);

describe('withTrace', () => {
  it('tells the steps in the order they began, whichever ended first', async () => {
    const { result, trace } = await withTrace(() => {
      const [first, second] = [currentTrace.get()?.begin(), currentTrace.get()?.begin()];
      second?.(step('second'));
      first?.(step('first'));
      return 7;
    });
    expect(result).toBe(7);
    expect(namesIn(trace)).toEqual(['first', 'second']);
  });

  it('leaves out calls that did not finish', async () => {
    const { trace } = await withTrace(() => {
      currentTrace.get()?.begin();
      currentTrace.get()?.begin()(step('done'));
    });
    expect(namesIn(trace)).toEqual(['done']);
  });

  it('tells an outer trace what an inner one is told', async () => {
    const outer = await withTrace(async () => {
      const inner = await withTrace(() => currentTrace.get()?.begin()(step('deep')));
      return namesIn(inner.trace);
    });
    expect(outer.result).toEqual(['deep']);
    expect(namesIn(outer.trace)).toEqual(['deep']);
  });

  it('keeps traces that run side by side apart', async () => {
    const traced = async (name: string): Promise<unknown[]> => {
      const { trace } = await withTrace(async () => {
        await Promise.resolve();
        currentTrace.get()?.begin()(step(name));
      });
      return namesIn(trace);
    };
    expect(await Promise.all([traced('a'), traced('b')])).toEqual([['a'], ['b']]);
    expect(currentTrace.get()).toBeUndefined();
  });
});
