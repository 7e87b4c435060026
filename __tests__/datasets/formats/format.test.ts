import { gzipSync } from 'node:zlib';
import { Dataset, DatasetFormatError, DatasetRowError } from '../../../src/datasets';
import { FileReadError } from '../../../src/saving';
import { dataFiles } from '../../support/data-files';

const fileOf = dataFiles();
const rowsOf = async (dataset: Dataset) => (await dataset.toArray()).map((example) => example.toJSON());

describe('Dataset.fromFile', () => {
  it.each([
    ['.jsonl', '{"a":"1"}\n'],
    ['.NDJSON', '{"a":"1"}\n'],
    ['.json', '[{"a":"1"}]'],
    ['.csv', 'a\n1\n'],
    ['.tsv', 'a\n1\n'],
  ])('reads %s by its ending, and packed', async (ending, text) => {
    expect(await rowsOf(Dataset.fromFile(fileOf(ending, text)))).toEqual([{ a: '1' }]);
    expect(await rowsOf(Dataset.fromFile(fileOf(`${ending}.gz`, gzipSync(text))))).toEqual([{ a: '1' }]);
  });

  it('reads any name in the format that is said', async () => {
    expect(await rowsOf(Dataset.fromFile(fileOf('.txt', 'a\n1\n'), { format: 'csv' }))).toEqual([{ a: '1' }]);
    expect(() => Dataset.fromFile('rows.txt')).toThrow('.jsonl');
    expect(() => Dataset.fromFile('rows')).toThrow(DatasetFormatError);
  });

  it('keeps the columns that are asked for, inputs among them', async () => {
    const file = fileOf('.jsonl', '{"a":1,"b":2,"c":3}');
    expect(await rowsOf(Dataset.fromFile(file, { columns: ['c'], inputs: ['a'] }))).toEqual([{ a: 1, c: 3 }]);
  });

  it('refuses an option that the format has no use for', () => {
    expect(() => Dataset.fromFile('a.jsonl', { delimiter: ';' })).toThrow('CSV and TSV only');
  });

  it.each([
    ['{"a":1}', 'JSON but not an array'],
    ['[{"a":1},]', 'line 1, column 10'],
    ['[{"a":9007199254740993}]', 'too large to keep its digits'],
  ])('refuses the JSON %j', async (text, words) => {
    const reading = Dataset.fromFile(fileOf('.json', text)).toArray();
    await expect(reading).rejects.toBeInstanceOf(DatasetFormatError);
    await expect(reading).rejects.toThrow(words);
  });

  it('names the row of a JSON array that is no object', async () => {
    const reading = Dataset.fromFile(fileOf('.json', '[{"a":1},2]')).toArray();
    await expect(reading).rejects.toThrow(/, row 2 is not an object/);
    await expect(reading).rejects.toBeInstanceOf(DatasetRowError);
  });

  it('refuses a file that is not there, a folder, and what is not packed', async () => {
    for (const file of ['/nowhere/rows.jsonl', '/nowhere/rows.csv']) {
      await expect(Dataset.fromFile(file).toArray()).rejects.toBeInstanceOf(FileReadError);
    }
    await expect(Dataset.fromFile(__dirname, { format: 'csv' }).toArray()).rejects.toThrow('EISDIR');
    await expect(Dataset.fromFile(fileOf('.csv.gz', 'a\n1\n')).toArray()).rejects.toThrow('no whole gzip');
    const cut = gzipSync('a\n1\n').subarray(0, 20);
    await expect(Dataset.fromFile(fileOf('.csv.gz', cut)).toArray()).rejects.toThrow('no whole gzip');
  });
});
