/**
 * A field's name as words for a label: `camelCaseText` → `Camel Case Text`, `text2number` → `Text 2 Number`,
 * `HTMLParser` → `HTML Parser`. The same words DSPy derives, so that saved programs agree.
 */
export function inferPrefix(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([a-zA-Z])(\d)/g, '$1_$2')
    .replace(/(\d)([a-zA-Z])/g, '$1_$2')
    .split('_')
    .map((word) => (isUpper(word) ? word : capitalized(word)))
    .join(' ');
}

function isUpper(word: string): boolean {
  return word === word.toUpperCase() && word !== word.toLowerCase();
}

function capitalized(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length).toLowerCase();
}
