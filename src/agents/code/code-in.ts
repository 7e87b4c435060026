const FENCE = /```[ \t]*([\w+-]*)[^\n]*\n([^]*?)(?:\n[ \t]*```|$)/;

/** The code in what a model wrote: that of the first fence, or the whole text where there is none. */
export function codeIn(text: string): string {
  const fenced = FENCE.exec(text);
  return (fenced?.[2] ?? text).replace(/^\s*\n/, '').trimEnd();
}
