// The subpath dspex/retrievers: retrievers that ask a server, through packages that are installed when they are needed.
export { ChromaRetriever, type ChromaRetrieverOptions } from './chroma/chroma-retriever';
export { ColBERTv2, type ColBERTv2Options } from './colbert/colbert-v2';
export type { PgClient, PgPool } from './pgvector/pg-pool';
export { PgVectorRetriever, type PgVectorRetrieverOptions } from './pgvector/pgvector-retriever';
export { QdrantRetriever, type QdrantRetrieverOptions } from './qdrant/qdrant-retriever';
export { RedisRetriever, type RedisRetrieverOptions } from './redis/redis-retriever';
export { VectorCollection, type VectorCollectionOptions } from './vector-collection';
export type { VectorQuestion, VectorRow, VectorStore } from './vector-store';
export type { FilterNode, FilterOrder } from '../filter/metadata-filter';
