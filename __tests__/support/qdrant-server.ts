import { cosine, startJsonServer, type JsonAnswer, type JsonRequest, type JsonServer } from './json-server';

interface Point {
  readonly id: string;
  readonly vector: readonly number[];
  readonly payload: Record<string, unknown>;
}

type Condition = Readonly<Record<string, unknown>>;

/** A server that speaks as much of Qdrant's REST protocol as a collection of passages needs. */
export function startQdrantServer(): Promise<JsonServer> {
  const collections = new Map<string, Map<string, Point>>();
  return startJsonServer((request) => {
    const [, , name = '', ...rest] = request.path.split('/');
    const points = collections.get(name);
    const action = `${request.method} ${rest.join('/')}`;
    if (action === 'GET exists') return ok({ exists: points !== undefined });
    if (action === 'PUT ') {
      if (points !== undefined) return failed(409, `Wrong input: Collection \`${name}\` already exists!`);
      collections.set(name, new Map());
      return ok(true);
    }
    if (points === undefined) return failed(404, `Not found: Collection \`${name}\` doesn't exist!`);
    return pointsAnswer(points, action, request);
  });
}

function pointsAnswer(points: Map<string, Point>, action: string, { body }: JsonRequest): JsonAnswer {
  switch (action) {
    case 'PUT points': {
      const given = body['points'] as Point[];
      const wrong = given.find(({ id }) => !/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/.test(id));
      if (wrong !== undefined) return failed(400, `value ${wrong.id} is not a valid point ID`);
      for (const point of given) points.set(point.id, point);
      return ok({ status: 'completed' });
    }
    case 'POST points/delete':
      for (const id of body['points'] as string[]) points.delete(id);
      return ok({ status: 'completed' });
    case 'POST points/query': {
      const filter = (body['filter'] ?? {}) as Condition;
      const found = [...points.values()]
        .filter(({ payload }) => holds(filter, payload))
        .map(({ id, payload, vector }) => ({
          id,
          payload,
          version: 1,
          score: cosine(vector, body['query'] as number[]),
        }))
        .sort((left, right) => right.score - left.score);
      return ok({ points: found.slice(0, body['limit'] as number) });
    }
    default:
      return failed(404, 'no such action');
  }
}

/** Qdrant's conditions; every one of them looks into lists. */
function holds(condition: Condition, payload: unknown): boolean {
  const {
    must = [],
    should = [],
    must_not: mustNot = [],
    is_empty: empty,
    key,
    match,
    range,
  } = condition as {
    must?: Condition[];
    should?: Condition[];
    must_not?: Condition[];
    is_empty?: { key: string };
    key?: string;
    match?: { any?: unknown[]; value?: unknown };
    range?: Record<'gt' | 'gte' | 'lt' | 'lte', number | undefined>;
  };
  if (empty !== undefined) return valuesAt(payload, empty.key).length === 0;
  if (key !== undefined) {
    return valuesAt(payload, key).some((value) => {
      if (match !== undefined) return match.any?.includes(value) ?? match.value === value;
      if (typeof value !== 'number' || range === undefined) return false;
      const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
      return value > gt && value >= gte && value < lt && value <= lte;
    });
  }
  return (
    must.every((each) => holds(each, payload)) &&
    (should.length === 0 || should.some((each) => holds(each, payload))) &&
    !mustNot.some((each) => holds(each, payload))
  );
}

function valuesAt(payload: unknown, key: string): unknown[] {
  const path = [...key.matchAll(/"([^"]*)"|[^."]+/g)].map(([whole, quoted]) => quoted ?? whole);
  let value: unknown = payload;
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const ok = (result: unknown): JsonAnswer => ({ json: { result, status: 'ok', time: 0 } });

function failed(status: number, error: string): JsonAnswer {
  return { status, json: { status: { error }, time: 0 } };
}
