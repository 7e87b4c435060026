export { BM25Retriever, type BM25LoadOptions, type BM25RetrieverOptions } from './bm25/bm25-retriever';
export { readQuestion, type LocalRetrieveOptions, type PassagePredicate } from './check-options';
export { Embeddings, type EmbeddingsLoadOptions, type EmbeddingsOptions } from './embeddings';
export type { FieldConditions, FilterValue, MetadataFilter } from './filter/metadata-filter';
export { HybridRetriever, type HybridRetrieverOptions } from './hybrid-retriever';
export { contentId } from './read-passages';
export type {
  ChangeOptions,
  Passage,
  PassageCollection,
  PassageInput,
  RetrieveOptions,
  Retriever,
  StoredPassage,
} from './retriever';
export {
  RetrieverError,
  RetrieverTimeoutError,
  UnsupportedFilterError,
  type RetrieverErrorFacts,
} from './retriever-errors';
export { splitText, type SplitTextOptions } from './split-text';
export type { SupervisionOptions } from './supervision/call-policy';
export { SupervisedRetriever, type SupervisedRetrieverOptions } from './supervision/supervised-retriever';
export { embedAll } from './vectors/embed-all';
export { EmbedderMismatchError } from './vectors/embedder-mismatch-error';
export { VectorIndex, type Neighbor } from './vectors/vector-index';
