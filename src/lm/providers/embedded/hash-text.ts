/** FNV-1a over the text's UTF-16 units, from a start that depends on the seed; an unsigned 32-bit number. */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b9);
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Where a feature goes in a vector of that length, and with which sign, so that collisions cancel on average. */
export function bucketOf(
  feature: string,
  seed: number,
  dimensions: number,
): { readonly bucket: number; readonly sign: 1 | -1 } {
  const hash = hashText(feature, seed);
  return { bucket: (hash >>> 1) % dimensions, sign: (hash & 1) === 0 ? 1 : -1 };
}
