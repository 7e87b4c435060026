import { BAMLAdapter, ChatAdapter, JSONAdapter, Signature, XMLAdapter, type Adapter } from '../../src';
import { bounded, reported, type BenchmarkResult, type Measure } from '../benchmark-result';
import { countTokens } from './count-tokens';

const PLAIN = Signature.from('question, context: string[] -> reasoning, answer, confidence: number');
const CLOSED = Signature.from(
  'ticket -> team: "billing" | "bug" | "account", urgent: boolean, due: date | null, tags: string[]',
);
const LINE = '{ sku: string, quantity: integer, price: number, note?: string }';
const PERSON =
  '{ name: string, email: string | null, address: { street: string, town: string, code: string } }';
const NESTED = Signature.from(
  `mail -> order: { id: string, buyer: ${PERSON}, lines: ${LINE}[] }, refunds: ${LINE}[], mood: "glad" | "sad"` as string,
);

const SIGNATURES = { plain: PLAIN, closed: CLOSED, nested: NESTED } as const;
const ADAPTERS: readonly Adapter[] = [
  new ChatAdapter(),
  new JSONAdapter(),
  new XMLAdapter(),
  new BAMLAdapter(),
];

type Described = (typeof SIGNATURES)[keyof typeof SIGNATURES];

/** What the description of a task costs in each layout, beside the same task with its outputs as a JSON Schema. */
export function run(): Promise<BenchmarkResult> {
  const measures = Object.entries(SIGNATURES).flatMap(([name, signature]) => measuresOf(name, signature));
  return Promise.resolve({ benchmark: 'prompt-size', measures });
}

function measuresOf(name: string, signature: Described): Measure[] {
  const schema = countTokens(withSchema(signature));
  return [
    reported(`${name}: outputs as a JSON Schema`, schema, 'tokens (approx.)'),
    ...ADAPTERS.flatMap((adapter) => {
      const tokens = countTokens(systemOf(adapter, signature));
      return [
        reported(`${name}: ${adapter.name}`, tokens, 'tokens (approx.)', {
          name: 'JSON Schema',
          value: schema,
        }),
        ...(name === 'nested' && adapter.name === 'baml'
          ? [bounded(`${name}: ${adapter.name} over JSON Schema`, tokens / schema, 'x', 0.6)]
          : []),
        ...(name === 'nested' && adapter.name === 'json'
          ? [bounded(`${name}: ${adapter.name} over JSON Schema`, tokens / schema, 'x', 0.8)]
          : []),
      ];
    }),
  ];
}

function systemOf(adapter: Adapter, signature: Described): string {
  const { content } = adapter.format(signature, { inputs: {} }).messages[0] ?? { content: '' };
  return typeof content === 'string' ? content : '';
}

/** The same words, the schema where our layouts have their notation. */
function withSchema(signature: Described): string {
  const inputs = signature.inputFields.map(({ name }, index) => `${index + 1}. \`${name}\``).join('\n');
  const schema = JSON.stringify(signature.outputSchema());
  return `You are given:\n${inputs}\n\nYou reply with JSON that fits this schema:\n\n${schema}\n\nYour task:\n${signature.instructions}`;
}
