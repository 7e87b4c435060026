/** Types of fields in turn, so that no two neighbours are alike: in a string, in a class, and a value. */
const TYPES = [
  { text: 'string', decorator: '', declared: 'string', value: "'x'" },
  { text: 'string[]', decorator: '{ items: () => String }', declared: 'string[]', value: "['x']" },
  { text: 'number', decorator: '', declared: 'number', value: '1' },
  {
    text: '"low" | "high"',
    decorator: "{ enum: ['low', 'high'] }",
    declared: "'low' | 'high'",
    value: "'low'",
  },
  {
    text: 'list[dict[str, float]]',
    decorator: "{ type: 'list[dict[str, float]]' }",
    declared: 'Record<string, number>[]',
    value: '[{ x: 1 }]',
  },
  {
    text: '{ sku: string, quantity?: integer }[]',
    decorator: "{ type: '{ sku: string, quantity?: integer }[]' }",
    declared: '{ sku: string; quantity?: number }[]',
    value: "[{ sku: 'x' }]",
  },
  {
    text: 'Optional[Date]',
    decorator: '{ type: () => Date, nullable: true }',
    declared: 'Date | null',
    value: 'null',
  },
  {
    text: 'Record<string, number>',
    decorator: '{ values: () => Number }',
    declared: 'Record<string, number>',
    value: '{ x: 1 }',
  },
  { text: 'boolean', decorator: '', declared: 'boolean', value: 'true' },
  { text: 'int', decorator: "{ type: 'int' }", declared: 'number', value: '1' },
] as const;

const IMPORTS = `import { InputField, OutputField, Predict, Signature, type InputsOf } from 'dspex';\n`;

/** How many signatures and fields a consumer has. */
export interface ConsumerSize {
  readonly classes: number;
  readonly strings: number;
  /** Inputs of each signature; it has as many outputs. */
  readonly fields: number;
}

/** A program that declares signatures, calls a predictor of each, and reads all its outputs. */
export function consumerSource({ classes, strings, fields }: ConsumerSize): string {
  const parts = [IMPORTS];
  for (let index = 0; index < classes; index++)
    parts.push(classSignature(index, fields), use(`Class${index}`, fields));
  for (let index = 0; index < strings; index++) {
    const name = `string${index}`;
    parts.push(`const ${name} = Signature.from('${stringSignature(index, fields)}');\n`, use(name, fields));
  }
  return parts.join('');
}

/** Code that is generic over signatures, used with a class of nested classes and with a long string. */
export function genericSource(fields: number): string {
  const levels = [5, 4, 3, 2, 1]
    .map(
      (level) =>
        `class Level${level} { ${level === 5 ? 'value!: number' : `next!: Level${level + 1}[]`}; }\n`,
    )
    .join('');
  return `${IMPORTS}${levels}
@Signature('Read the tree.')
class ReadTree {
  @InputField() readonly text!: string;
  @OutputField({ type: () => Level1 }) tree!: Level1;
}
const long = new Predict('${stringSignature(0, fields)}');
function run<C extends new () => object>(p: Predict<C>, i: InputsOf<C>) { return p.call(i); }
export async function both() {
  const { tree } = await run(new Predict(ReadTree), { text: 'x' });
  const value: number | undefined = tree.next[0]?.next[0]?.next[0]?.next[0]?.value;
  const prediction = await long.call({ ${inputsOf(0, fields)} });
  const last: ${typeAt(0, fields - 1).declared} = prediction.o${fields - 1};
  // @ts-expect-error there is no such output
  prediction.o${fields};
  return { value, last };
}
`;
}

function typeAt(seed: number, index: number): (typeof TYPES)[number] {
  return TYPES[(seed + index) % TYPES.length] as (typeof TYPES)[number];
}

function stringSignature(seed: number, fields: number): string {
  const side = (letter: string) =>
    Array.from({ length: fields }, (_, index) => `${letter}${index}: ${typeAt(seed, index).text}`).join(', ');
  return `${side('i')} -> ${side('o')}`;
}

function classSignature(seed: number, fields: number): string {
  const lines = [`@Signature('Do what number ${seed} says.')`, `class Class${seed} {`];
  for (let index = 0; index < fields; index++) {
    const { decorator, declared } = typeAt(seed, index);
    lines.push(`  @InputField(${decorator}) readonly i${index}!: ${declared};`);
    lines.push(`  @OutputField(${decorator}) o${index}!: ${declared};`);
  }
  return `${lines.join('\n')}\n}\n`;
}

function inputsOf(seed: number, fields: number): string {
  return Array.from({ length: fields }, (_, index) => `i${index}: ${typeAt(seed, index).value}`).join(', ');
}

function use(name: string, fields: number): string {
  const seed = Number(/\d+$/.exec(name)?.[0]);
  const reads = Array.from({ length: fields }, (_, index) => {
    return `  const o${index}: ${typeAt(seed, index).declared} = prediction.o${index};`;
  });
  const read = reads.map((_, index) => `o${index}`).join(', ');
  return `export async function use_${name}() {
  const prediction = await new Predict(${name}).call({ ${inputsOf(seed, fields)} });
${reads.join('\n')}
  return [${read}];
}
`;
}
