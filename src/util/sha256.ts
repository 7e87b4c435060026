import { createRequire } from 'node:module';

let crypto: typeof import('node:crypto') | undefined;

/** SHA-256 of the text's UTF-8 bytes, in hex. */
export function sha256(text: string): string {
  // Not with the package: it brings Node's streams along, which a program may never need.
  crypto ??= createRequire(__filename)('node:crypto') as typeof import('node:crypto');
  return crypto.createHash('sha256').update(text, 'utf8').digest('hex');
}
