import { exactMatch, passageMatch, tokenF1 } from '../../src/evaluate';
import { Example, Prediction } from '../../src/primitives';
import { itShows } from '../support/report-cases';

describe('built-in metrics', () => {
  itShows<{ pairs: [string, string][] }>(
    'b151',
    'take two spellings of one text for the same',
    ({ pairs }) => {
      const score = (metric: ReturnType<typeof exactMatch>, [left, right]: readonly [string, string]) =>
        Number(metric(Example.from({ answer: left }) as never, Prediction.from({ answer: right }) as never));
      for (const pair of pairs.slice(0, 2)) {
        const decomposed = [pair[0].normalize('NFC'), pair[1].normalize('NFD')] as const;
        for (const both of [pair, decomposed]) {
          for (const metric of [exactMatch('answer'), tokenF1('answer')])
            expect(score(metric as never, both)).toBe(1);
        }
      }
      for (const pair of pairs.slice(2)) {
        for (const metric of [exactMatch('answer'), tokenF1('answer')])
          expect(score(metric as never, pair)).toBe(0);
      }
      const passage = Prediction.from({ context: ['a Cafe\u0301 in town'] });
      expect(
        Number(
          passageMatch('answer', 'context')(Example.from({ answer: 'Caf\u00e9' }) as never, passage as never),
        ),
      ).toBe(1);
    },
  );
});
