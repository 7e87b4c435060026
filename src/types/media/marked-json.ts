import { isPlainObject } from '../../util';

const [OPEN, CLOSE] = ['<<CUSTOM-TYPE-START-IDENTIFIER>>', '<<CUSTOM-TYPE-END-IDENTIFIER>>'];

/** One block in DSPy's saved form of media: a marked text, which is looked at only where a value of the type is expected. */
export function markedJson(block: object): string {
  return `${OPEN}${JSON.stringify([block])}${CLOSE}`;
}

/** The first block in such a text; undefined for anything else. */
export function readMarkedJson(json: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof json !== 'string' || !json.startsWith(OPEN) || !json.endsWith(CLOSE)) return undefined;
  try {
    const blocks = JSON.parse(json.slice(OPEN.length, json.length - CLOSE.length)) as unknown;
    const block: unknown = Array.isArray(blocks) ? blocks[0] : blocks;
    return isPlainObject(block) ? block : undefined;
  } catch {
    return undefined;
  }
}

/** A member that is an object; an empty one where it is none. */
export function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const member = isPlainObject(value) ? value[name] : undefined;
  return isPlainObject(member) ? member : {};
}

/** A member that is a text; undefined where it is none. */
export function textIn(value: unknown, name: string): string | undefined {
  const member = isPlainObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : undefined;
}
