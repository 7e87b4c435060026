import { expectTypeOf } from 'expect-type';
import type { InputsOf, OutputsOf, SignatureTypeError } from '../../src/signatures';
import { parseSignature } from '../../src/signatures';
import type { History, Image } from '../../src/types';

declare function call<const S>(signature: S, inputs: InputsOf<S>): OutputsOf<S>;

// Untyped fields are strings.
expectTypeOf<InputsOf<'question, context -> answer'>>().toEqualTypeOf<{
  question: string;
  context: string;
}>();
expectTypeOf<OutputsOf<'question, context -> answer'>>().toEqualTypeOf<{ answer: string }>();

// TypeScript's spellings.
type TypeScript =
  'a: string, b?: number[], c: integer -> d: "x" | "y", e: boolean | null, f: { sku: string, qty?: integer }[], g: Record<string, number>, h: [string, number], i: Date';
expectTypeOf<InputsOf<TypeScript>>().toEqualTypeOf<{ a: string; b?: number[]; c: number }>();
expectTypeOf<OutputsOf<TypeScript>>().toEqualTypeOf<{
  d: 'x' | 'y';
  e: boolean | null;
  f: { sku: string; qty?: number }[];
  g: Record<string, number>;
  h: [string, number];
  i: Date;
}>();

// Python's spellings.
type Python =
  "a: str, b: list[str], c: dict[str, int] -> d: Literal['x', 'y', 3, True, None], e: Optional[int], f: Union[str, float], g: bool | None, h: tuple[int, str], i: tuple[int, ...], j: list[dict[str, list[float]]], k: datetime.date, l: list, m: dict, n: Any";
expectTypeOf<InputsOf<Python>>().toEqualTypeOf<{ a: string; b: string[]; c: Record<string, number> }>();
expectTypeOf<OutputsOf<Python>>().toEqualTypeOf<{
  d: 'x' | 'y' | 3 | true | null;
  e: number | null;
  f: string | number;
  g: boolean | null;
  h: [number, string];
  i: number[];
  j: Record<string, number[]>[];
  k: Date;
  l: unknown[];
  m: Record<string, unknown>;
  n: unknown;
}>();

// Prompt types by name, with DSPy's prefix or without.
expectTypeOf<InputsOf<'talk: History, pictures: list[dspy.Image] -> a'>>().toEqualTypeOf<{
  talk: History;
  pictures: Image[];
}>();

// Arrows, commas and brackets inside quotes are text.
expectTypeOf<OutputsOf<'a -> b: "x -> y, z" | \'[}\', c'>>().toEqualTypeOf<{
  b: 'x -> y, z' | '[}';
  c: string;
}>();
// Escapes are left to the run time.
expectTypeOf<OutputsOf<'a -> b: "x\\"y", c'>>().toEqualTypeOf<{ b: string; c: string }>();
expectTypeOf<OutputsOf<'a->b:(string|number)[][],c'>>().toEqualTypeOf<{
  b: (string | number)[][];
  c: string;
}>();
expectTypeOf<OutputsOf<'-> idea'>>().toEqualTypeOf<{ idea: string }>();
expectTypeOf<InputsOf<'-> idea'>>().toEqualTypeOf<{}>();
expectTypeOf<OutputsOf<'a -> b: 1 | -2.5 | | true'>>().toEqualTypeOf<
  SignatureTypeError<'Expected a type before "| true".'>
>();
expectTypeOf<OutputsOf<'a -> b: 1 | -2.5 | true'>>().toEqualTypeOf<{ b: 1 | -2.5 | true }>();

// Texts the compiler does not know are loose.
expectTypeOf<InputsOf<string>>().toEqualTypeOf<Record<string, unknown>>();
expectTypeOf<OutputsOf<`${string} -> answer`>>().toEqualTypeOf<Record<string, unknown>>();

// Mistakes read as sentences.
expectTypeOf<OutputsOf<'a -> b: strng'>>().toEqualTypeOf<
  SignatureTypeError<'Unknown type "strng": write one such as string, number or boolean, or declare it in "types".'>
>();
expectTypeOf<OutputsOf<'a, b'>>().toEqualTypeOf<
  SignatureTypeError<'A signature needs "->" between inputs and outputs.'>
>();

const signature = parseSignature('question, context: string[] -> answer: number');
expectTypeOf<InputsOf<typeof signature>>().toEqualTypeOf<{ question: string; context: string[] }>();
call('question -> answer', { question: 'x' }).answer.toUpperCase();
call(signature, { question: 'x', context: [] }).answer.toFixed();
// @ts-expect-error a wrong input name
call('question -> answer', { qestion: 'x' });
// @ts-expect-error a missing input
call('question, context -> answer', { question: 'x' });
// @ts-expect-error an output given as an input
call('question -> answer', { question: 'x', answer: 'y' });
// @ts-expect-error a misspelt output
call('question -> answer', { question: 'x' }).anwser;
// @ts-expect-error an input of the wrong type
call('question, n: int -> answer', { question: 'x', n: '1' });
// @ts-expect-error a type nobody declared
parseSignature('question: strng -> answer');

// A field that is read in one step means what it means when it is read word by word.
expectTypeOf<InputsOf<'a: string, b: int -> c'>>().toEqualTypeOf<{ a: string; b: number }>();
expectTypeOf<InputsOf<'a : string , b:int -> c'>>().toEqualTypeOf<{ a: string; b: number }>();
expectTypeOf<InputsOf<'  a: string,  b: int, c?: bool -> d'>>().toEqualTypeOf<{
  a: string;
  b: number;
  c?: boolean;
}>();
expectTypeOf<InputsOf<'a, b: list[str, ], c: { d: string, e: "x: y, z" } -> f'>>().toEqualTypeOf<{
  a: string;
  b: string[];
  c: { d: string; e: 'x: y, z' };
}>();
expectTypeOf<InputsOf<'a: string, b: Own, c: list[string] -> d', { string: 1; Own: 2 }>>().toEqualTypeOf<{
  a: 1;
  b: 2;
  c: 1[];
}>();
expectTypeOf<InputsOf<'a: string | null, b: string[][], c: dict[str, list[int]] -> d'>>().toEqualTypeOf<{
  a: string | null;
  b: string[][];
  c: Record<string, number[]>;
}>();
expectTypeOf<OutputsOf<'a -> b: string, c: Optional[str], d: Literal["x", "y"]'>>().toEqualTypeOf<{
  b: string;
  c: string | null;
  d: 'x' | 'y';
}>();
