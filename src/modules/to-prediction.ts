import type { AdapterReply, OutputCheck } from '../adapters';
import { addUsage, isComplete, type Usage } from '../messages';
import { Prediction, type PredictionParts, type PredictionReport, type Repair } from '../primitives';
import { checkOutputs, type SignatureDescription } from '../signatures';
import { isThenable } from '../util';
import { OutputCheckError, type OutputCheckAttempts } from './modules-errors';

/** Output values, by name. */
type Values = Readonly<Record<string, unknown>>;

/**
 * The rules of a signature as an adapter asks for them. Each record of values is checked once, whoever asks: an adapter that
 * does not ask leaves it to {@link toPrediction}.
 */
export function outputCheckOf(signature: SignatureDescription): OutputCheck {
  const known = new Map<Values, ReturnType<OutputCheck>>();
  return (values) => {
    let issues = known.get(values);
    if (issues === undefined) known.set(values, (issues = checkOutputs(signature, values)));
    return issues;
  };
}

/** Whose reply it is, and its rules. */
export interface Checked {
  readonly signature: SignatureDescription;
  readonly check: OutputCheck;
}

/**
 * The prediction in a reply whose outputs keep the signature's rules. Of several completions those that break a rule are
 * left out, as long as one is left.
 *
 * @throws {@link OutputCheckError} when none keeps the rules.
 */
export function toPrediction(checked: Checked, reply: AdapterReply): Prediction | Promise<Prediction> {
  const [only] = reply.completions;
  if (reply.completions.length > 1 || only === undefined) return bestOf(checked, reply);
  const issues = checked.check(only);
  if (!isThenable(issues) && issues.length === 0) return made(reply, [only], reply.repairs[0]);
  return bestOf(checked, reply);
}

/** Whether the model said all it had to say: a reply that was cut or filtered is no demonstration. */
export function isWholeReply({ responses, isWhole }: AdapterReply): boolean {
  if (isWhole !== undefined) return isWhole;
  const last = responses.at(-1);
  return last === undefined || last.outputs.every(({ finishReason }) => isComplete(finishReason));
}

async function bestOf({ signature, check }: Checked, reply: AdapterReply): Promise<Prediction> {
  const kept: Values[] = [];
  const repairs: Repair[] = [];
  let failure: OutputCheckError | undefined;
  for (const [index, values] of reply.completions.entries()) {
    const issues = await check(values);
    if (issues.length === 0) {
      kept.push(values);
      repairs.push(...(reply.repairs[index] ?? []));
    } else failure ??= new OutputCheckError(signature.name, issues, attemptsOf(reply));
  }
  if (kept.length === 0 && failure !== undefined) throw failure;
  return made(reply, kept, repairs);
}

function made(
  reply: AdapterReply,
  completions: readonly Values[],
  repairs: readonly Repair[] = [],
): Prediction {
  const [first = {}] = completions;
  const parts: PredictionParts = { usage: usageOf(reply), repairs, report: reportOf(reply) };
  return Prediction.from(first, completions.length > 1 ? { ...parts, completions } : parts);
}

function usageOf({ responses }: AdapterReply): Usage | undefined {
  if (responses.length <= 1) return responses[0]?.usage;
  return responses.map(({ usage }) => usage).reduce(addUsage);
}

function reportOf({
  adapter,
  route = adapter,
  corrections = NOTHING,
  fallbacks = NOTHING,
}: AdapterReply): PredictionReport {
  return { route, corrections, fallbacks };
}

const NOTHING: readonly never[] = Object.freeze([]);

function attemptsOf({ responses, corrections = NOTHING }: AdapterReply): OutputCheckAttempts {
  return { reply: responses.at(-1)?.outputs[0]?.text ?? '', attempts: responses.length, corrections };
}
