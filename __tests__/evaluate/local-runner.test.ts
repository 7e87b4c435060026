import { LocalRunner } from '../../src/evaluate';
import { describeRunner } from '../contracts/runner.contract';

describeRunner({ name: 'LocalRunner', create: (concurrency) => new LocalRunner({ concurrency }) });

describe('LocalRunner', () => {
  it('does eight at once unless told otherwise', () => {
    expect([new LocalRunner().concurrency, new LocalRunner({ concurrency: 1 }).concurrency]).toEqual([8, 1]);
  });

  it.each([[{ concurrency: 0 }], [{ concurrency: 1.5 }], [{ concurrency: Infinity }], [{ threads: 2 }]])(
    'refuses %j',
    (options) => {
      expect(() => new LocalRunner(options as never)).toThrow(/concurrency/);
    },
  );
});
