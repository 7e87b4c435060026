import { isPlainObject } from '../../util';
import { DatasetFormatError, DatasetRowError } from '../dataset-errors';
import { assertSafeIntegers } from '../formats/unsafe-integer';
import type { Row } from '../row';
import type { WebAddress } from './web-address';
import { answerOf, type WebSettings } from './web-request';

/** Most rows that the API gives at once. */
const PAGE = 100;

interface Page {
  readonly rows: readonly { readonly row: Row['record']; readonly truncated_cells?: readonly string[] }[];
  readonly num_rows_total: number;
}

/**
 * The rows of a split on a Hugging Face datasets server, by its rows API, a page at a time. An `offset` and a `length` in
 * the address are the first row and the number of rows.
 *
 * @throws {@link DatasetFetchError}, {@link DatasetFormatError}; {@link DatasetRowError} for a row that the server cut.
 */
export async function* hubRows({ url, name }: WebAddress, settings: WebSettings): AsyncGenerator<Row> {
  let offset = Number(url.searchParams.get('offset') ?? 0);
  const end = offset + Number(url.searchParams.get('length') ?? Number.POSITIVE_INFINITY);
  while (offset < end) {
    const request = { name, url: pageUrl(url, offset, Math.min(PAGE, end - offset)) };
    const { rows, num_rows_total: total } = await answerOf(request, settings, async (response) =>
      pageOf(await response.text(), name),
    );
    for (const { row, truncated_cells: cut = [] } of rows) {
      const place = { source: name, row: ++offset };
      if (cut.length > 0) throw cutRow(place, cut[0] as string);
      yield { record: row, place };
    }
    if (rows.length === 0 || offset >= total) return;
  }
}

function pageUrl(url: URL, offset: number, length: number): URL {
  const page = new URL(url);
  page.searchParams.set('offset', String(offset));
  page.searchParams.set('length', String(length));
  return page;
}

function pageOf(text: string, source: string): Page {
  const page = parsed(text);
  if (!isPage(page)) {
    throw new DatasetFormatError(source, {
      reason: 'does not answer as the rows API of a datasets server',
      found: text,
      expected: '{ rows: [{ row: { … } }, …], num_rows_total }.',
      fix: 'give the address of /rows with dataset, config and split, or that of a file.',
    });
  }
  assertSafeIntegers(text, source, 'read the Parquet file of the split with { columns } that leave it out.');
  return page;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPage(value: unknown): value is Page {
  if (!isPlainObject(value)) return false;
  const { rows, num_rows_total: total } = value;
  return (
    Array.isArray(rows) &&
    typeof total === 'number' &&
    rows.every((row) => isPlainObject(row) && isPlainObject(row['row']))
  );
}

function cutRow(place: Row['place'], column: string): DatasetRowError {
  return new DatasetRowError(
    { ...place, column },
    {
      reason: 'was cut by the server, which limits the size of a page',
      fix: 'read the Parquet file of the split instead: its address is on the page of the dataset.',
    },
  );
}
