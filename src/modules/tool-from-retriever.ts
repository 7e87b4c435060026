import type { MetadataFilter, Retriever } from '../retrievers';
import { Tool, type ToolOptions } from '../tools';

/** How a retriever is offered to models. */
export interface RetrieverToolOptions extends Omit<ToolOptions, 'parameters' | 'hidden'> {
  /**
   * What the tool is called.
   * @default 'search'
   */
  readonly name?: string;
  /**
   * What is to be found there, for the model.
   * @default 'Finds the passages that fit a query best.'
   */
  readonly description?: string;
  /**
   * How many passages the model is shown, at most.
   * @default 3
   */
  readonly k?: number;
  /**
   * Which passages may be found.
   * @default all
   */
  readonly filter?: MetadataFilter;
}

/**
 * A retriever as a tool: the model gives a `query` and is shown ids and texts of passages.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 *
 * @example
 * ```ts
 * const agent = new ReAct('question -> answer', [toolFromRetriever(retriever, { name: 'search_handbook' })]);
 * ```
 */
export function toolFromRetriever(retriever: Retriever, options: RetrieverToolOptions = {}): Tool {
  const {
    k = 3,
    filter,
    name = 'search',
    description = 'Finds the passages that fit a query best.',
    ...rest
  } = options;
  const search = async (
    { query }: { readonly query: string },
    { signal }: { readonly signal: AbortSignal },
  ) => {
    const passages = await retriever.retrieve(query, {
      k,
      signal,
      ...(filter === undefined ? {} : { filter }),
    });
    return passages.map(({ id, text }) => ({ id, text }));
  };
  return new Tool(search, {
    ...rest,
    name,
    description,
    parameters: { query: { type: 'string', desc: 'what to look for, in words that the passages may use' } },
  });
}
