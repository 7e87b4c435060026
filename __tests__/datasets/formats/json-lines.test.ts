import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dataset, DatasetRowError } from '../../../src/datasets';

const folder = mkdtempSync(join(tmpdir(), 'dspex-datasets-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileOf(content: string | Buffer): string {
  const file = join(folder, `${files++}.jsonl`);
  writeFileSync(file, content);
  return file;
}

describe('a JSON Lines file', () => {
  it('gives an example a line, with its inputs marked', async () => {
    const examples = await Dataset.fromFile(fileOf('{"q":"a","n":1}\n{"q":"b","n":2}\n'), {
      inputs: ['q'],
    }).toArray();
    expect(examples.map((example) => [example.inputs(), example.labels()])).toEqual([
      [{ q: 'a' }, { n: 1 }],
      [{ q: 'b' }, { n: 2 }],
    ]);
  });

  it('reads a byte order mark, CRLF, blank lines, a line separator in a text and a last line without end', async () => {
    const examples = await Dataset.fromFile(fileOf('\uFEFF{"t":"a\u2028b"}\r\n\r\n{"t":"c"}')).toArray();
    expect(examples.map((example) => example.get('t'))).toEqual(['a\u2028b', 'c']);
  });

  it('keeps characters whole that lie across two chunks of the file', async () => {
    const text = 'é🙂'.repeat(400_000);
    const [example] = await Dataset.fromFile(fileOf(JSON.stringify({ text }))).toArray();
    expect(example?.get('text')).toBe(text);
  });

  it('is read no further than what is taken', async () => {
    const file = fileOf('{"a":1}\n{"a":2}\nbroken');
    expect(await Dataset.fromFile(file).take(2).toArray()).toHaveLength(2);
    expect(await Dataset.fromFile(file).take(0).toArray()).toEqual([]);
  });

  it.each([
    ['{"a":1}\n{"a":', ':2 is not JSON'],
    ['[1]', ':1 is JSON but not an object'],
    ['{"b":1}', ':1 lacks the input "a"'],
    ['{"a":1,"id":9007199254740993}', 'too large to keep its digits'],
  ])('refuses %j naming the line', async (content, words) => {
    const reading = Dataset.fromFile(fileOf(content), { inputs: ['a'] }).toArray();
    await expect(reading).rejects.toThrow(words);
    await expect(reading).rejects.toBeInstanceOf(DatasetRowError);
  });

  it('leaves long digits alone that are text or no whole number', async () => {
    const content = '{"a":"say \\"9007199254740993\\"","b":0.12345678901234567,"c":9007199254740991}';
    expect(await Dataset.fromFile(fileOf(content)).toArray()).toHaveLength(1);
  });

  it('refuses bytes that are not UTF-8', async () => {
    await expect(Dataset.fromFile(fileOf(Buffer.from([0x7b, 0xff, 0x7d]))).toArray()).rejects.toThrow(
      'not UTF-8',
    );
  });

  it('stops at an abort with its reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(Dataset.fromFile(fileOf('{"a":1}'), { signal }).toArray()).rejects.toThrow('enough');
  });

  it('refuses options it does not know', async () => {
    expect(() => Dataset.fromFile('x.jsonl', { input: ['a'] } as never)).toThrow('inputs');
  });

  it('reads 50,000 lines', async () => {
    expect(await Dataset.fromFile(fileOf('{"a":1}\n'.repeat(50_000))).toArray()).toHaveLength(50_000);
  });

  it('reads lines with strings of megabytes, and still sees a number beyond 2^53 beside them', async () => {
    const long = `${'a'.repeat(8_000_000)}\\\\`;
    const file = fileOf(`{"text": "${long}\\" 9007199254740993", "n": 1}\n`);
    expect(await Dataset.fromFile(file).toArray()).toHaveLength(1);
    await expect(
      Dataset.fromFile(fileOf(`{"text": "${long}", "n": 9007199254740993}\n`)).toArray(),
    ).rejects.toThrow(/9007199254740993/);
  });
});
