import { InvalidArgumentError } from '../errors';
import type { Constructor } from '../types';
import { parseSignature } from './grammar/parse-signature';
import type { CheckSignature, InputsOf, OutputsOf } from './infer';
import { SignatureDescription } from './signature';
import { NotASignatureError } from './signature-errors';
import { signatureOf } from './signature-of';

/**
 * The signature that anything standing for one means: a string, a class with `@Signature`, or a signature (from this
 * or another copy of the library), which is given back as it is.
 *
 * @param instructions the task, for a string only.
 * @throws {@link NotASignatureError} for anything else; what the string's or the class's reader throws.
 */
export function ensureSignature<const S>(
  signature: S & CheckSignature<S>,
  instructions?: string,
): SignatureDescription<InputsOf<S>, OutputsOf<S>> {
  return resolve(signature, instructions) as SignatureDescription<InputsOf<S>, OutputsOf<S>>;
}

function resolve(signature: unknown, instructions: string | undefined): SignatureDescription {
  if (typeof signature === 'string') return parseSignature(signature, instructions);
  if (instructions !== undefined) {
    throw new InvalidArgumentError('ensureSignature(signature, instructions)', {
      expected: 'instructions only beside a string.',
      fix: 'write ensureSignature(signature).withInstructions(instructions).',
    });
  }
  if (SignatureDescription.isInstance(signature)) return signature;
  if (typeof signature === 'function') return signatureOf(signature as unknown as Constructor);
  throw new NotASignatureError(nameOf(signature));
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'An array';
  if (typeof value !== 'object') return `A ${typeof value}`;
  const name = (value.constructor as { readonly name?: string } | undefined)?.name;
  return name === undefined || name === 'Object' ? 'A plain object' : `An instance of ${name}`;
}
