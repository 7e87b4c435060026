import { createServer, type Socket } from 'node:net';
import { cosine } from './json-server';
import { listen } from './listen';

type Hash = Map<string, Buffer>;
type Reply = string | number | Error | readonly Reply[];

/** A server on loopback that speaks Redis's protocol. */
export interface RedisServer {
  readonly url: string;
  /** Commands that came, with their arguments as text. */
  readonly commands: (readonly string[])[];
  /** Errors that are given before anything else to the next searches; `drop` breaks the connection. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Starts a server that knows hashes, and as much of the search engine as a collection of passages needs. */
export async function startRedisServer(): Promise<RedisServer> {
  const hashes = new Map<string, Hash>();
  const indexes = new Map<string, readonly string[]>();
  const commands: (readonly string[])[] = [];
  const faults: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    socket.on('data', (data) => {
      pending = Buffer.concat([pending, data as Buffer]);
      for (let read = readCommand(pending); read !== undefined; read = readCommand(pending)) {
        pending = pending.subarray(read.end);
        commands.push(read.parts.map((part) => part.toString('utf8')));
        const isSearch = read.parts[0]?.toString() === 'FT.SEARCH';
        const fault = isSearch ? faults.shift() : undefined;
        if (fault === 'drop') socket.destroy();
        else
          socket.write(
            written(fault === undefined ? answered({ hashes, indexes }, read.parts) : new Error(fault)),
          );
      }
    });
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  const port = await listen(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    commands,
    faults,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A list of texts, each after its length. */
function readCommand(bytes: Buffer): { readonly parts: readonly Buffer[]; readonly end: number } | undefined {
  let at = 0;
  const line = (): string | undefined => {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const text = bytes.toString('utf8', at + 1, end);
    at = end + 2;
    return text;
  };
  const count = line();
  if (count === undefined) return undefined;
  const parts: Buffer[] = [];
  for (let left = Number(count); left > 0; left--) {
    const length = line();
    if (length === undefined || bytes.length < at + Number(length) + 2) return undefined;
    parts.push(bytes.subarray(at, at + Number(length)));
    at += Number(length) + 2;
  }
  return { parts, end: at };
}

function written(reply: Reply): string {
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  return `*${reply.length}\r\n${reply.map(written).join('')}`;
}

interface Contents {
  readonly hashes: Map<string, Hash>;
  readonly indexes: Map<string, readonly string[]>;
}

function answered({ hashes, indexes }: Contents, [command, ...parts]: readonly Buffer[]): Reply {
  const [first = '', ...rest] = parts.map((part) => part.toString('utf8'));
  switch (command?.toString('utf8')) {
    case 'FT.CREATE':
      if (indexes.has(first)) return new Error('Index already exists');
      indexes.set(first, rest);
      return 'OK';
    case 'DEL':
      return [first, ...rest].filter((key) => hashes.delete(key)).length;
    case 'HSET': {
      const hash: Hash = new Map();
      for (let place = 1; place < parts.length; place += 2) {
        hash.set(String(parts[place]), Buffer.from(parts[place + 1] as Buffer));
      }
      hashes.set(first, hash);
      return hash.size;
    }
    case 'FT.SEARCH': {
      const schema = indexes.get(first);
      if (schema === undefined) return new Error(`${first}: no such index`);
      const inIndex = [...hashes].filter(([key]) => key.startsWith(`${first}:`)).map(([, hash]) => hash);
      return searched(inIndex, { query: rest[0] as string, vector: floats(parts[5] as Buffer), schema });
    }
    default:
      return 'OK';
  }
}

function searched(
  hashes: readonly Hash[],
  {
    query,
    vector,
    schema,
  }: { readonly query: string; readonly vector: readonly number[]; readonly schema: readonly string[] },
): Reply {
  const [, condition = '', k] = /^(.*)=>\[KNN (\d+) @embedding \$vector AS distance\]$/s.exec(query) ?? [];
  const holds = condition === '*' ? () => true : new QueryReader(condition, schema).read();
  const found = hashes
    .filter(holds)
    .map((hash) => ({ hash, distance: 1 - cosine(floats(hash.get('embedding') as Buffer), vector) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, Number(k));
  const members = ({ hash, distance }: (typeof found)[0]): Reply => [
    ...['id', 'text', 'metadata'].flatMap((name) => [name, String(hash.get(name))]),
    ...['distance', String(distance)],
  ];
  return [found.length, ...found.flatMap((each) => [`key:${String(each.hash.get('id'))}`, members(each)])];
}

function floats(bytes: Buffer): readonly number[] {
  return [...new Float32Array(Uint8Array.from(bytes).buffer)];
}

type Holds = (hash: Hash) => boolean;

/** Reads Redis's query language: `(… …)`, `(… | …)`, `-…`, `@tag:{a | b}`, `@number:[(1 +inf]`. */
class QueryReader {
  #at = 0;

  constructor(
    readonly query: string,
    readonly schema: readonly string[],
  ) {}

  read(): Holds {
    const holds = this.#condition();
    if (this.#at !== this.query.length)
      throw new Error(`Syntax error at offset ${this.#at} near ${this.query}`);
    return holds;
  }

  #condition(): Holds {
    if (this.#take('-')) {
      const inner = this.#condition();
      return (hash) => !inner(hash);
    }
    if (this.#take('(')) return this.#group();
    const [, name = '', kind = ''] = this.#match(/@(\w+):([{[])/y);
    const type = this.schema[this.schema.indexOf(name) + 1];
    if (type !== (kind === '{' ? 'TAG' : 'NUMERIC')) throw new Error(`Unknown field ${name}`);
    return kind === '{' ? this.#tags(name) : this.#range(name);
  }

  #group(): Holds {
    const parts = [this.#condition()];
    const isAny = this.query.startsWith(' | ', this.#at);
    while (!this.#take(')')) {
      if (!this.#take(isAny ? ' | ' : ' ')) throw new Error(`Syntax error at offset ${this.#at}`);
      parts.push(this.#condition());
    }
    return (hash) => (isAny ? parts.some((part) => part(hash)) : parts.every((part) => part(hash)));
  }

  #tags(name: string): Holds {
    const [whole] = this.#match(/(?:\\.|[\w\u0080-\uffff]| \| )*\}/suy);
    const wanted = whole
      .slice(0, -1)
      .split(' | ')
      .map((tag) => tag.replaceAll(/\\(.)/gs, '$1'));
    return (hash) =>
      (hash.get(name)?.toString('utf8').split('\u001f') ?? []).some((tag) => wanted.includes(tag));
  }

  #range(name: string): Holds {
    const [, from = '', to = ''] = this.#match(/(\(?[-+\w.]+) (\(?[-+\w.]+)\]/y);
    const bound = (text: string): number => Number(text.replace('(', '').replace('inf', 'Infinity'));
    return (hash) => {
      const value = Number(hash.get(name)?.toString() ?? Number.NaN);
      const isAbove = from.startsWith('(') ? value > bound(from) : value >= bound(from);
      return isAbove && (to.startsWith('(') ? value < bound(to) : value <= bound(to));
    };
  }

  #take(text: string): boolean {
    if (!this.query.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.query);
    if (found === null)
      throw new Error(`Syntax error at offset ${this.#at} near ${this.query.slice(this.#at)}`);
    this.#at = pattern.lastIndex;
    return found;
  }
}
