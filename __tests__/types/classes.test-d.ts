import { expectTypeOf } from 'expect-type';
import type { InputsOf, OutputsOf } from '../../src/signatures';

declare function call<const S>(signature: S, inputs: InputsOf<S>): OutputsOf<S>;

class Item {
  sku!: string;
  quantity?: number;
}

class Base {
  readonly language?: string;
}

class Answer extends Base {
  readonly question!: string;
  readonly context!: string[];
  readonly mood!: 'calm' | 'angry' | null;
  answer!: string;
  items!: Item[];
  note?: string | null;
  private readonly secret!: string;
  shout(): string {
    return this.secret + this.answer.toUpperCase();
  }
  readonly later = (): string => this.answer;
}

class NoReadonly {
  question!: string;
  answer!: string;
}

class Undecided {}

// `readonly` properties are inputs, mutable ones outputs; methods and private members are neither.
interface Inputs {
  language?: string;
  question: string;
  context: string[];
  mood: 'calm' | 'angry' | null;
}
interface Outputs {
  answer: string;
  items: Item[];
  note?: string | null;
}
expectTypeOf<InputsOf<typeof Answer>>().toEqualTypeOf<Inputs>();
expectTypeOf<OutputsOf<typeof Answer>>().toEqualTypeOf<Outputs>();
expectTypeOf<InputsOf<Answer>>().toEqualTypeOf<Inputs>();
expectTypeOf<OutputsOf<Answer>>().toEqualTypeOf<Outputs>();

// A class without a readonly property tells nothing.
expectTypeOf<InputsOf<NoReadonly>>().toEqualTypeOf<Record<string, unknown>>();
expectTypeOf<OutputsOf<typeof NoReadonly>>().toEqualTypeOf<Record<string, unknown>>();
expectTypeOf<InputsOf<Undecided>>().toEqualTypeOf<Record<string, unknown>>();
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- users write it
expectTypeOf<InputsOf<any>>().toEqualTypeOf<Record<string, unknown>>();

const inputs = { question: 'q', context: ['c'], mood: null };
const answered = call(Answer, inputs);
expectTypeOf(answered.items[0]?.sku).toEqualTypeOf<string | undefined>();
call(Answer, { ...inputs, language: 'en' });
// @ts-expect-error a wrong input name
call(Answer, { qestion: 'q', context: [], mood: null });
// @ts-expect-error a missing input
call(Answer, { context: [], mood: null });
// @ts-expect-error an output given as an input
call(Answer, { question: 'q', context: [], mood: null, answer: 'a' });
// @ts-expect-error a value of the wrong type
call(Answer, { question: 'q', context: [], mood: 'bored' });
// @ts-expect-error a misspelt output
answered.anwser;
// @ts-expect-error an input is no output
answered.question;
// @ts-expect-error a method is no output
answered.shout;
