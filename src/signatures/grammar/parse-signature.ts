import type { FieldType } from '../../types';
import { assertKnownOptions } from '../../util';
import { createField } from '../create-field';
import type { InputsOf, OutputsOf } from '../infer';
import { SignatureDescription } from '../signature';
import { parseFields } from './parse-fields';

/** What a signature string may refer to. */
export interface ParseSignatureOptions {
  /**
   * What errors and schemas call it.
   * @default StringSignature
   */
  readonly name?: string;
  /**
   * Types the string may name besides the built-in ones.
   * @default none
   */
  readonly types?: Readonly<Record<string, FieldType>>;
}

/**
 * The signature that a text such as `question, context: string[] -> answer: number` describes.
 *
 * TypeScript's spellings and Python's are both read: `T[]`, `"a" | "b"`, `{ sku: string }`, `Record<string, T>`, and
 * `list[str]`, `Literal['a']`, `Optional[int]`. A field without a type is a string.
 *
 * @param instructions the task, in words. @default the sentence DSPy writes
 * @throws {@link SignatureSyntaxError} pointing at the column, {@link UnknownTypeNameError} for a type nobody declared.
 */
export function parseSignature<const Text extends string>(
  text: Text,
  instructions?: string,
  options: ParseSignatureOptions = {},
): SignatureDescription<InputsOf<Text>, OutputsOf<Text>> {
  assertKnownOptions(options, ['name', 'types'], 'parseSignature(...)');
  const names = new Map(Object.entries(options.types ?? {}));
  const fields = parseFields(text, names).map(({ name, ...spec }) => createField(name, spec));
  return SignatureDescription.create({ name: options.name ?? 'StringSignature', instructions, fields });
}
