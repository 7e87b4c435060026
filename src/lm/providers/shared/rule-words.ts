/** How a rule of JSON Schema reads, for dialects that have no keyword for it. */
const WORDS: Readonly<Record<string, (value: unknown) => string>> = {
  minLength: (value) => `at least ${String(value)} characters`,
  maxLength: (value) => `at most ${String(value)} characters`,
  pattern: (value) => `matches the regular expression ${String(value)}`,
  format: (value) => `in the format ${String(value)}`,
  minimum: (value) => `at least ${String(value)}`,
  maximum: (value) => `at most ${String(value)}`,
  exclusiveMinimum: (value) => `greater than ${String(value)}`,
  exclusiveMaximum: (value) => `less than ${String(value)}`,
  multipleOf: (value) => `a multiple of ${String(value)}`,
  minItems: (value) => `at least ${String(value)} items`,
  maxItems: (value) => `at most ${String(value)} items`,
  uniqueItems: (value) => (value === true ? 'no two items alike' : ''),
  minProperties: (value) => `at least ${String(value)} members`,
  maxProperties: (value) => `at most ${String(value)} members`,
  default: (value) => `usually ${JSON.stringify(value)}`,
};

/** Keywords that say nothing to a model. */
const SILENT = new Set([
  '$schema',
  '$id',
  '$comment',
  '$anchor',
  'title',
  'examples',
  'readOnly',
  'writeOnly',
]);

/** A rule in words; undefined for one that says nothing. Our own extensions (`x-…`) are for the reading of replies. */
export function wordsFor(keyword: string, value: unknown): string | undefined {
  if (SILENT.has(keyword) || keyword.startsWith('x-')) return undefined;
  const words = Object.hasOwn(WORDS, keyword) ? WORDS[keyword]?.(value) : undefined;
  return (words ?? `${keyword}: ${JSON.stringify(value)}`) || undefined;
}

/** A description with rules behind it. */
export function described(description: unknown, rules: readonly string[]): string | undefined {
  const text = typeof description === 'string' ? description.trim() : '';
  if (rules.length === 0) return text === '' ? undefined : text;
  const said = rules.join('; ');
  return text === '' ? `${said.charAt(0).toUpperCase()}${said.slice(1)}.` : `${text} (${said})`;
}
