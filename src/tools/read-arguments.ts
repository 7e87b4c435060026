import { parseValue, ParseValueError } from '../adapters';
import type { StandardSchema } from '../decorators';
import {
  checkInputs,
  completeInputs,
  createField,
  SignatureDescription,
  SignatureInputError,
} from '../signatures';
import { conform, describeType, fromJsonSchema, revive, type JsonSchema, type ObjectType } from '../types';
import { formatJson } from '../saving';
import { isPlainObject, nearestOf } from '../util';
import { checkStandard } from './standard-schema';
import { ToolArgumentsError } from './tool-errors';
import type { ReadParameters } from './tool-parameters';

type Arguments = Record<string, unknown>;

/** What a tool's arguments are read by. */
export interface ArgumentReader {
  readonly tool: string;
  readonly parameters: ReadParameters;
  /** A further check that the author gave. */
  readonly validate?: StandardSchema;
}

/**
 * The arguments a model gave, as the tool takes them: what clearly means a value of the right type is turned into it,
 * defaults are filled in, types and rules are checked.
 *
 * Nothing at all (an empty text, `null`) means no arguments. Null for an optional argument that may not be null means it
 * was left out. A number is not taken for text.
 *
 * @throws {@link ToolArgumentsError} naming each argument at fault.
 */
export async function readArguments(reader: ArgumentReader, given: unknown): Promise<Arguments> {
  const { parameters, validate } = reader;
  const json = coerced(reader, given);
  const values = parameters.type === undefined ? json : await revived(reader, parameters.type, json);
  let checked: unknown = values;
  for (const schema of [parameters.standard, validate]) {
    if (schema === undefined) continue;
    const outcome = await checkStandard(schema, checked);
    if ('issues' in outcome) throw refusal(reader, outcome.issues);
    checked = outcome.value;
  }
  return checked as Arguments;
}

/** The arguments as a type, for messages. */
export function describeParameters({ schema }: ReadParameters): string {
  return describeType(fromJsonSchema(schema));
}

function coerced(reader: ArgumentReader, given: unknown): Arguments {
  const { schema } = reader.parameters;
  const text = textOf(given);
  const plain = isPlainObject(given) ? withoutNulls(schema, given) : given;
  assertNoStrangers(reader, plain);
  try {
    const { value, repairs } = parseValue(isPlainObject(plain) ? formatJson(plain, 0) : text, { schema });
    const wrong = repairs.filter(
      ({ kind, path }) => kind === 'truncated' || (kind === 'converted' && isText(value, path)),
    );
    if (wrong.length > 0)
      throw refusal(
        reader,
        wrong.map(({ path, kind }) => complaintOf(path, kind)),
      );
    const issues = conform({ kind: 'schema', schema }, value, 'value');
    if (issues.length > 0)
      throw refusal(
        reader,
        issues.map(({ path, message }) => `${placeOf(path)}: ${message}`),
      );
    return value as Arguments;
  } catch (error) {
    if (!(error instanceof ParseValueError)) throw error;
    const { path, expected, found } = error.issue;
    throw refusal(reader, [`${placeOf(path)}: expected ${expected}, found ${found}`]);
  }
}

function textOf(given: unknown): string {
  if (given === undefined || given === null) return '{}';
  if (typeof given !== 'string') return JSON.stringify(given) ?? '{}';
  return given.trim() === '' || given.trim() === 'null' ? '{}' : given;
}

function complaintOf(path: string, kind: string): string {
  return kind === 'truncated'
    ? `${placeOf(path)}: the arguments end too early`
    : `${placeOf(path)}: expected text`;
}

/** Models say null where they mean nothing. */
function withoutNulls(schema: JsonSchema, given: Arguments): Arguments {
  const properties = isPlainObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const isNothing = ([name, value]: readonly [string, unknown]): boolean => {
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (value !== null || required.includes(name) || !isPlainObject(rule)) return false;
    const standalone = { ...rule, ...(schema['$defs'] === undefined ? {} : { $defs: schema['$defs'] }) };
    return conform({ kind: 'schema', schema: standalone }, null).length > 0;
  };
  return Object.fromEntries(Object.entries(given).filter((entry) => !isNothing(entry)));
}

/** A closed object takes no others; one that lists its properties and says no more is taken for closed. */
function assertNoStrangers(reader: ArgumentReader, given: unknown): void {
  const { properties, additionalProperties: others } = reader.parameters.schema;
  if (!isPlainObject(given) || !isPlainObject(properties)) return;
  const known = Object.keys(properties);
  if (others === true || isPlainObject(others) || (known.length === 0 && others === undefined)) return;
  const strangers = Object.keys(given).filter((name) => !known.some((other) => plain(other) === plain(name)));
  if (strangers.length === 0) return;
  throw refusal(
    reader,
    strangers.map((name) => {
      const nearest = nearestOf(name, known);
      return nearest === undefined
        ? `${name}: no such argument`
        : `${name}: no such argument; did you mean ${nearest}?`;
    }),
  );
}

/** Spellings that the parser takes for one: `userId`, `user_id`, `User-ID`. */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

function isText(value: unknown, path: string): boolean {
  let at: unknown = value;
  for (const step of path.split(/[.[\]]+/).slice(1)) {
    if (step === '') continue;
    at = typeof at === 'object' && at !== null ? (at as Arguments)[step] : undefined;
  }
  return typeof at === 'string';
}

function placeOf(path: string): string {
  const place = path.replace(/^(?:value|arguments)\.?/, '');
  return place === '' ? 'the arguments' : place;
}

async function revived(reader: ArgumentReader, type: ObjectType, json: Arguments): Promise<Arguments> {
  const signature = signatureFor(reader.tool, type);
  try {
    // A plain object passes for an instance there; a function that takes a class is given one.
    const whole = revive(type, completeInputs(signature, { arguments: json })['arguments'], 'arguments');
    await checkInputs(signature, { arguments: whole });
    return whole as Arguments;
  } catch (error) {
    if (!(error instanceof SignatureInputError)) throw error;
    throw refusal(
      reader,
      error.problems.map((problem) => problem.replace(/^arguments\.?/, '')),
    );
  }
}

const signatures = new WeakMap<ObjectType, SignatureDescription>();

/** A signature whose one input is the object of arguments: its checks are those of all inputs. */
function signatureFor(tool: string, type: ObjectType): SignatureDescription {
  let signature = signatures.get(type);
  if (signature === undefined) {
    const fields = [
      createField('arguments', { role: 'input', type }),
      createField('result', { role: 'output' }),
    ];
    signature = SignatureDescription.create({ name: tool, fields });
    signatures.set(type, signature);
  }
  return signature;
}

function refusal({ tool, parameters }: ArgumentReader, issues: readonly string[]): ToolArgumentsError {
  return new ToolArgumentsError(tool, issues, describeParameters(parameters));
}
