import type { GenericName, GenericTypeOf, NamedTypes } from './named-types.types';
import type { IsLiteral, ReadQuoted, ReadWord, TrimStart } from './read-text.types';
import type { SignatureTypeError } from './signature-type-error';

/** No names besides the built-in ones. */
export type NoNames = Record<never, never>;

/** Built-in names that the signature's own names do not hide. */
export type PlainName<Names> = Exclude<keyof NamedTypes, keyof Names>;

/**
 * The twin of `parse-type.ts`: what a value of the type in a text is to the program. Every reader gives
 * `[type, rest of the text]`, the rest without leading blanks, or a {@link SignatureTypeError}.
 */
export type ReadType<Text extends string, Names> =
  TrimStart<Text> extends `|${infer Rest}` ? ReadUnion<Rest, Names> : ReadUnion<Text, Names>;

/** The type that a text such as `'string[]'` describes; `unknown` if the compiler does not know the text. */
export type TypeOfText<Text extends string, Names = NoNames> =
  IsLiteral<Text> extends true
    ? ReadType<Text, Names> extends infer Read
      ? Read extends [infer Type, '']
        ? Type
        : Read extends [unknown, infer Rest extends string]
          ? SignatureTypeError<`Cannot read "${Rest}" after the type.`>
          : Read
      : never
    : unknown;

type ReadUnion<Text extends string, Names, Before = never> =
  ReadPostfix<Text, Names> extends infer Read
    ? Read extends [infer Type, infer Rest extends string]
      ? Rest extends `|${infer More}`
        ? ReadUnion<More, Names, Before | Type>
        : [Before | Type, Rest]
      : Read
    : never;

type ReadPostfix<Text extends string, Names> = Postfixed<ReadPrimary<TrimStart<Text>, Names>>;

type Postfixed<Read> = Read extends [infer Type, infer Rest extends string]
  ? TrimStart<Rest> extends `[${infer Inside}`
    ? TrimStart<Inside> extends `]${infer After}`
      ? Postfixed<[Type[], After]>
      : SignatureTypeError<`Expected "]" before "${Inside}".`>
    : [Type, TrimStart<Rest>]
  : Read;

type ReadPrimary<Text extends string, Names> = Text extends `"${infer Rest}`
  ? ReadQuoted<Rest, '"'>
  : Text extends `'${infer Rest}`
    ? ReadQuoted<Rest, "'">
    : Text extends `{${infer Rest}`
      ? ReadObject<Rest, Names>
      : Text extends `[${infer Rest}`
        ? TupleOf<ReadList<Rest, ']', Names>>
        : Text extends `(${infer Rest}`
          ? Parenthesized<ReadType<Rest, Names>>
          : ReadShort<Text, Names>;

/** `string[]` and `list[…]` without looking at the letters. */
type ReadShort<Text extends string, Names> = Text extends `${infer Name}[${infer Inside}`
  ? Name extends PlainName<Names>
    ? Inside extends `]${string}`
      ? [NamedTypes[Name], `[${Inside}`]
      : Name extends GenericName
        ? Generic<Name, ReadList<Inside, ']', Names>>
        : ReadNamed<ReadWord<Text>, Names>
    : Name extends 'Optional' | 'Literal'
      ? Generic<Name, ReadList<Inside, ']', Names>>
      : ReadNamed<ReadWord<Text>, Names>
  : ReadNamed<ReadWord<Text>, Names>;

type Parenthesized<Read> = Read extends [infer Type, `)${infer Rest}`]
  ? [Type, Rest]
  : Read extends [unknown, infer Rest extends string]
    ? SignatureTypeError<`Expected ")" before "${Rest}".`>
    : Read;

type TupleOf<Read> = Read extends [infer Items, infer Rest, boolean] ? [Items, Rest] : Read;

/** `[types, rest after the closing mark, whether "..." ended the list]`. */
type ReadList<
  Text extends string,
  Close extends string,
  Names,
  Items extends unknown[] = [],
> = Text extends `${infer Name}${Close}${infer Rest}`
  ? Name extends PlainName<Names>
    ? [[...Items, NamedTypes[Name]], Rest, false]
    : Name extends `${infer First}, ${infer _More}`
      ? First extends PlainName<Names>
        ? Text extends `${First}, ${infer More}`
          ? ReadList<More, Close, Names, [...Items, NamedTypes[First]]>
          : never
        : ReadItems<Text, Close, Names, Items>
      : ReadItems<Text, Close, Names, Items>
  : ReadItems<Text, Close, Names, Items>;

