/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

const SHAPES = [/\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, /\bsk-[\w-]{8,}/g];

/**
 * Replaces the given secrets, and whatever has the shape of one, by `[redacted]`.
 *
 * @param secrets those shorter than 4 characters are left: they would be found everywhere.
 */
export function redactorOf(secrets: readonly (string | undefined)[]): Redact {
  const known = secrets
    .filter((secret): secret is string => secret !== undefined && secret.length >= 4)
    .sort((left, right) => right.length - left.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[redacted]');
    for (const shape of SHAPES) clean = clean.replace(shape, '[redacted]');
    return clean;
  };
}

/**
 * A copy of an error that is fit to be shown: name, message, code and causes, nothing else of it.
 *
 * Vendor errors hold headers and bodies, which may hold the key.
 */
export function redactedCause(error: unknown, redact: Redact, depth = 3): Error | undefined {
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const { name, message, code, cause } = error as Record<string, unknown>;
  const copy = new Error(redact(String(message ?? '')));
  copy.name = `${error.constructor?.name ?? name}`;
  copy.stack = `${copy.name}: ${copy.message}`;
  if (typeof code === 'string') Object.assign(copy, { code });
  const inner = redactedCause(cause, redact, depth - 1);
  if (inner !== undefined) copy.cause = inner;
  return copy;
}
