import { InvalidArgumentError } from '../../errors';

/** Where Redis is and how to get in. */
export interface RedisAddress {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** @default 6379 */
  readonly port?: number;
  /** @default none */
  readonly username?: string;
  /** Appears in no error and no log. @default none */
  readonly password?: string;
  /** The number of the database. @default 0 */
  readonly db?: number;
  /** Whether to connect by TLS, or the options of Node's `tls.connect`. @default false */
  readonly tls?: boolean | object;
}

/**
 * Reads an address, given as a URL such as `redis://:secret@host:6379/0` (`rediss://` for TLS) or in parts.
 *
 * @throws {@link InvalidArgumentError}, which does not repeat the URL: it may hold a password.
 */
export function redisAddress(connection: string | RedisAddress, where: string): RedisAddress {
  if (typeof connection === 'object' && connection !== null) return connection;
  const refuse = (found: string): never => {
    throw new InvalidArgumentError(where, {
      found,
      expected: 'a URL such as redis://:password@host:6379/0.',
    });
  };
  if (typeof connection !== 'string') return refuse(typeof connection);
  if (!URL.canParse(connection)) return refuse('a text that is no URL');
  const { protocol, hostname, port, username, password, pathname } = new URL(connection);
  if (protocol !== 'redis:' && protocol !== 'rediss:') return refuse(`a URL of ${protocol}`);
  const db = pathname.slice(1);
  if (!/^\d*$/.test(db)) return refuse('a database that is no number');
  return {
    host: hostname === '' ? '127.0.0.1' : hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    db: Number(db),
    tls: protocol === 'rediss:',
  };
}

/** The address for people: without name and password. */
export function shownAddress({ host = '127.0.0.1', port = 6379, db = 0, tls = false }: RedisAddress): string {
  return `${tls === false ? 'redis' : 'rediss'}://${host}:${port}/${db}`;
}

/** A text in which the password does not stand. */
export function withoutPassword(text: string, { password }: RedisAddress): string {
  return password === undefined || password === '' ? text : text.replaceAll(password, '***');
}
