/**
 * The sentence a signature instructs with when its author gave none. It is part of the saved format: the same words
 * as DSPy's, so that both sides know a default when they see one.
 *
 * @param inputs names of the inputs; may be empty.
 * @param outputs names of the outputs.
 */
export function defaultInstructions(inputs: readonly string[], outputs: readonly string[]): string {
  const produced = `the fields ${quoted(outputs)}.`;
  return inputs.length === 0
    ? `Produce ${produced}`
    : `Given the fields ${quoted(inputs)}, produce ${produced}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/**
 * Instructions as an author indents them in code, without that indentation: the first line loses its leading blanks,
 * the others their common margin, and blank lines at both ends go. The rules of Python's `inspect.cleandoc`, except
 * that tabs stay.
 */
export function cleanInstructions(text: string): string {
  if (!text.includes('\n')) return text.trimStart();
  const [first = '', ...rest] = text.split('\n');
  const margin = Math.min(...rest.filter((line) => line.trim() !== '').map(indentation));
  const cut = Number.isFinite(margin) ? margin : 0;
  const lines = [first.trimStart(), ...rest.map((line) => line.slice(Math.min(cut, indentation(line))))];
  while (lines.at(-1)?.trim() === '') lines.pop();
  while (lines[0]?.trim() === '') lines.shift();
  return lines.join('\n');
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
