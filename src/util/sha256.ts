import type { Hash } from 'node:crypto';
import { createRequire } from 'node:module';

let crypto: typeof import('node:crypto') | undefined;

/** SHA-256 of the text's UTF-8 bytes, in hex. */
export function sha256(text: string): string {
  return sha256Hash().update(text, 'utf8').digest('hex');
}

/** SHA-256 of what it is given piece by piece. */
export function sha256Hash(): Hash {
  // Not with the package: it brings Node's streams along, which a program may never need.
  crypto ??= createRequire(__filename)('node:crypto') as typeof import('node:crypto');
  return crypto.createHash('sha256');
}
