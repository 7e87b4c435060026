import { TEXT, unionOf, type Label, type Shape, type Slot } from './shape';

const NAMES: Readonly<Record<string, Shape>> = {
  string: TEXT,
  str: TEXT,
  number: { kind: 'number', integer: false },
  float: { kind: 'number', integer: false },
  integer: { kind: 'number', integer: true },
  int: { kind: 'number', integer: true },
  bigint: { kind: 'number', integer: true },
  boolean: { kind: 'boolean' },
  bool: { kind: 'boolean' },
  date: { kind: 'date', time: false },
  'date-time': { kind: 'date', time: true },
  datetime: { kind: 'date', time: true },
  null: { kind: 'null' },
  none: { kind: 'null' },
  nonetype: { kind: 'null' },
  map: { kind: 'map' },
  record: { kind: 'map' },
  dict: { kind: 'map' },
  object: { kind: 'map' },
};

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;
const BARE = /-?\d+(?:\.\d+)?|[A-Za-z_$][\w$-]*\??|[[\]{}()<>|,:;]/y;

/**
 * Reads a type as prompts write it: `"a" | "b"`, `{ sku: string }[]`, `Literal['a', 'b']`, `list[str]`.
 *
 * It never fails: what it does not know is text.
 */
export function parseShape(notation: string): Shape {
  return new ShapeReader(tokensOf(notation)).union();
}

/** What is no token is passed over, a quote that nothing closes too: looked for once, so that time stays linear. */
function tokensOf(notation: string): string[] {
  const tokens: string[] = [];
  const unclosed = new Set<string>();
  for (let next = 0; next < notation.length;) {
    const sign = notation.charAt(next);
    const isQuote = (sign === '"' || sign === "'") && !unclosed.has(sign);
    const pattern = isQuote ? QUOTED : BARE;
    pattern.lastIndex = next;
    const token = pattern.exec(notation)?.[0];
    if (token !== undefined) tokens.push(token);
    else if (isQuote) unclosed.add(sign);
    next += token?.length ?? 1;
  }
  return tokens;
}

class ShapeReader {
  #next = 0;

  constructor(private readonly tokens: readonly string[]) {}

  union(): Shape {
    const options = [this.#postfix()];
    while (this.#take('|')) options.push(this.#postfix());
    return options.length === 1 ? (options[0] as Shape) : unionOf(options);
  }

  #postfix(): Shape {
    let shape = this.#primary();
    while (this.tokens[this.#next] === '[' && this.tokens[this.#next + 1] === ']') {
      this.#next += 2;
      shape = { kind: 'list', items: shape };
    }
    return shape;
  }

  #primary(): Shape {
    const token = this.tokens[this.#next++];
    if (token === undefined) return TEXT;
    if (token === '(') {
      const shape = this.union();
      this.#take(')');
      return shape;
    }
    if (token === '{') return this.#object();
    const literal = literalOf(token);
    if (literal !== undefined) return { kind: 'choice', choices: [literal] };
    return this.#named(token.toLowerCase().replace(/\?$/, ''));
  }

  #named(name: string): Shape {
    const closing = this.#opensGeneric();
    if (closing === undefined) {
      if (name === 'date') return this.#date();
      return NAMES[name] ?? TEXT;
    }
    const parts: Shape[] = [];
    while (this.#next < this.tokens.length && !this.#take(closing)) {
      parts.push(this.union());
      this.#take(',');
    }
    const [first = TEXT] = parts;
    if (name === 'list' || name === 'array' || name === 'set' || name === 'tuple')
      return { kind: 'list', items: first };
    if (name === 'literal' || name === 'union' || name === 'enum') return unionOf(parts);
    if (name === 'optional') return { kind: 'maybe', of: first };
    return NAMES[name] ?? TEXT;
  }

  /** `date (YYYY-MM-DD)` has no time; `date (…T…)` has one. */
  #date(): Shape {
    if (!this.#take('(')) return { kind: 'date', time: false };
    let words = '';
    while (this.#next < this.tokens.length && !this.#take(')')) words += this.tokens[this.#next++];
    return { kind: 'date', time: /time|T\d|hh|DDT/i.test(words) };
  }

  #object(): Shape {
    const properties: Slot[] = [];
    while (this.#next < this.tokens.length && !this.#take('}')) {
      const name = this.tokens[this.#next++] ?? '';
      const isOptional = name.endsWith('?');
      if (!this.#take(':')) continue;
      const shape = this.union();
      properties.push({
        name: unquoted(name.replace(/\?$/, '')),
        shape: isOptional ? { kind: 'maybe', of: shape } : shape,
        desc: '',
      });
      if (!this.#take(',')) this.#take(';');
    }
    return properties.length === 0 ? { kind: 'map' } : { kind: 'object', properties };
  }

  #opensGeneric(): ']' | '>' | undefined {
    const token = this.tokens[this.#next];
    if (token === '<') return this.#take('<') ? '>' : undefined;
    if (token === '[' && this.tokens[this.#next + 1] !== ']') return this.#take('[') ? ']' : undefined;
    return undefined;
  }

  #take(token: string): boolean {
    if (this.tokens[this.#next] !== token) return false;
    this.#next++;
    return true;
  }
}

function literalOf(token: string): Label | undefined {
  if (/^["']/.test(token)) return unquoted(token);
  if (/^-?\d/.test(token)) return Number(token);
  if (token === 'true' || token === 'True') return true;
  if (token === 'false' || token === 'False') return false;
  return undefined;
}

function unquoted(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;
}
