import { expectTypeOf } from 'expect-type';
import { InputField, OutputField, Signature } from '../../src/decorators';
import { Predict } from '../../src/modules';
import type { InputsOf, OutputsOf } from '../../src/signatures';

// Thirty inputs and thirty outputs of all kinds; nested classes; code that is generic over signatures.
const long =
  'f1: string[], f2: number, f3: "x" | "y", f4: { sku: string, quantity?: integer }[], f5: list[dict[str, float]], f6: Date, f7: Optional[int], f8: Record<string, number>, f9, f10: string, f11: string[], f12: number, f13: "x" | "y", f14: { sku: string, quantity?: integer }[], f15: list[dict[str, float]], f16: Date, f17: Optional[int], f18: Record<string, number>, f19, f20: string, f21: string[], f22: number, f23: "x" | "y", f24: { sku: string, quantity?: integer }[], f25: list[dict[str, float]], f26: Date, f27: Optional[int], f28: Record<string, number>, f29, f30: string -> o1: string[], o2: number, o3: "x" | "y", o4: { sku: string, quantity?: integer }[], o5: list[dict[str, float]], o6: Date, o7: Optional[int], o8: Record<string, number>, o9, o10: string, o11: string[], o12: number, o13: "x" | "y", o14: { sku: string, quantity?: integer }[], o15: list[dict[str, float]], o16: Date, o17: Optional[int], o18: Record<string, number>, o19, o20: string, o21: string[], o22: number, o23: "x" | "y", o24: { sku: string, quantity?: integer }[], o25: list[dict[str, float]], o26: Date, o27: Optional[int], o28: Record<string, number>, o29, o30: string' as const;
type Long = typeof long;

class Level5 {
  value!: number;
}
class Level4 {
  next!: Level5[];
}
class Level3 {
  next!: Level4;
}
class Level2 {
  next!: Level3[];
}
class Level1 {
  next!: Level2;
}

@Signature('Read the tree.')
class ReadTree {
  @InputField() readonly text!: string;
  @InputField({ items: () => String }) readonly hints?: string[];
  @OutputField({ type: () => Level1 }) tree!: Level1;
}

const fromText = Signature.from(long);
const predict = new Predict(long);
declare const inputs: InputsOf<Long>;

expectTypeOf<keyof InputsOf<Long>>().toEqualTypeOf<`f${Count}`>();
expectTypeOf<keyof OutputsOf<Long>>().toEqualTypeOf<`o${Count}`>();
type Count =
  | 1
  | 2
  | 3
  | 4
  | 5
  | 6
  | 7
  | 8
  | 9
  | 10
  | 11
  | 12
  | 13
  | 14
  | 15
  | 16
  | 17
  | 18
  | 19
  | 20
  | 21
  | 22
  | 23
  | 24
  | 25
  | 26
  | 27
  | 28
  | 29
  | 30;

async function read(): Promise<void> {
  const prediction = await predict.call(inputs);
  expectTypeOf(prediction.o30).toEqualTypeOf<string>();
  expectTypeOf(prediction.o4).toEqualTypeOf<{ sku: string; quantity?: number }[]>();
  // @ts-expect-error a misspelt output
  prediction.o31;
  const { tree } = await run(new Predict(ReadTree), { text: 'x' });
  expectTypeOf(tree.next.next[0]!.next.next[0]!.value).toEqualTypeOf<number>();
  // @ts-expect-error a misspelt input
  await run(new Predict(ReadTree), { txt: 'x' });
  const { o30 } = await new Predict(fromText).call(inputs);
  expectTypeOf(o30).toEqualTypeOf<string>();
}
void read;

function run<C extends new () => object>(program: Predict<C>, given: InputsOf<C>) {
  return program.call(given);
}

function runAny<S>(program: Predict<S>, given: InputsOf<S>) {
  return program.call(given);
}
void runAny(predict, inputs).then((prediction) => prediction.o1.length);
void runAny(new Predict(ReadTree), { text: 'x' }).then(({ tree }) => tree.next);
