import type { NamedTypes } from './named-types.types';
import type { NoNames, PlainName, ReadType } from './parse-type.types';
import type { IsLiteral, NoWord, ReadWord, TrimStart } from './read-text.types';
import type { SignatureTypeError } from './signature-type-error';

/** `[name, type, whether it may be missing]` */
type Entry = readonly [name: string, type: unknown, isOptional: boolean];

/** The static types of both sides. */
export interface Sides<Inputs, Outputs> {
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

/** What is known when the text is not: names and values are checked at run time. */
type LooseSides = Sides<Record<string, unknown>, Record<string, unknown>>;

/**
 * The twin of `parse-signature.ts`: the inputs and outputs of a signature string, a {@link SignatureTypeError} with a
 * sentence if it does not parse, and loose records if the compiler does not know the text.
 *
 * It never claims more than the parser gives: what it cannot follow is `unknown`. One field is one step of a tail
 * recursion, so that long signatures do not exhaust the compiler.
 */
export type ParseSignature<Text extends string, Names = NoNames> =
  IsLiteral<Text> extends true
    ? TrimStart<Text> extends `->${infer Rest}`
      ? BothSides<[], ReadFields<Rest, Names>>
      : SidesFrom<ReadFields<Text, Names>, Names>
    : LooseSides;

type SidesFrom<Read, Names> = Read extends [infer Inputs extends Entry[], infer Rest extends string]
  ? Rest extends `->${infer Outputs}`
    ? BothSides<Inputs, ReadFields<Outputs, Names>>
    : Rest extends ''
      ? SignatureTypeError<'A signature needs "->" between inputs and outputs.'>
      : SignatureTypeError<`Expected "," or "->" before "${Rest}".`>
  : Read;

type BothSides<Inputs extends readonly Entry[], Read> = Read extends [
  infer Outputs extends Entry[],
  infer Rest extends string,
]
  ? Rest extends ''
    ? Sides<Fields<Inputs>, Fields<Outputs>>
    : SignatureTypeError<`Expected "," or the end before "${Rest}".`>
  : Read;

/**
 * `[entries, rest]`: the fields up to what is no field any more.
 *
 * A field that is written as most are, `name: type`, is read without looking at the letters of its name, and of its type where
 * that is a word: letters are most of what signatures cost a compiler.
 */
type ReadFields<
  Text extends string,
  Names,
  Before extends readonly Entry[] = [],
> = Text extends `${infer Name}: ${infer After}`
  ? Unspaced<Name> extends '' | NoWord
    ? ReadField<Text, Names, Before>
    : After extends `${infer Type},${infer More}`
      ? Type extends PlainName<Names>
        ? ReadFields<More, Names, [...Before, [Unspaced<Name>, NamedTypes[Type], false]]>
        : AfterType<Unspaced<Name>, false, ReadType<After, Names>, Names, Before>
      : AfterType<Unspaced<Name>, false, ReadType<After, Names>, Names, Before>
  : ReadField<Text, Names, Before>;

type Unspaced<Text extends string> = Text extends ` ${infer Rest}` ? Rest : Text;

type ReadField<Text extends string, Names, Before extends readonly Entry[]> =
  ReadWord<TrimStart<Text>> extends [infer Name extends string, infer Rest extends string]
    ? Name extends ''
      ? SignatureTypeError<`Expected the name of a field before "${Rest}".`>
      : TrimStart<Rest> extends `?${infer After}`
        ? ReadFieldType<Name, true, TrimStart<After>, Names, Before>
        : ReadFieldType<Name, false, TrimStart<Rest>, Names, Before>
    : never;

type ReadFieldType<
  Name extends string,
  IsOptional extends boolean,
  Text extends string,
  Names,
  Before extends readonly Entry[],
> = Text extends `:${infer TypeText}`
  ? AfterType<Name, IsOptional, ReadType<TypeText, Names>, Names, Before>
  : AfterType<Name, IsOptional, [string, Text], Names, Before>;

type AfterType<
  Name extends string,
  IsOptional extends boolean,
  Read,
  Names,
  Before extends readonly Entry[],
> = Read extends [infer Type, infer Rest extends string]
  ? Rest extends `,${infer More}`
    ? ReadFields<More, Names, [...Before, [Name, Type, IsOptional]]>
    : [[...Before, [Name, Type, IsOptional]], Rest]
  : Read;

/** `infer` keeps the alias out of what editors and errors show: they list the fields themselves. */
type Fields<Entries extends readonly Entry[]> = {
  [Each in Entries[number] as Each[2] extends false ? Each[0] : never]: Each[1];
} & {
  [Each in Entries[number] as Each[2] extends true ? Each[0] : never]?: Each[1];
} extends infer Both
  ? { [Key in keyof Both]: Both[Key] }
  : never;
