import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompileReport, type CompileReportData } from '../../../src/teleprompt';
import { NO_USAGE } from '../../../src/messages';

const folder = mkdtempSync(join(tmpdir(), 'dspex-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const candidate = {
  id: 'a',
  origin: 'the student',
  score: 0.5,
  n: 10,
  interval: [0.2, 0.8] as const,
  errors: {},
  failures: [],
  changes: [],
};
const data: CompileReportData = {
  job: 'j1',
  optimizer: 'Auto',
  candidates: [
    candidate,
    {
      ...candidate,
      id: 'b',
      origin: 'proposed <script>alert(1)</script> & "more"',
      score: 0.9,
      interval: [0.6, 0.98],
      changes: ['route: instructions "Say </pre><b>it</b>"'],
      failures: [{ kind: 'program', message: 'broke at <i>' }],
    },
    { ...candidate, id: 'c', score: Number.NaN, n: 0, interval: [Number.NaN, Number.NaN] },
  ],
  winner: 'b',
  spending: {
    usage: { ...NO_USAGE, requests: 7, inputTokens: 10 },
    metricCalls: 30,
    usd: 0.25,
    minutes: 1.5,
  },
};

describe('the page of a report', () => {
  it('shows candidates, scores, spending and the verdict', async () => {
    const file = join(folder, 'report.html');
    await new CompileReport(data).save(file);
    const page = readFileSync(file, 'utf8');
    for (const text of [
      'Auto',
      '0.900',
      '0.600 to 0.980',
      '30 evaluations',
      '$0.2500',
      'Not confirmed',
      'the result',
    ])
      expect(page).toContain(text);
    expect(page.match(/<circle/g)).toHaveLength(2);
  });

  it('asks nothing of other places and runs nothing, whatever a model wrote', () => {
    const page = new CompileReport(data).toHtml();
    expect(page).not.toMatch(/<script|<b>|<i>|https?:|src=|href=/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('is there even where nothing was scored', () => {
    const page = new CompileReport({ ...data, candidates: [] }).toHtml();
    expect(page).toContain('Nothing was scored');
  });

  it('refuses other kinds of files', async () => {
    await expect(new CompileReport(data).save(join(folder, 'report.pdf'))).rejects.toThrow(
      /\.html or \.json/,
    );
  });
});
