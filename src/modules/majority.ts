import { InvalidArgumentError } from '../errors';
import { Completions, Prediction } from '../primitives';
import { assertKnownOptions, isPlainObject, normalizeText, sameJson } from '../util';

/** How answers are counted. */
export interface MajorityOptions {
  /**
   * The output that is counted.
   * @default the last one
   */
  readonly field?: string;
  /**
   * What two values are the same by; null takes a value out of the count.
   * @default text without case, punctuation, articles and outer spaces; other values as JSON
   */
  readonly normalize?: (value: unknown) => string | null;
}

/**
 * The answer that most completions give; of equally many the one that came first. Its other outputs are those of the first
 * completion that gives it.
 *
 * @param given a prediction with several completions, its completions, or a list of predictions or records.
 * @remarks DSPy's `majority`.
 */
export function majority<Outputs = Record<string, unknown>>(
  given: Prediction<Outputs> | Completions<Outputs> | readonly object[],
  options: MajorityOptions = {},
): Prediction<Outputs> {
  assertKnownOptions(options, ['field', 'normalize'], 'majority(completions, ...)');
  const records = recordsIn(given);
  const [first] = records;
  if (first === undefined) {
    throw new InvalidArgumentError('majority(completions)', {
      found: 'no completions',
      expected: 'at least one.',
    });
  }
  const { field = Object.keys(first).at(-1) ?? '', normalize = standingFor } = options;
  const keys = records.map((record) => normalize(record[field]));
  const counted = keys.every((key) => key === null) ? keys.map(String) : keys;
  const counts = new Map<string, number>();
  for (const key of counted) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winner = [...counts].find(([, count]) => count === most)?.[0];
  return Prediction.from(
    (records[counted.indexOf(winner ?? null)] ?? first) as object,
  ) as unknown as Prediction<Outputs>;
}

function recordsIn(given: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: unknown = Prediction.isInstance(given) ? given.completions : given;
  const items = list instanceof Completions || Array.isArray(list) ? [...(list as Iterable<unknown>)] : [];
  const records = items.map((item) => (Prediction.isInstance(item) ? item.toJSON() : item));
  if (records.every(isPlainObject)) return records as Readonly<Record<string, unknown>>[];
  throw new InvalidArgumentError('majority(completions)', {
    found: 'a list with other things',
    expected: 'predictions or records of outputs.',
  });
}

function standingFor(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? normalizeText(value) : sameJson(value);
  return text === '' ? null : text;
}
