import type { Audio, Citations, Code, Document, File, History, Image, Noul, Reasoning } from '../../types';

/** What the values of named types are to the program. The twin of `namedTypes` and `namedLiterals`. */
export interface NamedTypes {
  string: string;
  number: number;
  integer: number;
  bigint: bigint;
  boolean: boolean;
  null: null;
  any: unknown;
  unknown: unknown;
  object: Record<string, unknown>;
  Date: Date;
  str: string;
  int: number;
  float: number;
  bool: boolean;
  None: null;
  Any: unknown;
  list: unknown[];
  List: unknown[];
  dict: Record<string, unknown>;
  Dict: Record<string, unknown>;
  tuple: unknown[];
  Tuple: unknown[];
  set: unknown[];
  Set: unknown[];
  frozenset: unknown[];
  Array: unknown[];
  Map: Map<string, unknown>;
  datetime: Date;
  'datetime.datetime': Date;
  date: Date;
  'datetime.date': Date;
  History: History;
  Image: Image;
  Audio: Audio;
  Citations: Citations;
  Code: Code;
  Document: Document;
  File: File;
  Reasoning: Reasoning;
  Noul: Noul;
  true: true;
  True: true;
  false: false;
  False: false;
}

/** What generic types are to the program, by name. The twin of `genericTypes`. */
export type GenericTypeOf<
  Name extends string,
  Items extends readonly unknown[],
  IsOpen extends boolean,
> = Name extends 'list' | 'List' | 'Array' | 'ReadonlyArray' | 'set' | 'Set' | 'frozenset'
  ? Items extends [infer Item]
    ? Item[]
    : never
  : Name extends 'dict' | 'Dict' | 'Record'
    ? Items extends [unknown, infer Value]
      ? Record<string, Value>
      : never
    : Name extends 'Map'
      ? Items extends [unknown, infer Value]
        ? Map<string, Value>
        : never
      : Name extends 'tuple' | 'Tuple'
        ? IsOpen extends true
          ? Items[number][]
          : Items
        : Name extends 'Optional'
          ? Items[number] | null
          : Name extends 'Union' | 'Literal'
            ? Items[number]
            : never;

/** The names that take parameters. */
export type GenericName =
  | 'list'
  | 'List'
  | 'Array'
  | 'ReadonlyArray'
  | 'set'
  | 'Set'
  | 'frozenset'
  | 'dict'
  | 'Dict'
  | 'Record'
  | 'Map'
  | 'tuple'
  | 'Tuple'
  | 'Optional'
  | 'Union'
  | 'Literal';
