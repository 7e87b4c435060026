import { sha256 } from '../util';

/** A text out of its seal. */
export interface Unsealed {
  readonly text: string;
  readonly expiresAt?: number;
}

const CHECKSUM_LENGTH = 64;
const END_OF_HEAD = ';';

/** A text with its checksum and the time it expires, to be kept where damage is possible. */
export function seal(text: string, expiresAt: number | undefined): string {
  const body = `${expiresAt === undefined ? '' : expiresAt.toString(36)}${END_OF_HEAD}${text}`;
  return sha256(body) + body;
}

/** The text in a seal; undefined when anything about it is damaged, cut or foreign. */
export function unseal(sealed: unknown): Unsealed | undefined {
  if (typeof sealed !== 'string') return undefined;
  const body = sealed.slice(CHECKSUM_LENGTH);
  const end = body.indexOf(END_OF_HEAD);
  if (end < 0 || sha256(body) !== sealed.slice(0, CHECKSUM_LENGTH)) return undefined;
  const text = body.slice(end + 1);
  return end === 0 ? { text } : { text, expiresAt: Number.parseInt(body.slice(0, end), 36) };
}
