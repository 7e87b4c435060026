/** The objects in a text of one JSON value a line; empty lines are passed over. */
export function parseJsonLines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}
