import { assertKnownOptions } from '../../util';
import { createField } from '../create-field';
import type { CheckSignature, InputsOf, OutputsOf } from '../infer';
import { SignatureDescription } from '../signature';
import { parseFields } from './parse-fields';
import { typeNames, type NamesOf, type TypeRegistry } from './type-references';

/** What a signature string may refer to. */
export interface ParseSignatureOptions<Types extends TypeRegistry = TypeRegistry> {
  /**
   * What errors and schemas call it.
   * @default StringSignature
   */
  readonly name?: string;
  /**
   * Classes, enums and types that the string may name besides the built-in ones, by the name it uses.
   * @default none
   */
  readonly types?: Types;
}

/**
 * The signature that a text such as `question, context: string[] -> answer: number` describes.
 *
 * TypeScript's spellings and Python's are both read: `T[]`, `"a" | "b"`, `{ sku: string }`, `Record<string, T>`, and
 * `list[str]`, `Literal['a']`, `Optional[int]`. A field without a type is a string; `name?` may be missing.
 *
 * @param instructions the task, in words. @default the sentence that DSPy writes
 * @throws {@link SignatureSyntaxError} pointing at the column, {@link UnknownTypeNameError} for a type nobody declared.
 */
export function parseSignature<
  const Text extends string,
  const Types extends TypeRegistry = Record<never, never>,
>(
  text: Text & CheckSignature<Text, NamesOf<Types>>,
  instructions?: string,
  options: ParseSignatureOptions<Types> = {},
): SignatureDescription<InputsOf<Text, NamesOf<Types>>, OutputsOf<Text, NamesOf<Types>>> {
  assertKnownOptions(options, ['name', 'types'], 'parseSignature(...)');
  const fields = parseFields(text, typeNames(options.types ?? {})).map(({ name, ...spec }) =>
    createField(name, spec),
  );
  return SignatureDescription.create({ name: options.name ?? 'StringSignature', instructions, fields });
}
