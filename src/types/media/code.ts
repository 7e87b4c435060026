import { InvalidArgumentError } from '../../errors';
import type { JsonSchema } from '../json-schema';
import type { PromptType } from '../prompt-type';
import { codeIn } from './code-fences';

const BRAND = Symbol.for('dspex.code');

/**
 * Code, without the fences and words a model puts around it. `Code` takes any language; `Code.in('python')` is the type of
 * code in one, and says so to the model.
 *
 * Source: DSPy's `Code`. Of several fenced blocks all in the field's language are kept, in order, not the first alone.
 */
export class Code {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });
  /** How the type reads in a prompt. */
  static readonly notation = 'code';

  /** The code. */
  readonly text: string;
  /** Its language in lower case, where it is known. */
  readonly language?: string;

  /** @throws {@link InvalidArgumentError} for what is no text. */
  constructor(text: string, language?: string) {
    if (typeof text !== 'string')
      throw new InvalidArgumentError('new Code(text, language)', { found: typeof text, expected: 'a text.' });
    this.text = text;
    if (language !== undefined) this.language = language.toLowerCase();
    Object.freeze(this);
  }

  /** The type of code in one language. The same type each time. */
  static in(language: string): PromptType<Code> {
    const key = language.toLowerCase();
    let type = types.get(key);
    if (type === undefined) types.set(key, (type = typeFor(key)));
    return type;
  }

  get [BRAND](): true {
    return true;
  }

  /** The code. */
  toString(): string {
    return this.text;
  }

  /** The code. */
  toJSON(): string {
    return this.text;
  }

  /** Whether the value is code, from this or another copy of the library. */
  static is(value: unknown): value is Code {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The code as text. */
  static toParts(value: Code): string {
    return value.text;
  }

  /** The code as text, as DSPy saves it. */
  static toJson(value: Code): string {
    return value.text;
  }

  /** Code from its text or `{ code }`. */
  static fromJson(json: unknown): Code {
    return codeFrom(json);
  }

  /** The code in a fence of its own, as models write it. */
  static toText(value: Code): string {
    return fenced(value);
  }

  /** The code in a model's text: what stands in fences, or all of it. */
  static fromText(text: string): Code {
    return new Code(codeIn(text, undefined));
  }
}

const types = new Map<string, PromptType<Code>>();

function typeFor(language: string): PromptType<Code> {
  return Object.freeze({
    name: 'Code',
    notation: `${language} code`,
    jsonSchema: Object.freeze({ type: 'string', description: `${language} code` }),
    is: Code.is,
    toParts: Code.toParts,
    toJson: Code.toJson,
    fromJson: (json: unknown) => codeFrom(json, language),
    toText: (value: Code) => fenced(value, language),
    fromText: (text: string) => new Code(codeIn(text, language), language),
  });
}

/** A reply in JSON may hold fences too. */
function codeFrom(json: unknown, language?: string): Code {
  const text = typeof json === 'object' && json !== null && 'code' in json ? json.code : json;
  return new Code(text as string, language);
}

/** A fence longer than any in the code. */
function fenced({ text, language: own }: Code, language = own): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language ?? ''}\n${text}\n${fence}`;
}
