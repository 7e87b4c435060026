import { cosine, startJsonServer, type JsonAnswer, type JsonServer } from './json-server';

interface Row {
  readonly id: string;
  readonly document: string;
  readonly metadata: Record<string, unknown>;
  readonly embedding: readonly number[];
}

interface ChromaCollection {
  readonly id: string;
  readonly name: string;
  readonly rows: Map<string, Row>;
}

type Body = Record<string, unknown>;

/** A server that speaks as much of Chroma's HTTP protocol (v2) as a collection of passages needs. */
export function startChromaServer(): Promise<JsonServer> {
  const collections: ChromaCollection[] = [];
  return startJsonServer(({ method, path, body }) => {
    if (path.endsWith('/pre-flight-checks'))
      return { json: { max_batch_size: 1000, supports_base64_encoding: true } };
    const [, reference = '', action = ''] = /\/collections(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (reference === '') {
      let made = collections.find(({ name }) => name === body['name']);
      if (made === undefined) {
        const id = `00000000-0000-4000-8000-${String(collections.length).padStart(12, '0')}`;
        collections.push((made = { id, name: String(body['name']), rows: new Map() }));
      }
      return { json: described(made) };
    }
    const collection = collections.find(({ id, name }) => reference === (method === 'GET' ? name : id));
    if (collection === undefined)
      return { status: 404, json: { error: 'NotFoundError', message: 'not found' } };
    return method === 'GET' ? { json: described(collection) } : acted(collection, action, body);
  });
}

function described({ id, name }: ChromaCollection): object {
  const hnsw = { space: 'cosine' };
  return {
    id,
    name,
    configuration_json: { hnsw },
    tenant: 'default_tenant',
    database: 'default_database',
    metadata: null,
  };
}

function acted({ rows }: ChromaCollection, action: string, body: Body): JsonAnswer {
  const ids = body['ids'] as string[];
  if (action === 'delete') {
    for (const id of ids) rows.delete(id);
    return { json: { deleted: ids.length } };
  }
  if (action === 'upsert') {
    ids.forEach((id, index) => {
      rows.set(id, {
        id,
        document: (body['documents'] as string[])[index] as string,
        metadata: (body['metadatas'] as Body[])[index] as Body,
        embedding: numbersOf((body['embeddings'] as unknown[])[index]),
      });
    });
    return { json: {} };
  }
  const query = numbersOf((body['query_embeddings'] as unknown[])[0]);
  const found = [...rows.values()]
    .filter(({ metadata }) => holds((body['where'] ?? undefined) as Body | undefined, metadata))
    .map((row) => ({ ...row, distance: 1 - cosine(row.embedding, query) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, body['n_results'] as number);
  const list = <Name extends keyof (typeof found)[0]>(name: Name) => [found.map((row) => row[name])];
  return {
    json: {
      ids: list('id'),
      documents: list('document'),
      metadatas: list('metadata'),
      distances: list('distance'),
      include: body['include'],
    },
  };
}

/** Numbers, or the bytes of 32-bit floats as base64. */
function numbersOf(embedding: unknown): readonly number[] {
  if (Array.isArray(embedding)) return embedding as number[];
  return [...new Float32Array(Uint8Array.from(Buffer.from(String(embedding), 'base64')).buffer)];
}

/** Chroma's conditions: comparisons do not look into lists, `$contains` looks into nothing else. */
function holds(where: Body | undefined, metadata: Body): boolean {
  return Object.entries(where ?? {}).every(([key, condition]) => {
    if (key === '$and') return (condition as Body[]).every((each) => holds(each, metadata));
    if (key === '$or') return (condition as Body[]).some((each) => holds(each, metadata));
    const value = metadata[key];
    return Object.entries(condition as Body).every(([operator, operand]) =>
      compared(value, operator, operand),
    );
  });
}

function compared(value: unknown, operator: string, operand: unknown): boolean {
  const isContained = Array.isArray(value) && value.includes(operand);
  const areNumbers = typeof value === 'number' && typeof operand === 'number';
  switch (operator) {
    case '$eq':
      return value === operand;
    case '$ne':
      return value !== operand;
    case '$contains':
      return isContained;
    case '$not_contains':
      return !isContained;
    case '$gt':
      return areNumbers && value > operand;
    case '$gte':
      return areNumbers && value >= operand;
    case '$lt':
      return areNumbers && value < operand;
    case '$lte':
      return areNumbers && value <= operand;
    default:
      throw new Error(`no operator ${operator}`);
  }
}
