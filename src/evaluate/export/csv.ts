/** One line of a table: column name to value. Absent and undefined columns give empty cells. */
export type TableRow = Readonly<Record<string, unknown>>;

/**
 * Writes rows as CSV (RFC 4180: CRLF, cells quoted where they must be), without a byte order mark.
 *
 * The columns are the union of all rows' in order of first appearance. Text that a spreadsheet would run as a formula
 * is prefixed with an apostrophe; numbers are left alone.
 */
export function toCsv(rows: readonly TableRow[], firstColumns: readonly string[] = []): string {
  const columns = columnsOf(rows, firstColumns);
  const lines = [columns.map((column) => cellOf(column)).join(',')];
  for (const row of rows) lines.push(columns.map((column) => cellOf(row[column])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** The union of the rows' columns in order of first appearance, after those that must come first. */
function columnsOf(rows: readonly TableRow[], firstColumns: readonly string[] = []): string[] {
  const columns = new Set(firstColumns);
  for (const row of rows) for (const column of Object.keys(row)) columns.add(column);
  return [...columns];
}

/** What a cell shows for a value: text as it is, the rest as JSON, nothing for nothing. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function cellOf(value: unknown): string {
  const text = cellText(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
