import type { SignatureTypeError } from './signature-type-error';

type Blank = ' ' | '\n' | '\t' | '\r' | '\uFEFF' | '\u00A0';

/** Whether the compiler knows every letter of the text. */
export type IsLiteral<Text extends string> = Record<never, never> extends Record<Text, 1> ? false : true;

/** The text without blanks before it. */
export type TrimStart<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends Blank
    ? TrimStart<Rest>
    : Text
  : Text;

type WordEnd =
  Blank | ':' | ',' | ';' | '?' | '|' | '=' | '[' | ']' | '{' | '}' | '(' | ')' | '<' | '>' | '"' | "'";

/** Texts that are more than one word. */
export type NoWord = `${string}${WordEnd}${string}`;

// prettier-ignore -- sixty lines say no more than these
type Letter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'R'
  | 'S'
  | 'T'
  | 'U'
  | 'V'
  | 'W'
  | 'X'
  | 'Y'
  | 'Z'
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '_'
  | '.';

/**
 * A name or a number at the beginning, and what follows it: `[word, rest]`. The word is empty if there is none.
 * Four plain letters at a time while there are four: it is what the compiler spends its time on.
 */
export type ReadWord<
  Text extends string,
  Word extends string = '',
> = Text extends `${infer A}${infer B}${infer C}${infer D}${infer Rest}`
  ? A | B | C | D extends Letter
    ? ReadWord<Rest, `${Word}${A}${B}${C}${D}`>
    : ReadLetter<Text, Word>
  : ReadLetter<Text, Word>;

type ReadLetter<Text extends string, Word extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends WordEnd
    ? [Word, Text]
    : Text extends `->${string}`
      ? [Word, Text]
      : ReadLetter<Rest, `${Word}${First}`>
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
