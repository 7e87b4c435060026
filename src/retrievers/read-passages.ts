import { InvalidArgumentError } from '../errors';
import { assertKnownOptions, canonicalJson, deepFreeze, isPlainObject, sha256 } from '../util';
import type { PassageInput, StoredPassage } from './retriever';

/** A passage that may still lack its id. */
export type ReadPassage = Omit<StoredPassage, 'id'> & { readonly id?: string };

/**
 * Checks passages and copies them, so that nobody changes them afterwards.
 *
 * @param where the call, for errors.
 * @throws {@link InvalidArgumentError} for a passage without text, an id that is empty or given twice, metadata that is no JSON.
 */
export function readPassages(inputs: readonly PassageInput[], where: string): readonly ReadPassage[] {
  if (!Array.isArray(inputs)) {
    throw new InvalidArgumentError(where, { found: typeof inputs, expected: 'a list of passages.' });
  }
  const ids = new Set<string>();
  return (inputs as readonly PassageInput[]).map((input, place) => {
    const passage = readPassage(input, `${where}[${place}]`);
    const { id } = passage;
    if (id === undefined) return passage;
    if (ids.has(id)) {
      throw new InvalidArgumentError(`${where}[${place}]`, {
        found: `the id ${JSON.stringify(id)} a second time`,
        expected: 'another id for each passage.',
      });
    }
    ids.add(id);
    return passage;
  });
}

/** An id that tells nothing but what the passage is: the same passage has the same one, wherever it is made. */
export function contentId({ text, metadata }: Omit<StoredPassage, 'id'>): string {
  return sha256(canonicalJson([text, metadata])).slice(0, 32);
}

function readPassage(input: PassageInput, where: string): ReadPassage {
  if (typeof input === 'string') return Object.freeze({ text: input, metadata: Object.freeze({}) });
  if (!isPlainObject(input) || typeof input.text !== 'string') {
    throw new InvalidArgumentError(where, {
      found: isPlainObject(input) ? `text that is ${typeof input['text']}` : typeof input,
      expected: 'a text, or an object { text, id, metadata }.',
    });
  }
  assertKnownOptions(input, ['text', 'id', 'metadata'], where);
  const { text, id, metadata = {} } = input;
  if (id !== undefined && (typeof id !== 'string' || id === '')) {
    throw new InvalidArgumentError(`${where}.id`, {
      found: String(id),
      expected: 'a text that is not empty.',
    });
  }
  const read = { text, metadata: readMetadata(metadata, `${where}.metadata`) };
  return Object.freeze(id === undefined ? read : { id, ...read });
}

function readMetadata(metadata: unknown, where: string): Readonly<Record<string, unknown>> {
  if (!isPlainObject(metadata)) {
    throw new InvalidArgumentError(where, { found: typeof metadata, expected: 'an object of JSON values.' });
  }
  try {
    return deepFreeze(JSON.parse(canonicalJson(metadata)) as Record<string, unknown>);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new InvalidArgumentError(where, {
      found: 'a value that JSON cannot hold',
      expected: 'text, finite numbers, true, false, null, lists and plain objects of these.',
      fix: 'turn dates into ISO text, and leave clients and functions out.',
    });
  }
}
