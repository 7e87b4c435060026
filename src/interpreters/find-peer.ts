import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PeerMissingError } from '../errors';

/**
 * The file of an optional package: a thread or process of its own cannot import by name from where we are.
 *
 * @throws {@link PeerMissingError}.
 */
export function findPeer(what: string, peer: string): string {
  let cause: unknown;
  for (const place of [__filename, process.argv[1], join(process.cwd(), 'index.js')]) {
    if (place === undefined) continue;
    try {
      return createRequire(place).resolve(peer);
    } catch (error) {
      cause = error;
    }
  }
  throw new PeerMissingError(what, peer, cause);
}
