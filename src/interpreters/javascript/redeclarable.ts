/**
 * Code whose declarations at the top level may be made again in a later piece: `let` and `const` there become `var`. Nothing
 * moves to another line or column. Code that cannot be told apart for sure stays as it is.
 */
export function redeclarable(code: string): string {
  const places: { readonly start: number; readonly word: string }[] = [];
  let depth = 0;
  let last = '';
  for (let at = 0; at < code.length;) {
    const token = tokenAt(code, at, last);
    if (token === undefined) return code;
    const { text, kind } = token;
    if (kind === 'open') depth++;
    if (kind === 'close') depth--;
    if (kind === 'word' && depth === 0 && (text === 'let' || text === 'const') && last !== '.') {
      places.push({ start: at, word: text });
    }
    if (kind !== 'space') last = text;
    at += text.length;
  }
  if (depth !== 0) return code;
  return places.reduce((changed, { start, word }) => {
    return changed.slice(0, start) + 'var'.padEnd(word.length) + changed.slice(start + word.length);
  }, code);
}

interface Token {
  readonly text: string;
  readonly kind: 'space' | 'word' | 'open' | 'close' | 'other';
}

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** What a value cannot follow, so that a slash there begins a pattern. */
const BEFORE_REGEX = /^(?:[([{},;=:!&|?+\-*%<>~^]|return|typeof|case|in|of|delete|void|throw|new|else|do|)$/;

function tokenAt(code: string, at: number, last: string): Token | undefined {
  const space = match(SPACE, code, at);
  if (space !== undefined) return { text: space, kind: 'space' };
  const word = match(WORD, code, at);
  if (word !== undefined) return { text: word, kind: 'word' };
  const char = code[at] as string;
  if (char === '"' || char === "'") return other(match(STRING, code, at));
  if (char === '`') return other(templateAt(code, at));
  if (char === '/' && BEFORE_REGEX.test(last)) return other(match(REGEX, code, at));
  if ('([{'.includes(char)) return { text: char, kind: 'open' };
  return { text: char, kind: ')]}'.includes(char) ? 'close' : 'other' };
}

function other(text: string | undefined): Token | undefined {
  return text === undefined ? undefined : { text, kind: 'other' };
}

function match(pattern: RegExp, code: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0];
}

/** A template, with the code inside it; what it holds declares nothing at the top level. */
function templateAt(code: string, start: number): string | undefined {
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === '`') return code.slice(start, at + 1);
    else if (code[at] === '$' && code[at + 1] === '{') {
      const end = substitutionEnd(code, at + 2);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}

/** Where the brace stands that ends `${`. */
function substitutionEnd(code: string, start: number): number | undefined {
  let depth = 1;
  let last = '';
  for (let at = start; at < code.length;) {
    const token = tokenAt(code, at, last);
    if (token === undefined) return undefined;
    if (token.kind === 'open') depth++;
    if (token.kind === 'close' && --depth === 0) return at;
    if (token.kind !== 'space') last = token.text;
    at += token.text.length;
  }
  return undefined;
}
