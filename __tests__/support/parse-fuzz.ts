import fc from 'fast-check';
import { parseValue, ParseValueError } from '../../src/adapters';
import { conformSchema, type JsonSchema } from '../../src/types';

/** A type, a value of it, and a reply that holds it more or less. */
export interface FuzzedReply {
  readonly schema: JsonSchema;
  readonly value: unknown;
  readonly text: string;
}

const WORDS = ['red', 'dark red', 'Blue', 'not sure', 'café', 'N/A', 'true', '42'];
const KEYS = ['a', 'b', 'name', 'Key 1', 'due-date', 'x_y', 'items', 'constructor'];
const HARD = [
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\n',
  '```',
  '"a":',
  ', "b": ',
  '//',
  '#',
  '...',
  'é',
  '😀',
  ' ',
];

const hardText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc
    .array(fc.oneof(fc.constantFrom(...HARD), fc.lorem({ maxCount: 2 })), { maxLength: 6 })
    .map((parts) => parts.join('')),
);

const scalarSchema: fc.Arbitrary<JsonSchema> = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'string', minLength: 2 },
  { type: 'string', format: 'date' },
  { type: 'integer' },
  { type: 'integer', minimum: 0, maximum: 10 },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'null' },
  { type: ['string', 'null'] },
  { type: ['integer', 'string'] },
  { enum: WORDS },
  { enum: ['ONE', 'TWO'], 'x-aliases': { ONE: ['first', 'k1'], TWO: ['second'] } },
  { enum: [1, 2, true, null] },
  { const: 'fixed' },
);

/** Types of a few levels. */
export const schemas: fc.Arbitrary<JsonSchema> = fc.letrec<{
  any: JsonSchema;
  list: JsonSchema;
  record: JsonSchema;
  map: JsonSchema;
  union: JsonSchema;
}>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalarSchema,
    tie('list'),
    tie('record'),
    tie('map'),
    tie('union'),
  ),
  list: fc
    .record({ items: tie('any'), maxItems: fc.constantFrom(undefined, 4) })
    .map(({ items, maxItems }) => ({
      type: 'array',
      items,
      ...(maxItems === undefined ? {} : { maxItems }),
    })),
  record: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), tie('any'), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    })
    .map((members) => ({
      type: 'object',
      properties: Object.fromEntries(members.map(([key, schema]) => [key, schema])),
      required: members.filter(([, , isRequired]) => isRequired).map(([key]) => key),
      additionalProperties: false,
    })),
  map: tie('any').map((additionalProperties) => ({ type: 'object', additionalProperties })),
  union: fc.tuple(tie('any'), tie('any')).map((anyOf) => ({ anyOf })),
})).any;

/** Values of a type. */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { type, items, properties, required, additionalProperties, anyOf } = schema as Record<string, never>;
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if ('const' in schema) return fc.constant(schema['const']);
  if (anyOf !== undefined) return fc.oneof(...(anyOf as JsonSchema[]).map(valuesOf));
  if (Array.isArray(type))
    return fc.oneof(...(type as string[]).map((each) => valuesOf({ ...schema, type: each })));
  switch (type as unknown as string) {
    case 'string':
      return schema['format'] === 'date'
        ? fc
            .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
            .map((date) => date.toISOString().slice(0, 10))
        : hardText.filter((text) => [...text].length >= Number(schema['minLength'] ?? 0));
    case 'integer':
      return fc.integer({ min: Number(schema['minimum'] ?? -1e6), max: Number(schema['maximum'] ?? 1e6) });
    case 'number':
      return fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => (Object.is(value, -0) ? 0 : value));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(items as unknown as JsonSchema), { maxLength: 4 });
    default:
      break;
  }
  if (properties === undefined)
    return fc.dictionary(
      fc.constantFrom('k', 'l', 'm n'),
      valuesOf(additionalProperties as unknown as JsonSchema),
      { maxKeys: 3 },
    );
  const members = Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>).map(([key, each]) => [key, valuesOf(each)]),
  );
  return fc.record(members, { requiredKeys: required as unknown as string[] }).map((value) => ({ ...value }));
}

type Mutation = (text: string, at: number, sign: string) => string;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  insert: (text, at, sign) => text.slice(0, at) + sign + text.slice(at),
  remove: (text, at) => text.slice(0, at) + text.slice(at + 1),
  cut: (text, at) => text.slice(0, at),
  behead: (text, at) => text.slice(at),
  repeat: (text, at) => text.slice(0, at) + text.slice(Math.max(0, at - 5)),
  single: (text) => text.replaceAll('"', "'"),
  bare: (text) => text.replaceAll('"', ''),
  smart: (text) => text.replaceAll(/"([^"]*)"/g, '“$1”'),
  uncomma: (text) => text.replaceAll(',', ' '),
  trailing: (text) => text.replaceAll(/([\]}])/g, ',$1'),
  python: (text) => text.replaceAll('true', 'True').replaceAll('false', 'False').replaceAll('null', 'None'),
  escape: (text) => JSON.stringify(text),
  strip: (text) => JSON.stringify(text).slice(1, -1),
  fence: (text) => `Here:\n\`\`\`json\n${text}\n\`\`\`\nDone.`,
  prose: (text) => `Sure! The {answer} is [1]: ${text} as you asked.`,
  twice: (text) => `${text}\n${text}`,
  think: (text) => `<think>maybe {"a": 1}</think>${text}`,
  comment: (text) => text.replaceAll(',', ', // "c"\n'),
};

const mutations = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(MUTATIONS)), fc.nat({ max: 400 }), fc.constantFrom(...HARD)),
  { maxLength: 4 },
);

/** Replies that hold a value of a type, with up to four mistakes. */
export const fuzzedReplies: fc.Arbitrary<FuzzedReply> = schemas.chain((schema) =>
  fc.tuple(valuesOf(schema), mutations, fc.constantFrom(0, 2)).map(([value, steps, indent]) => {
    const text = steps.reduce(
      (reply, [kind, at, sign]) => MUTATIONS[kind]!(reply, Math.min(at, reply.length), sign),
      JSON.stringify(value, undefined, indent),
    );
    return { schema, value, text };
  }),
);

/** What is wrong with how a reply is read; undefined if it is read to a value of its type, or refused with a reason. */
export function faultOf({ schema, text }: FuzzedReply): string | undefined {
  try {
    const { value } = parseValue(text, { schema });
    const [issue] = conformSchema(schema, value, 'value');
    if (issue !== undefined) return `${issue.path} is not ${issue.expected}: ${JSON.stringify(value)}`;
  } catch (error) {
    if (!(error instanceof ParseValueError)) return String((error as Error).stack);
  }
  return undefined;
}