type ReadItems<Text extends string, Close extends string, Names, Items extends unknown[] = []> =
  TrimStart<Text> extends `${Close}${infer Rest}`
    ? [Items, Rest, false]
    : TrimStart<Text> extends `...${infer Rest}`
      ? TrimStart<Rest> extends `${Close}${infer After}`
        ? [Items, After, true]
        : SignatureTypeError<`Expected "${Close}" before "${Rest}".`>
      : ReadType<Text, Names> extends infer Read
        ? Read extends [infer Type, infer Rest extends string]
          ? Rest extends `,${infer More}`
            ? ReadList<More, Close, Names, [...Items, Type]>
            : Rest extends `${Close}${infer After}`
              ? [[...Items, Type], After, false]
              : SignatureTypeError<`Expected "${Close}" before "${Rest}".`>
          : Read
        : never;

type ReadNamed<Word, Names> = Word extends [infer Name extends string, infer Rest extends string]
  ? Name extends ''
    ? SignatureTypeError<`Expected a type before "${Rest}".`>
    : TrimStart<Rest> extends `<${infer Inside}`
      ? Generic<Unprefixed<Name>, ReadList<Inside, '>', Names>>
      : TrimStart<Rest> extends `[${infer Inside}`
        ? TrimStart<Inside> extends `]${string}`
          ? Plain<Name, Rest, Names>
          : Generic<Unprefixed<Name>, ReadList<Inside, ']', Names>>
        : Plain<Name, Rest, Names>
  : never;

type Generic<Name extends string, Read> = Read extends [
  infer Items extends unknown[],
  infer Rest,
  infer IsOpen extends boolean,
]
  ? Name extends GenericName
    ? [GenericTypeOf<Name, Items, IsOpen>, Rest]
    : SignatureTypeError<`Unknown type "${Name}" with parameters.`>
  : Read;

type Plain<Name extends string, Rest, Names> = Name extends keyof Names
  ? [Names[Name], Rest]
  : Unprefixed<Name> extends infer Bare extends string
    ? Bare extends keyof Names
      ? [Names[Bare], Rest]
      : Bare extends keyof NamedTypes
        ? [NamedTypes[Bare], Rest]
        : Bare extends `${infer Value extends number}`
          ? [Value, Rest]
          : SignatureTypeError<`Unknown type "${Name}": write one such as string, number or boolean, or declare it in "types".`>
    : never;

type Unprefixed<Name extends string> = Name extends
  `dspy.${infer Bare}` | `typing.${infer Bare}` | `t.${infer Bare}`
  ? Bare
  : Name;

type ReadObject<Text extends string, Names, Members = NoNames> =
  TrimStart<Text> extends `}${infer Rest}`
    ? [{ [Key in keyof Members]: Members[Key] }, Rest]
    : ReadKey<TrimStart<Text>> extends infer Read
      ? Read extends [infer Key extends string, `?${infer Rest}`]
        ? ReadMember<Key, true, TrimStart<Rest>, Names, Members>
        : Read extends [infer Key extends string, infer Rest extends string]
          ? ReadMember<Key, false, Rest, Names, Members>
          : Read
      : never;

type ReadKey<Text extends string> = Text extends `"${infer Rest}`
  ? TrimRest<ReadQuoted<Rest, '"'>>
  : Text extends `'${infer Rest}`
    ? TrimRest<ReadQuoted<Rest, "'">>
    : TrimRest<ReadWord<Text>>;

type TrimRest<Read> = Read extends [infer Text, infer Rest extends string] ? [Text, TrimStart<Rest>] : Read;

type ReadMember<
  Key extends string,
  IsOptional extends boolean,
  Text extends string,
  Names,
  Members,
> = Text extends `:${infer TypeText}`
  ? ReadType<TypeText, Names> extends infer Read
    ? Read extends [infer Type, infer Rest extends string]
      ? Rest extends `,${infer More}` | `;${infer More}` | `}${infer _End}`
        ? ReadObject<Rest extends `}${string}` ? Rest : More, Names, Members & Member<Key, IsOptional, Type>>
        : SignatureTypeError<`Expected "," or "}" before "${Rest}".`>
      : Read
    : never
  : SignatureTypeError<`Expected ":" and the type of "${Key}".`>;

type Member<Key extends string, IsOptional extends boolean, Type> = IsOptional extends true
  ? { [Name in Key]?: Type }
  : { [Name in Key]: Type };
