import type { SignatureTypeError } from './signature-type-error';

type Blank = ' ' | '\n' | '\t' | '\r' | '\uFEFF' | '\u00A0';

/** Whether the compiler knows every letter of the text. */
export type IsLiteral<Text extends string> = {} extends Record<Text, 1> ? false : true;

/** The text without blanks before it. */
export type TrimStart<Text extends string> = Text extends `${Blank}${infer Rest}` ? TrimStart<Rest> : Text;

type WordEnd =
  Blank | ':' | ',' | ';' | '?' | '|' | '=' | '[' | ']' | '{' | '}' | '(' | ')' | '<' | '>' | '"' | "'";

/** A name or a number at the beginning, and what follows it: `[word, rest]`. The word is empty if there is none. */
export type ReadWord<
  Text extends string,
  Word extends string = '',
> = Text extends `${infer First}${infer Rest}`
  ? First extends WordEnd
    ? [Word, Text]
    : Text extends `->${string}`
      ? [Word, Text]
      : ReadWord<Rest, `${Word}${First}`>
  : [Word, ''];

/**
 * The rest of a quoted text after its opening quote: `[type, rest]`. With escapes the type is `string`, as working
 * them out is left to the run time.
 */
export type ReadQuoted<
  Text extends string,
  Quote extends string,
> = Text extends `${infer Value}${Quote}${infer Rest}`
  ? Value extends `${string}\\${string}`
    ? SkipQuoted<Text, Quote>
    : [Value, Rest]
  : SignatureTypeError<'A quote in the signature is never closed.'>;

type SkipQuoted<Text extends string, Quote extends string> = Text extends `\\${infer _Escaped}${infer Rest}`
  ? SkipQuoted<Rest, Quote>
  : Text extends `${Quote}${infer Rest}`
    ? [string, Rest]
    : Text extends `${infer _First}${infer Rest}`
      ? SkipQuoted<Rest, Quote>
      : SignatureTypeError<'A quote in the signature is never closed.'>;
