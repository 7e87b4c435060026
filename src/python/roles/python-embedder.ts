import { FunctionEmbedder, type Embedder, type FunctionEmbedderOptions } from '../../lm';
import { assertKnownOptions } from '../../util';
import type { PythonProcess } from '../python-process';

/** How a {@link pythonEmbedder} asks. */
export interface PythonEmbedderOptions extends FunctionEmbedderOptions {
  /**
   * What its vectors are kept by, with `cache` and in files: name the model, so that another model's are not taken for its.
   * @default `python`, the module and the function
   */
  readonly name?: string;
  /**
   * Longest time of one batch, in milliseconds; `Infinity` for no limit.
   * @default that of the process
   */
  readonly timeout?: number;
}

/**
 * A Python function as an embedder: it takes a list of texts and gives a vector for each, as lists or arrays. A batch is given
 * once more when Python dies over it.
 *
 * @throws {@link UnknownOptionError}; calls of it reject with what {@link PythonProcess.call} throws, {@link EmbeddingError}.
 *
 * @example
 * ```ts
 * // def embed(texts): return model.encode(texts)
 * const embedder = pythonEmbedder(python, 'embed', { name: 'all-MiniLM-L6-v2', cache: true });
 * ```
 */
export function pythonEmbedder(
  python: PythonProcess,
  name: string,
  options: PythonEmbedderOptions = {},
): Embedder {
  const known = ['name', 'batchSize', 'concurrency', 'cache', 'timeout'];
  assertKnownOptions(options, known, 'pythonEmbedder(python, name, ...)');
  const { timeout, ...rest } = options;
  return new FunctionEmbedder(
    (texts, { signal }) => python.call<number[][]>(name, [texts], { signal, timeout, idempotent: true }),
    { name: `python/${python.module}/${name}`, ...rest },
  );
}
