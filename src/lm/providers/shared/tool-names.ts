import { sha256 } from '../../../util';
import type { LmRequest } from '../../request';

const MAX_LENGTH = 64;

/** Names of tools as a provider accepts them, and back, without collision. */
export interface ToolNames {
  toProvider(name: string): string;
  fromProvider(name: string): string;
}

/**
 * Both vendors take letters, digits, `_` and `-`, at most 64; what does not fit gets a safe spelling with a hash of the
 * name. A name that fits stays.
 */
export function toolNamesOf(request: LmRequest): ToolNames {
  const back = new Map<string, string>();
  for (const { name } of request.tools ?? []) back.set(safeName(name), name);
  return {
    toProvider: safeName,
    fromProvider: (name) => back.get(name) ?? name,
  };
}

function safeName(name: string): string {
  if (name.length <= MAX_LENGTH && /^[\w-]+$/.test(name)) return name;
  const hash = sha256(name).slice(0, 8);
  return `${name.replace(/[^\w-]+/g, '_').slice(0, MAX_LENGTH - hash.length - 1)}_${hash}`;
}
