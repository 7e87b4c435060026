/**
 * What a reference within a document, such as `#/$defs/Item`, leads to; undefined where it leads nowhere or out of the
 * document.
 */
export function resolvePointer(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#')) return undefined;
  let current = root;
  for (const step of reference.slice(1).split('/').filter(Boolean)) {
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}

/** A step that is no proper URI text stands for itself. */
function decoded(step: string): string {
  return /%(?![\da-f]{2})/i.test(step) ? step : decodeURIComponent(step);
}
