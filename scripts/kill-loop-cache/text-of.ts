/** What is stored under a key: of very different lengths, and known from the key. */
export function textOf(key: string): string {
  const length = [...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 20_011, 7);
  return `${key}:${'x'.repeat(length)}`;
}
