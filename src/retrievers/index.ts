export { embedAll } from './embed-all';
export { EmbeddingsRetriever, type EmbeddingsRetrieverOptions } from './embeddings-retriever';
export type { Passage, RetrieveOptions, Retriever } from './retriever';
export { VectorIndex, type Neighbor } from './vector-index';
