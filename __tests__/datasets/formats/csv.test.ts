import { Dataset, DatasetFormatError, DatasetRowError, type DatasetFileOptions } from '../../../src/datasets';
import { readCsv } from '../../../src/datasets/formats/csv';
import { dataFiles } from '../../support/data-files';

const fileOf = dataFiles();
const rowsOf = async (text: string | Uint8Array, options: DatasetFileOptions = {}, ending = '.csv') =>
  (await Dataset.fromFile(fileOf(ending, text), options).toArray()).map((example) => example.toJSON());

describe('a CSV file', () => {
  it('gives an example a row, with its inputs marked', async () => {
    const [example] = await Dataset.fromFile(fileOf('.csv', 'q,a\nWho?,Ada\n'), { inputs: ['q'] }).toArray();
    expect([example?.inputs(), example?.labels()]).toEqual([{ q: 'Who?' }, { a: 'Ada' }]);
  });

  it('holds separators, line breaks and quotes in quoted cells', async () => {
    expect(await rowsOf('q,a\n"a, b\nc","say ""yes"""\n')).toEqual([{ q: 'a, b\nc', a: 'say "yes"' }]);
  });

  it('may begin with a byte order mark, end its lines with CRLF and leave lines blank', async () => {
    expect(await rowsOf('\uFEFF q ,a\r\n\r\n1,2\r\n\r\n3,4')).toEqual([
      { q: '1', a: '2' },
      { q: '3', a: '4' },
    ]);
  });

  it('keeps the white space of its cells, and empty cells as empty texts', async () => {
    expect(await rowsOf('q,a\n x ,\n')).toEqual([{ q: ' x ', a: '' }]);
  });

  it('takes a column called __proto__ for data', async () => {
    const [row] = await rowsOf('__proto__,a\nx,y\n');
    expect(Object.keys(row ?? {})).toEqual(['__proto__', 'a']);
  });

  it('is separated as its options say', async () => {
    expect(await rowsOf('q;a\n1;2\n', { delimiter: ';' })).toEqual([{ q: '1', a: '2' }]);
    expect(await rowsOf('q\ta, b\n1\t2\n', {}, '.tsv')).toEqual([{ q: '1', 'a, b': '2' }]);
    expect(await rowsOf('1,2\n', { header: ['q', 'a'] })).toEqual([{ q: '1', a: '2' }]);
    expect(await rowsOf('q,a,b\n1,2,3\n', { columns: ['b', 'q'] })).toEqual([{ b: '3', q: '1' }]);
  });

  it('gives cells the types its options say', async () => {
    const types = { n: 'number', ok: 'boolean', tags: 'json' } as const;
    expect(await rowsOf('n,ok,tags,t\n -1.5,YES,"[""a""]",7\n,,,\n', { types })).toEqual([
      { n: -1.5, ok: true, tags: ['a'], t: '7' },
      { n: null, ok: null, tags: null, t: '' },
    ]);
  });

  it.each<[string, string, DatasetFileOptions, string]>([
    ['a number that is none', 'n\n1\nfour\n', { types: { n: 'number' } }, ':3, column "n", does not hold'],
    ['digits that would be lost', 'n\n9007199254740993\n', { types: { n: 'number' } }, ':2, column "n",'],
    ['a boolean that is none', 'n\nmaybe\n', { types: { n: 'boolean' } }, 'true, false'],
    ['JSON that is none', 'n\n{\n', { types: { n: 'json' } }, 'type json'],
    ['a row too short', 'a,b\n1,2\n\n1\n', {}, ':4 has 1 cells where the header has 2'],
    ['a row too long', 'a,b\n"x\ny",2\n1,2,3\n', {}, ':4 has 3 cells'],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', {}, 'never closed'],
    ['a quote inside a cell', 'a,b\n1,x"y\n', {}, ':2 is not CSV'],
    ['an input no column is', 'ticket,team\n1,2\n', { inputs: ['tickets'] }, 'write "ticket"'],
    ['a column no column is', 'ticket,team\n1,2\n', { columns: ['Team'] }, 'lacks the column "Team"'],
  ])('refuses %s, naming the line', async (_, text, options, words) => {
    const reading = rowsOf(text, options);
    await expect(reading).rejects.toBeInstanceOf(DatasetRowError);
    await expect(reading).rejects.toThrow(words);
  });

  it.each<[string, string | Uint8Array, DatasetFileOptions, string]>([
    ['no header', '', {}, 'is empty'],
    ['a column without a name', 'a,,c\n', {}, 'no name for column 2'],
    ['a column named twice', 'a,b,a\n', {}, 'two columns called "a"'],
    ['another separator than it is read with', 'a;b\n1;2\n', {}, 'delimiter: ";"'],
    ['a type for a column that is not there', 'a,b\n', { types: { c: 'number' } }, 'no column "c"'],
    ['bytes that are not UTF-8', Buffer.from('a,b\nM\u00fcller,1\n', 'latin1'), {}, 'not UTF-8'],
  ])('refuses %s', async (_, text, options, words) => {
    const reading = rowsOf(text, options);
    await expect(reading).rejects.toBeInstanceOf(DatasetFormatError);
    await expect(reading).rejects.toThrow(words);
  });

  it('stops at an abort with its reason', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(rowsOf('a\n1\n', { signal })).rejects.toThrow('enough');
  });

  it('lets its source go when reading ends early', async () => {
    let closed = false;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('a,b\n'.repeat(10_000));
      } finally {
        closed = true;
      }
    };
    const source = { name: 'rows.csv', bytes, slices: () => Promise.reject(new Error('unused')) };
    for await (const { record } of readCsv(source, {})) {
      expect(record).toEqual({ a: 'a', b: 'b' });
      break;
    }
    for (let turn = 0; turn < 100 && !closed; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(true);
  });
});
