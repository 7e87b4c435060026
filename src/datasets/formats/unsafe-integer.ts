import { DatasetFormatError } from '../dataset-errors';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The first whole number in a JSON text that a double cannot hold, as written, or undefined. */
export function unsafeInteger(json: string): string | undefined {
  if (!/\d{16}/.test(json)) return undefined;
  for (const outside of outsideStrings(json)) {
    for (const [token] of outside.matchAll(NUMBER)) {
      if (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token))) return token;
    }
  }
  return undefined;
}

/**
 * Refuses a JSON text whose numbers would lose digits.
 *
 * @throws {@link DatasetFormatError} that says `fix`.
 */
export function assertSafeIntegers(json: string, source: string, fix: string): void {
  const lost = unsafeInteger(json);
  if (lost === undefined) return;
  const reason = `has the number ${lost}, which is too large to keep its digits`;
  throw new DatasetFormatError(source, { reason, fix });
}

/** What stands between the strings of a JSON text. No pattern over strings: one of megabytes would exhaust its stack. */
function* outsideStrings(json: string): Generator<string> {
  let start = 0;
  for (let open = json.indexOf('"'); open !== -1; open = json.indexOf('"', start)) {
    yield json.slice(start, open);
    start = endOfString(json, open) + 1;
  }
  yield json.slice(start);
}

function endOfString(json: string, open: number): number {
  let close = json.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(json, close)) close = json.indexOf('"', close + 1);
  return close === -1 ? json.length : close;
}

function isEscaped(json: string, place: number): boolean {
  let slashes = 0;
  while (json[place - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
