import {
  contentId,
  readQuestion,
  RetrieverError,
  UnsupportedFilterError,
  type Passage,
  type RetrieveOptions,
  type Retriever,
} from '../../retrievers';
import { inSpan } from '../../tracing';
import { assertKnownOptions, deepFreeze, isPlainObject } from '../../util';
import type { PythonDescription, PythonProcess } from '../python-process';

/** How a {@link pythonRetriever} asks. */
export interface PythonRetrieverOptions {
  /**
   * Longest time of one question, in milliseconds; `Infinity` for no limit.
   * @default that of the process
   */
  readonly timeout?: number;
}

/**
 * A Python function as a retriever: `search(query, k, filter)`, of which it may leave out `k` and `filter`. A filter for a function
 * that takes none is refused.
 *
 * It gives a list, best first: texts, or objects with `text`, and `id`, `score` and `metadata` where it has them; what else they have is
 * metadata. A question is asked once more when Python dies over it.
 *
 * @throws {@link UnknownOptionError}; calls of it reject with what {@link PythonProcess.call} throws, {@link RetrieverError},
 *   {@link UnsupportedFilterError}.
 */
export function pythonRetriever(
  python: PythonProcess,
  name: string,
  options: PythonRetrieverOptions = {},
): Retriever {
  assertKnownOptions(options, ['timeout'], 'pythonRetriever(python, name, ...)');
  return Object.freeze(new PythonRetriever(python, name, options));
}

class PythonRetriever implements Retriever {
  readonly #python: PythonProcess;
  readonly #name: string;
  readonly #options: PythonRetrieverOptions;
  readonly #description: { known?: PythonDescription } = {};

  constructor(python: PythonProcess, name: string, options: PythonRetrieverOptions) {
    this.#python = python;
    this.#name = name;
    this.#options = options;
  }

  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, signal } = readQuestion(query, options);
    const { filter } = options;
    return inSpan(
      'retriever',
      () => ({ name: `python ${this.#name}`, inputs: { query, k, filter } }),
      async () => {
        this.#description.known ??= await this.#python.describe(this.#name);
        const call = { ...this.#options, signal, idempotent: true };
        const args = this.#argumentsOf(this.#description.known, { query, k, filter });
        return passagesIn(await this.#python.call(this.#name, args, call), this.#name).slice(0, k);
      },
    );
  }

  /** The query is the first argument, whatever it is called. */
  #argumentsOf(
    { parameters, takesAny }: PythonDescription,
    { query, k, filter }: { readonly query: string; readonly k: number; readonly filter: unknown },
  ): Record<string, unknown> {
    const names = Object.keys(isPlainObject(parameters['properties']) ? parameters['properties'] : {});
    const takes = (argument: string): boolean => takesAny || names.includes(argument);
    if (filter !== undefined && !takes('filter')) {
      throw new UnsupportedFilterError(
        `The Python function ${this.#name}`,
        'a filter',
        'nothing: it has no parameter `filter`.',
      );
    }
    return {
      [names[0] ?? 'query']: query,
      ...(takes('k') ? { k } : {}),
      ...(filter === undefined ? {} : { filter }),
    };
  }
}

function passagesIn(answer: unknown, name: string): readonly Passage[] {
  const list = isPlainObject(answer) && 'passages' in answer ? answer['passages'] : answer;
  if (!Array.isArray(list)) throw unusable(name, typeof answer);
  const read = list.map((item: unknown, place) => readPassage(item, { name, place }));
  const areScored = read.every(({ score }) => score !== undefined);
  const passages = read.map((passage, place): Passage =>
    deepFreeze({ ...passage, score: areScored ? (passage.score as number) : 1 / (place + 1) }),
  );
  return passages.sort((left, right) => right.score - left.score);
}

function readPassage(
  item: unknown,
  { name, place }: { readonly name: string; readonly place: number },
): Omit<Passage, 'score'> & { readonly score: number | undefined } {
  const fields = typeof item === 'string' ? { text: item } : item;
  if (!isPlainObject(fields)) throw unusable(name, `${typeof item} at ${place}`);
  const { text = fields['long_text'], id, score, metadata: said, ...others } = fields;
  if (typeof text !== 'string') throw unusable(name, `text that is ${typeof text} at ${place}`);
  delete others['long_text'];
  const metadata = { ...others, ...(isPlainObject(said) ? said : {}) };
  const isNamed = (typeof id === 'string' && id !== '') || typeof id === 'number';
  return {
    text,
    id: isNamed ? String(id) : contentId({ text, metadata }),
    metadata,
    score: typeof score === 'number' ? score : undefined,
  };
}

function unusable(name: string, found: string): RetrieverError {
  return new RetrieverError({
    problem: `The Python function ${name} gave no passages.`,
    found,
    expected: 'a list of texts, or of objects with text, id, score and metadata.',
  });
}
