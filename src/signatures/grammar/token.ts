/** Everything with a meaning of its own that is neither a name nor a literal. */
export type Mark =
  '->' | '...' | ':' | ',' | ';' | '?' | '|' | '=' | '[' | ']' | '{' | '}' | '(' | ')' | '<' | '>';

/** A piece of a signature string. `position` is where it begins, counted from 0. */
export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly position: number }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly position: number }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly position: number }
  | { readonly kind: 'mark'; readonly text: Mark; readonly position: number }
  | { readonly kind: 'end'; readonly text: ''; readonly position: number };
