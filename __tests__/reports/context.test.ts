import { MockLM, trackUsage } from '../../src/lm';
import { Module, Predict } from '../../src/modules';
import { withTrace } from '../../src/primitives';
import { withContext } from '../../src/settings';
import { collect } from '../support/collect';
import { itShows } from '../support/report-cases';

class TwoSteps extends Module {
  first = new Predict('q -> a');
  second = new Predict('a -> b');

  async forward({ q }: { q: string }) {
    const { a } = await this.first.call({ q });
    return this.second.call({ a });
  }
}

const reply = (name: string): string => `[[ ## ${name} ## ]]\nx\n\n[[ ## completed ## ]]`;

describe('a stream of a program', () => {
  itShows('b069', 'runs where it was made, not where it is read', async () => {
    for (const isInside of [false, true]) {
      const [own, standing, other] = [
        new MockLM([reply('a'), reply('b')]),
        new MockLM([reply('a')]),
        new MockLM([reply('a')]),
      ];
      const program = new TwoSteps();
      await withContext({ lm: standing }, async () => {
        const made = await trackUsage(() =>
          withTrace(async () => {
            const held = await withContext({ lm: own }, () => ({ stream: program.stream({ q: 'x' }) }));
            const elsewhere = await trackUsage(() =>
              withTrace(() =>
                isInside ? withContext({ lm: other }, () => collect(held.stream)) : collect(held.stream),
              ),
            );
            return { inner: elsewhere.result.trace.length, innerUsage: elsewhere.usage.requests };
          }),
        );
        expect([made.result.trace.length, made.usage.requests]).toEqual([2, 2]);
        expect(made.result.result).toEqual({ inner: 0, innerUsage: 0 });
      });
      expect([own, standing, other].map(({ requests }) => requests.length)).toEqual([2, 0, 0]);
    }
  });
});
