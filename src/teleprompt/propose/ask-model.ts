import { ContextWindowExceededError, type LanguageModel } from '../../lm';
import { Predict } from '../../modules';
import { withTrace } from '../../primitives';
import { excerpt, messageOf } from '../../util';
import { rowErrorOf } from '../../evaluate';

/** Asks something that costs, once: the answer, plain JSON, is remembered under its label. */
export type Ask = <Value>(label: string, work: () => Promise<Value>) => Promise<Value>;

/** What surrounds the questions of a proposer. */
export interface Proposer {
  /** The model that proposes; undefined for the one in force. */
  readonly promptModel: LanguageModel | undefined;
  /** How freely it writes. */
  readonly temperature: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
  readonly ask: Ask;
  /** Most questions at once. */
  readonly concurrency: number;
}

/** A question that was not answered. */
export interface Unanswered {
  /** The label of the question, such as `instruction/route/2`. */
  readonly label: string;
  readonly problem: string;
  /** Whether provider or network failed, which says nothing about the question. */
  readonly isInfrastructure: boolean;
  /** Whether the question was longer than the model can take. */
  readonly isTooLong: boolean;
}

/** The outputs, or why there are none. */
export type Answer<Outputs> = { readonly outputs: Outputs } | { readonly failure: Unanswered };

/**
 * Asks the prompt model for the outputs of a signature. A reply that was cut, filtered, or that cannot be read is no answer.
 *
 * @param label names the question; also makes it another sample than all others.
 * @throws what `ask` throws of its own, and the signal's reason; never a fault of the model.
 */
export async function askModel<Outputs extends object>(
  proposer: Proposer,
  label: string,
  question: { readonly signature: object; readonly inputs: object },
): Promise<Answer<Outputs>> {
  try {
    return await proposer.ask(label, () => answerOf<Outputs>(proposer, label, question));
  } catch (thrown) {
    if (thrown instanceof Unreachable) return { failure: thrown.failure };
    throw thrown;
  }
}

/** Keeps a provider's fault from being remembered: whoever goes on asks again. */
class Unreachable extends Error {
  constructor(readonly failure: Unanswered) {
    super(failure.problem);
  }
}

async function answerOf<Outputs extends object>(
  { promptModel, temperature, seed, signal }: Proposer,
  label: string,
  { signature, inputs }: { readonly signature: object; readonly inputs: object },
): Promise<Answer<Outputs>> {
  const options = {
    ...(promptModel === undefined ? {} : { lm: promptModel }),
    ...(signal === undefined ? {} : { signal }),
    config: { temperature },
    rolloutId: `${seed}/${label}`,
  };
  try {
    const predict = new Predict(signature as never);
    const { result, trace } = await withTrace(() => predict.call(inputs as never, options));
    if (trace.at(-1)?.isComplete === false) {
      return { failure: unanswered(label, 'The reply was cut or withheld.') };
    }
    return { outputs: (result as { toJSON(): object }).toJSON() as Outputs };
  } catch (thrown) {
    signal?.throwIfAborted();
    const problem = excerpt(messageOf(thrown), 500);
    const isTooLong = thrown instanceof ContextWindowExceededError;
    const isInfrastructure = !isTooLong && rowErrorOf(thrown).kind === 'infrastructure';
    const failure = { ...unanswered(label, problem), isInfrastructure, isTooLong };
    if (isInfrastructure) throw new Unreachable(failure);
    return { failure };
  }
}

/** A question that brought nothing by the model's own doing. */
export function unanswered(label: string, problem: string): Unanswered {
  return { label, problem, isInfrastructure: false, isTooLong: false };
}

/** The text of an instruction as a model wrote it: without a fence, quotes or a label around it. */
export function cleanProposal(text: string): string {
  const fenced = /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
  const plain = fenced.replace(/^\s*(?:\w+ ){0,3}instructions?:\s*/i, '').trim();
  return /^"[^"]*"$/.test(plain) ? plain.slice(1, -1).trim() : plain;
}
