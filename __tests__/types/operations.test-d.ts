import { expectTypeOf } from 'expect-type';
import type { InputsOf, OutputsOf, SignatureDescription } from '../../src/signatures';
import { ensureSignature, parseSignature, signatureFromJsonSchema } from '../../src/signatures';

class Item {
  sku!: string;
}

const signature = parseSignature('question -> answer');
expectTypeOf(signature).toEqualTypeOf<SignatureDescription<{ question: string }, { answer: string }>>();

// Operations keep track of the fields.
const reasoned = signature.prepend('reasoning', { role: 'output', desc: 'step by step' });
expectTypeOf<OutputsOf<typeof reasoned>>().toEqualTypeOf<{ answer: string; reasoning: string }>();
expectTypeOf<InputsOf<typeof reasoned>>().toEqualTypeOf<{ question: string }>();
const extended = signature
  .append('hints', { role: 'input', type: 'string[]', optional: true })
  .delete('answer');
expectTypeOf<InputsOf<typeof extended>>().toEqualTypeOf<{ question: string; hints?: string[] }>();
expectTypeOf<OutputsOf<typeof extended>>().toEqualTypeOf<{}>();
const retyped = signature
  .withUpdatedField('answer', { type: '"yes" | "no"' })
  .withUpdatedField('question', { desc: 'x' });
expectTypeOf<OutputsOf<typeof retyped>>().toEqualTypeOf<{ answer: 'yes' | 'no' }>();
expectTypeOf<InputsOf<typeof retyped>>().toEqualTypeOf<{ question: string }>();
expectTypeOf<OutputsOf<ReturnType<typeof withAny>>>().toEqualTypeOf<Record<string, unknown>>();
function withAny(name: string) {
  return signature.withField(name, { role: 'output' });
}
// @ts-expect-error a misspelt option
signature.append('x', { role: 'output', descr: 'x' });

// Types by name.
const order = parseSignature('text -> items: Item[], mood: Mood, level: dspy.Level | None', undefined, {
  types: { Item, Mood: ['calm', 'angry'], Level: { Low: 1, High: 2 } as const },
});
expectTypeOf<OutputsOf<typeof order>>().toEqualTypeOf<{
  items: Item[];
  mood: 'calm' | 'angry';
  level: 1 | 2 | null;
}>();
// @ts-expect-error a type nobody declared
parseSignature('text -> items: Itm[]', undefined, { types: { Item } });

// Whatever stands for a signature.
expectTypeOf(ensureSignature('a -> b')).toEqualTypeOf<SignatureDescription<{ a: string }, { b: string }>>();
expectTypeOf(ensureSignature(signature)).toEqualTypeOf<typeof signature>();
// @ts-expect-error no arrow
ensureSignature('a, b');
expectTypeOf<OutputsOf<ReturnType<typeof fromSchema>>>().toEqualTypeOf<Record<string, unknown>>();
function fromSchema() {
  return signatureFromJsonSchema({ inputs: { a: { type: 'string' } }, outputs: { b: { type: 'number' } } });
}
