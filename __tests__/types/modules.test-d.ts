import { expectTypeOf } from 'expect-type';
import { type AnyPredict, ChainOfThought, Module, Predict } from '../../src/modules';
import { Example, type Prediction } from '../../src/primitives';
import { parseSignature, type InputsOf } from '../../src/signatures';

class RouteTicket {
  readonly ticket!: string;
  team!: 'billing' | 'bug';
  confidence!: number;
}

@Module()
class Router extends Module {
  readonly route!: ChainOfThought<RouteTicket>;

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}

// What `call` takes and gives is what `forward` does.
const router = new Router();
const routed = await router.call({ ticket: 'x' }, { timeout: 5, config: { temperature: 1 } });
expectTypeOf(routed.team).toEqualTypeOf<'billing' | 'bug'>();
expectTypeOf(routed.reasoning).toEqualTypeOf<string>();
expectTypeOf(routed.confidence).toEqualTypeOf<number>();
expectTypeOf(routed.usage.inputTokens).toEqualTypeOf<number>();
// @ts-expect-error a misspelt output
void routed.tema;
// @ts-expect-error a misspelt input
void router.call({ tiket: 'x' });
// @ts-expect-error a missing input
void router.call({});
// @ts-expect-error an option that is not there
void router.call({ ticket: 'x' }, { lmm: undefined });
// @ts-expect-error an option among the inputs
void router.call({ ticket: 'x', signal: new AbortController().signal });

// Loading and compiling give the class they are called on.
expectTypeOf(await Router.load('file')).toEqualTypeOf<Router>();
expectTypeOf(await router.load('file')).toEqualTypeOf<Router>();
expectTypeOf(router.deepCopy()).toEqualTypeOf<Router>();
expectTypeOf(
  await router.compile({ compile: async (student) => student.deepCopy() }, { trainset: [] }),
).toEqualTypeOf<Router>();

class NeedsArguments extends Module {
  constructor(readonly limit: number) {
    super();
  }
  forward({ n }: { n: number }): number {
    return n + this.limit;
  }
}
expectTypeOf(await new NeedsArguments(1).call({ n: 1 })).toEqualTypeOf<number>();
// @ts-expect-error it cannot be made without its argument
void NeedsArguments.load('file');

// @ts-expect-error a module has a forward
class NoForward extends Module {}
void NoForward;

// Signatures of all kinds.
const fromText = new Predict('question, count: int -> answer: number, kind: "x" | "y"');
const answered = await fromText.call({ question: 'q', count: 1 });
expectTypeOf(answered.answer).toEqualTypeOf<number>();
expectTypeOf(answered.kind).toEqualTypeOf<'x' | 'y'>();
// @ts-expect-error an output given as an input
void fromText.call({ question: 'q', count: 1, answer: 2 });

const fromClass = new Predict(RouteTicket);
expectTypeOf((await fromClass.call({ ticket: 'x' })).team).toEqualTypeOf<'billing' | 'bug'>();
const fromSignature = new Predict(parseSignature('a -> b: boolean'));
expectTypeOf((await fromSignature.call({ a: 'x' })).b).toEqualTypeOf<boolean>();
const thinking = new ChainOfThought('a -> b: number');
expectTypeOf((await thinking.call({ a: 'x' })).reasoning).toEqualTypeOf<string>();
// @ts-expect-error the text does not parse
void new Predict('question answer');

// A predictor of a class, given by the class or by its instances' type.
const declared: Predict<RouteTicket> = fromClass;
const thoughtful: ChainOfThought<RouteTicket> = new ChainOfThought(RouteTicket);
// @ts-expect-error another signature
const wrong: Predict<RouteTicket> = fromText;
void [declared, thoughtful, wrong];

function run<C extends new () => object>(predict: Predict<C>, inputs: InputsOf<C>) {
  return predict.call(inputs);
}
void run(fromClass, { ticket: 'x' });

// Every program is a module, every predictor a predictor.
const modules: Module[] = [router, fromText, fromClass, fromSignature, thinking];
const predictors: AnyPredict[] = router.predictors();
for (const [path, predictor] of router.namedPredictors()) {
  expectTypeOf(path).toEqualTypeOf<string>();
  predictor.demos = [Example.from({ ticket: 'x' }), { ticket: 'y', augmented: true }];
  predictor.signature = predictor.signature.withInstructions('new');
}
void [modules, predictors];

// A batch takes inputs, or examples that know them.
const examples = [Example.from({ ticket: 'x', team: 'bug' as const }).withInputs('ticket')];
const batch = await router.batch(examples, { concurrency: 2 });
expectTypeOf(batch[0]!.team).toEqualTypeOf<'billing' | 'bug'>();
const settled = await router.batch([{ ticket: 'x' }], { settle: true });
expectTypeOf(settled).toExtend<PromiseSettledResult<Prediction>[]>();
// @ts-expect-error inputs of something else
void router.batch([{ mail: 'x' }]);
