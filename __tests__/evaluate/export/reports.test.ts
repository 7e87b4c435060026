import { EvaluationResult, type EvaluationRow } from '../../../src/evaluate';
import { NO_USAGE } from '../../../src/messages';
import { Example, Prediction } from '../../../src/primitives';

const HOSTILE = '<script>alert("1")</script> & \u0000\u0007 \ud800 ]]> \'x\'';
const row = (index: number, more: Partial<EvaluationRow>): EvaluationRow => ({
  index,
  example: Example.from({ question: HOSTILE, answer: `a${index}`, team: HOSTILE }).withInputs('question'),
  prediction: Prediction.from({ answer: HOSTILE }),
  latencyMs: 1_500,
  usage: { ...NO_USAGE, requests: 1, inputTokens: 10, cost: 0.25 },
  ...more,
});
const rows = [
  row(0, { score: 1 }),
  row(1, { score: 0.5, feedback: HOSTILE, metricUsage: { ...NO_USAGE, requests: 2, cost: 0.5 } }),
  row(2, { prediction: undefined, error: { kind: 'program', code: 'BROKEN', message: `${HOSTILE}\nmore` } }),
];
const plain = new EvaluationResult(rows, { total: 3, durationMs: 4_000 });
const result = new EvaluationResult(rows, { total: 3, durationMs: 4_000 }, { slices: plain.sliceBy('team') });

describe('a result as JUnit XML', () => {
  it('has a test case a row: passed, failed, in error', () => {
    const xml = result.toJUnit({ name: 'routing & more' });
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="routing &amp; more" tests="3" failures="1" errors="1" time="4.000">/,
    );
    expect(xml.match(/<testcase /g)).toHaveLength(3);
    expect(xml).toMatch(/time="1\.500"\/>/);
    expect(xml).toMatch(/<failure type="score" message="score 0.5, below 1">/);
    expect(xml).toMatch(/<error type="BROKEN" message="&lt;script&gt;/);
    expect(xml.trimEnd()).toMatch(/<\/testsuites>$/);
  });

  it('lets a lower score pass where that is said', () => {
    expect(result.toJUnit({ passScore: 0.5 })).toContain('failures="0"');
    expect(() => result.toJUnit({ pass: 1 } as never)).toThrow(/passScore/);
  });

  it('escapes everything', () => {
    const xml = result.toJUnit({ name: HOSTILE });
    expect(xml).not.toMatch(/<script|\u0000|\u0007|[\ud800-\udfff]/);
    const withoutTags = xml.replace(/<\/?[a-z]+(?: [a-z]+="[^"<>]*")*\/?>|<\?xml[^>]*>/g, '');
    expect(withoutTags).not.toMatch(/[<>]/);
    expect(withoutTags).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
  });
});

describe('a result as HTML', () => {
  it('is one page with figures, slices and rows, and asks for nothing', () => {
    const page = result.toHtml({ title: 'Routing' });
    expect(page).toContain('<h1>Routing</h1>');
    expect(page).toContain('n 2 of 3');
    expect(page).toContain('$1.2500');
    expect(page).toContain('2 calls of the metric');
    expect(page).toContain('<h2>Slices</h2>');
    expect(page.match(/<tr class="failed">/g)).toHaveLength(1);
    expect(page).not.toMatch(/src=|href=|url\(|@import|<script/);
  });

  it('escapes everything', () => {
    const page = result.toHtml({ title: HOSTILE });
    expect(page).not.toMatch(/<script|\u0000|\u0007|[\ud800-\udfff]/);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;');
  });

  it('shows the worst rows first, and says how many are left out', () => {
    const page = result.toHtml({ mostRows: 2 });
    expect(page).toContain('1 more are not shown');
    const [, body = ''] = page.split('<h2>Rows</h2>');
    expect([...body.matchAll(/<tr[^>]*><td class="number">(\d)/g)].map(([, index]) => index)).toEqual([
      '2',
      '1',
    ]);
  });

  it('holds for a result of nothing', () => {
    const nothing = new EvaluationResult([], { total: 0, durationMs: 0 });
    expect(nothing.toHtml()).toContain('<p class="score">–</p>');
    expect(nothing.toJUnit()).toContain('tests="0"');
  });
});
