/** A text in words, each with the white space behind it. */
export function splitWords(text: string): readonly string[] {
  return text.match(/\S+\s*|^\s+/g) ?? [];
}

/** A text in pieces of so many characters; none ends inside a character. */
export function splitEvery(text: string, size: number): readonly string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += size) pieces.push(characters.slice(at, at + size).join(''));
  return pieces;
}
