import {
  type AnyClass,
  metadataOf,
  type MetadataObject,
  type SignatureRecord,
  writeSignatureRecord,
} from '../metadata';
import {
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  parseSignature,
  type SignatureDescription,
  signatureFromJsonSchema,
  signatureOf,
} from '../signatures';
import type { Constructor } from '../types';
import { assertKnownOptions, isPlainObject } from '../util';
import { InvalidArgumentError } from '../errors';
import { DecoratorUsageError } from './decorator-errors';

/** What goes in, what comes out, and what to do. Made by the statics of the value of the same name. */
export type Signature<
  Inputs = Record<string, unknown>,
  Outputs = Record<string, unknown>,
> = SignatureDescription<Inputs, Outputs>;

/** Decorates a class, in the legacy dialect and in the standard one. */
export type SignatureDecorator = (target: AnyClass, context?: ClassDecoratorContext) => void;

/** What may be said about a signature class. */
export interface SignatureOptions {
  /**
   * The task, in words.
   * @default those of a base class, else the sentence DSPy writes
   */
  readonly instructions?: string;
  /**
   * What errors and schemas call it.
   * @default the name of the class
   */
  readonly name?: string;
}

const statics = {
  /** The signature that a text such as `question, context: string[] -> answer: number` describes, with static types. */
  from: parseSignature,

  /** The signature whose inputs and outputs are given as JSON schemas by name. */
  fromJsonSchema: signatureFromJsonSchema,

  /** The signature that a decorated class declares. The same one on every call. */
  of<Class extends Constructor>(constructor: Class): Signature<InputsOf<Class>, OutputsOf<Class>> {
    return signatureOf(constructor);
  },

  /** A signature from whatever may stand for one: text, a decorated class, a signature. */
  ensure: ensureSignature,
};

/**
 * Makes a class the declaration of one step of a program: its `@InputField` and `@OutputField` properties are what
 * goes in and comes out, the text is what to do. Its statics make signatures without a class.
 *
 * @param given the instructions, or options.
 * @throws {@link DecoratorUsageError} on anything but a class; {@link UnknownOptionError}.
 *
 * @example
 * ```ts
 * @Signature('Answer from the context alone.')
 * class Answer {
 *   @InputField({ items: () => String }) readonly context!: string[];
 *   @InputField() readonly question!: string;
 *   @OutputField() answer!: string;
 * }
 *
 * const short = Signature.from('question -> answer', 'Answer in one word.');
 * ```
 */
export const Signature: ((given?: string | SignatureOptions) => SignatureDecorator) & typeof statics =
  Object.assign((given?: string | SignatureOptions): SignatureDecorator => {
    const record = recordOf(given);
    return (target, context) => {
      assertClass(target, context);
      writeSignatureRecord((context?.metadata as MetadataObject | undefined) ?? metadataOf(target), record);
    };
  }, statics);

function recordOf(given: string | SignatureOptions | undefined): SignatureRecord {
  if (typeof given === 'string') return { instructions: given };
  if (given === undefined) return {};
  if (!isPlainObject(given)) {
    throw new DecoratorUsageError(
      '@Signature',
      `was given ${typeof given === 'function' ? 'a class' : `a ${typeof given}`}`,
      "call it: `@Signature()` or `@Signature('What to do.')`.",
    );
  }
  assertKnownOptions(given, ['instructions', 'name'], '@Signature({...})');
  const { instructions, name } = given as SignatureOptions;
  assertText('instructions', instructions);
  assertText('name', name);
  return { instructions, name };
}

function assertText(option: string, value: unknown): void {
  if (value === undefined || typeof value === 'string') return;
  throw new InvalidArgumentError(`@Signature({ ${option} })`, { found: typeof value, expected: 'a string.' });
}

function assertClass(target: unknown, context: { readonly kind: string } | undefined): void {
  const isClass = typeof target === 'function' && (context === undefined || context.kind === 'class');
  if (isClass) return;
  throw new DecoratorUsageError(
    '@Signature',
    'stands on something else than a class',
    'move it above the class.',
  );
}
