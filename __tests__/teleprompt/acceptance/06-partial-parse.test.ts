import { Evaluate } from '../../../src/evaluate';
import { MockLM } from '../../../src/lm';
import { Predict } from '../../../src/modules';
import { GEPA } from '../../../src/teleprompt';
import { landscape } from '../../support/landscape';
import { readRequest } from '../../support/scripted-lm';

/** Gives the first output and forgets the second. */
const halfAnswered = () => {
  const lm = new MockLM(() => '[[ ## answer ## ]]\nforty-two\n\n[[ ## completed ## ]]');
  return new Predict('question -> answer, count: number', { lm });
};
const metric = (() => 1) as never;

describe('acceptance 6: a reply of which only a part can be read', () => {
  it('is a row with a format failure that names what is missing and shows what was there', async () => {
    const { trainset } = landscape({ rows: 2 });
    const result = await new Evaluate({ devset: trainset, metric, failureScore: 0, progress: false }).call(
      halfAnswered(),
    );
    expect(result).toMatchObject({ n: 2, score: 0, errors: { format: 2 } });
    for (const { error } of result.rows) {
      expect(error).toMatchObject({ kind: 'format', code: 'ADAPTER_PARSE', unread: ['count'] });
      expect(error?.message).toMatch(/count[\s\S]*forty-two/);
    }
  });

  it('is scored in a search, and can be learned from', async () => {
    const { trainset, promptModel } = landscape({ rows: 4 });
    const job = new GEPA({
      metric,
      reflectionLm: promptModel,
      maxMetricCalls: 20,
      addFormatFailureAsFeedback: true,
    }).start(halfAnswered(), { trainset, confirm: false });
    const { report } = await job.result;
    expect(report.candidates[0]).toMatchObject({ n: 4, score: 0, errors: { format: 4 } });
    expect(readRequest(promptModel.requests[0]!).input('records')).toMatch(/could not be read[\s\S]*count/);
  });
});
