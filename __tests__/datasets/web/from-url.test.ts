import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Dataset, DatasetFetchError, DatasetFormatError, DatasetRowError } from '../../../src/datasets';
import { loopbackServer } from '../../support/loopback-server';

const server = loopbackServer();
const parquet = readFileSync(join(__dirname, '..', '..', 'fixtures', 'parquet', 'rows-snappy.parquet'));
const valuesOf = async (dataset: Dataset, field: string) =>
  (await dataset.toArray()).map((example) => example.get(field));

describe('Dataset.fromUrl on a file', () => {
  it('streams it by its ending, whatever its query', async () => {
    server.answer((_, response) => response.end('a,b\n1,2\n'));
    expect(await valuesOf(Dataset.fromUrl(`${server.origin}/rows.csv?download=true`), 'b')).toEqual(['2']);
    server.answer((_, response) => response.end(gzipSync('{"b":3}\n')));
    expect(await valuesOf(Dataset.fromUrl(new URL(`${server.origin}/x.jsonl.gz`)), 'b')).toEqual([3]);
  });

  it('reads Parquet by ranges, or whole from a server without them', async () => {
    server.answer((request, response) => {
      const [, start = '0', end = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const bytes = parquet.subarray(Number(start), Number(end) + 1);
      response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${parquet.length}` }).end(bytes);
    });
    const url = `${server.origin}/rows.parquet`;
    expect(await valuesOf(Dataset.fromUrl(url), 'score')).toEqual([0.5, 1.5, 2.5, 3.5, 4.5]);
    server.answer((_, response) => response.end(parquet));
    expect(await valuesOf(Dataset.fromUrl(url), 'score')).toHaveLength(5);
    expect(server.requests).toHaveLength(1);
  });

  it('sends the token, and shows neither it nor the query in errors', async () => {
    server.answer((request, response) => {
      expect(request.headers.authorization).toBe('Bearer hf_secret');
      response.writeHead(403).end('{"error":"gated"}');
    });
    const reading = Dataset.fromUrl(`${server.origin}/a.jsonl?sig=hidden`, { token: 'hf_secret' }).toArray();
    await expect(reading).rejects.toMatchObject({ status: 403, retryable: false });
    await expect(reading).rejects.toThrow('gated');
    await expect(reading).rejects.not.toThrow(/hf_secret|hidden/);
  });

  it('refuses an answer that breaks off', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"a":1}\n');
      setImmediate(() => response.destroy());
    });
    await expect(
      Dataset.fromUrl(`${server.origin}/a.jsonl`, { maxRetries: 0 }).toArray(),
    ).rejects.toBeInstanceOf(DatasetFetchError);
  });

  it('says that nobody is there', async () => {
    const reading = Dataset.fromUrl('http://127.0.0.1:1/a.jsonl', { maxRetries: 0 }).toArray();
    await expect(reading).rejects.toThrow(/could not be reached|ECONNREFUSED/);
  });

  it('stops in the middle at an abort', async () => {
    const controller = new AbortController();
    server.answer((_, response) => void response.writeHead(200).write('{"a":1}\n'));
    const dataset = Dataset.fromUrl(`${server.origin}/a.jsonl`, { signal: controller.signal });
    const reading = (async () => {
      for await (const row of dataset) if (row.get('a') === 1) controller.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  it.each(['rows.jsonl', 'ftp://host/rows.jsonl', ''])('refuses the address %j', (url) => {
    expect(() => Dataset.fromUrl(url)).toThrow('http');
  });

  it('refuses options that nothing reads', () => {
    expect(() => Dataset.fromUrl('http://host/a.csv', { tokens: 'x' } as never)).toThrow('token');
    expect(() => Dataset.fromUrl('http://host/rows?dataset=x', { delimiter: ';' })).toThrow('rows API');
    expect(() => Dataset.fromUrl('http://host/rows.html')).toThrow(DatasetFormatError);
  });
});

describe('Dataset.fromUrl on the rows API', () => {
  const total = 250;
  const pages = (cut?: number) =>
    server.answer((request, response) => {
      const query = new URL(request.url ?? '', server.origin).searchParams;
      const offset = Number(query.get('offset'));
      const length = Math.min(Number(query.get('length')), total - offset);
      const rows = Array.from({ length }, (_, index) => ({
        row_idx: offset + index,
        row: { n: offset + index },
        truncated_cells: offset + index === cut ? ['n'] : [],
      }));
      response.end(JSON.stringify({ features: [], rows, num_rows_total: total, num_rows_per_page: 100 }));
    });
  const address = (query = '') => `${server.origin}/rows?dataset=a/b&config=c&split=train${query}`;

  it('reads page after page, in order', async () => {
    pages();
    const values = await valuesOf(Dataset.fromUrl(address(), { inputs: ['n'] }), 'n');
    expect(values).toEqual(Array.from({ length: total }, (_, n) => n));
    expect(server.requests).toHaveLength(3);
  });

  it('begins and ends where the address says, and asks for no page that is not needed', async () => {
    pages();
    expect(await valuesOf(Dataset.fromUrl(address('&offset=90&length=120')), 'n')).toEqual(
      Array.from({ length: 120 }, (_, n) => n + 90),
    );
    pages();
    expect(await valuesOf(Dataset.fromUrl(address()).take(2), 'n')).toEqual([0, 1]);
    expect(server.requests).toHaveLength(1);
  });

  it('names a row that the server cut', async () => {
    pages(120);
    const reading = Dataset.fromUrl(address()).toArray();
    await expect(reading).rejects.toBeInstanceOf(DatasetRowError);
    await expect(reading).rejects.toThrow(
      '/rows?dataset=a/b&config=c&split=train, row 121, column "n", was cut',
    );
  });

  it.each(['<html>', '{"rows":[1],"num_rows_total":1}', '{"rows":[]}'])(
    'refuses the answer %j',
    async (body) => {
      server.answer((_, response) => response.end(body));
      await expect(Dataset.fromUrl(address()).toArray()).rejects.toBeInstanceOf(DatasetFormatError);
    },
  );

  it('refuses numbers that would lose digits', async () => {
    const body = '{"rows":[{"row":{"id":9007199254740993}}],"num_rows_total":1}';
    server.answer((_, response) => response.end(body));
    await expect(Dataset.fromUrl(address()).toArray()).rejects.toThrow('9007199254740993');
  });
});
