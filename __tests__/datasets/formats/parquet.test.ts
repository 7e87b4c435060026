import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { Dataset, DatasetFormatError, DatasetRowError, type DatasetFileOptions } from '../../../src/datasets';
import { dataFiles } from '../../support/data-files';

const fixture = (name: string) => join(__dirname, '..', '..', 'fixtures', 'parquet', `${name}.parquet`);
const rowsOf = async (file: string, options?: DatasetFileOptions) =>
  (await Dataset.fromFile(file, options).toArray()).map((example) => example.toJSON());
const fileOf = dataFiles();

const FIRST = {
  question: 'Who wrote it?',
  stars: 1,
  score: 0.5,
  tags: ['a', 'b'],
  at: new Date('2024-01-02T03:04:05Z'),
  facts: { title: ['A'], sent_id: [1] },
};

describe('a Parquet file', () => {
  it.each(['snappy', 'gzip', 'brotli', ...('zstdDecompressSync' in zlib ? ['zstd'] : [])])(
    'packed with %s gives its rows, group after group',
    async (codec) => {
      const rows = await rowsOf(fixture(`rows-${codec}`));
      expect(rows).toHaveLength(5);
      expect(rows[0]).toEqual(FIRST);
      expect(rows[2]).toMatchObject({ question: 'Wann?', stars: null });
      expect(rows.map((row) => row['question'])).toContain('何?');
    },
  );

  it('is read in the columns that are asked for alone', async () => {
    const [row] = await rowsOf(fixture('rows-snappy'), { columns: ['score'], inputs: ['question'] });
    expect(row).toEqual({ score: 0.5, question: 'Who wrote it?' });
    await expect(rowsOf(fixture('rows-snappy'), { columns: ['sent_id'] })).rejects.toThrow('at, facts');
    await expect(rowsOf(fixture('rows-snappy'), { columns: ['Score'] })).rejects.toThrow('write "score"');
  });

  it('is let go when reading ends early', async () => {
    const handles = () => process.getActiveResourcesInfo().filter((name) => name === 'FileHandle').length;
    const before = handles();
    expect(await Dataset.fromFile(fixture('rows-snappy')).take(1).toArray()).toHaveLength(1);
    expect(handles()).toBe(before);
  });

  it('is refused at a whole number that would lose digits, with row and column', async () => {
    const reading = rowsOf(fixture('long-numbers'));
    await expect(reading).rejects.toBeInstanceOf(DatasetRowError);
    await expect(reading).rejects.toThrow('row 2, column "id"');
  });

  it('is refused when it is none, or packed in a way that is not known', async () => {
    for (const file of [fileOf('.parquet', 'no parquet at all'), fixture('rows-lz4')]) {
      const reading = rowsOf(file);
      await expect(reading).rejects.toBeInstanceOf(DatasetFormatError);
      await expect(reading).rejects.toThrow('cannot be read as Parquet');
    }
    await expect(rowsOf('/nowhere/rows.parquet')).rejects.toThrow('/nowhere/rows.parquet');
  });
});
