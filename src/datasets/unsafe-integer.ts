const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The first whole number in a JSON text that a double cannot hold, as written, or undefined. */
export function unsafeInteger(json: string): string | undefined {
  if (!/\d{16}/.test(json)) return undefined;
  for (const [token] of json.matchAll(STRING_OR_NUMBER)) {
    if (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token))) return token;
  }
  return undefined;
}
