import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvaluationResult, type EvaluationRow } from '../../../src/evaluate';
import { NO_USAGE } from '../../../src/messages';
import { Example, Prediction } from '../../../src/primitives';

const row = (index: number, more: Partial<EvaluationRow> = {}): EvaluationRow => ({
  index,
  example: Example.from({ question: `q${index}`, answer: 'yes', score: 'its own' }),
  prediction: Prediction.from({ answer: 'no, "never"' }),
  score: index / 2,
  latencyMs: 12.345,
  usage: { ...NO_USAGE, inputTokens: 3, outputTokens: 1 },
  ...more,
});
const failed = (index: number): EvaluationRow => ({
  ...row(index, { prediction: undefined, score: undefined }),
  error: { kind: 'program', code: 'BROKEN', message: 'It broke.', cause: new Error('secret stack') },
});
const result = new EvaluationResult(
  [row(0), row(1, { feedback: 'fine', objectives: { brevity: 1 } }), failed(2)],
  { total: 3, durationMs: 40 },
);

describe('a result', () => {
  it.each(['json', 'jsonl', 'csv', 'CSV', 'xml', 'html'])(
    'is written to a file that ends in .%s, and to no other',
    async (kind) => {
      const folder = await mkdtemp(join(tmpdir(), 'dspex-result-'));
      const file = join(folder, `result.${kind}`);
      await result.save(file);
      const text = await readFile(file, 'utf8');
      const texts = {
        json: `${JSON.stringify(result, null, 2)}\n`,
        jsonl: result.toJsonLines(),
        csv: result.toCsv(),
        xml: result.toJUnit(),
        html: result.toHtml(),
      };
      expect(text).toBe(texts[kind.toLowerCase() as 'csv']);
      expect(await readdir(folder)).toEqual([`result.${kind}`]);
    },
  );

  it.each(['result', 'result.txt', 'result.json.bak'])('is not written to %s', async (file) => {
    await expect(result.save(join(tmpdir(), file))).rejects.toThrow(/.csv, .xml or .html/);
  });

  it('names the folder that is not there', async () => {
    await expect(result.save(join(tmpdir(), 'dspex-none', 'none', 'x.json'))).rejects.toThrow(/x\.json/);
  });

  it('is JSON with its figures and rows, and no stack of an error', () => {
    const json = JSON.parse(JSON.stringify(result)) as Record<string, unknown> & { rows: object[] };
    expect(json).toMatchObject({ version: 1, score: 0.25, n: 2, total: 3, errors: { program: 1 } });
    expect(json.rows[2]).toMatchObject({ error: { kind: 'program', code: 'BROKEN', message: 'It broke.' } });
    expect(JSON.stringify(json)).not.toContain('secret stack');
  });

  it('is a line of JSON a row', () => {
    const lines = result.toJsonLines().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual([0, 1, 2]);
  });

  it('is CSV that tells the example’s columns from the prediction’s and from ours', () => {
    const [header, first, , third] = result.toCsv().split('\r\n');
    expect(header).toBe(
      'question,example_answer,example_score,prediction_answer,score,feedback,error_kind,error_code,error_message,latency_ms,input_tokens,output_tokens,objective_brevity',
    );
    expect(first).toBe('q0,yes,its own,"no, ""never""",0,,,,,12.35,3,1,');
    expect(third).toBe('q2,yes,its own,,,,program,BROKEN,It broke.,12.35,3,1,');
  });

  it('is a table for a console, cut to what fits, with the figures below', () => {
    const long = new EvaluationResult(
      [row(0, { prediction: Prediction.from({ answer: '🎉'.repeat(100) }) }), failed(1)],
      {
        total: 2,
        durationMs: 1,
      },
    );
    const table = long.toTable(1);
    expect(table).toContain(`${'🎉'.repeat(31)}…`);
    expect(table).toContain('… 1 more rows');
    expect(table.split('\n').at(-1)).toMatch(
      /^score 0 \(95 % .*\) {2}n 1 {2}errors 1 \(program 1\) {2}p50 12 ms$/,
    );
  });
});
