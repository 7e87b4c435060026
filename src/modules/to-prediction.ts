import type { AdapterReply } from '../adapters';
import { addUsage, isComplete, type Usage } from '../messages';
import { Prediction, type PredictionParts, type Repair } from '../primitives';
import { checkOutputs, type SignatureDescription } from '../signatures';
import { OutputCheckError } from './modules-errors';

/** Output values, by name. */
type Values = Readonly<Record<string, unknown>>;

/**
 * The prediction in a reply whose outputs keep the signature's rules. Of several completions those that break a rule are
 * left out, as long as one is left.
 *
 * @throws {@link OutputCheckError} when none keeps the rules.
 */
export function toPrediction(
  signature: SignatureDescription,
  reply: AdapterReply,
): Prediction | Promise<Prediction> {
  const [only] = reply.completions;
  if (reply.completions.length > 1 || only === undefined) return bestOf(signature, reply);
  const issues = checkOutputs(signature, only);
  if (!isWaiting(issues) && issues.length === 0) return made(reply, [only], reply.repairs[0]);
  return bestOf(signature, reply);
}

/** Whether the model said all it had to say: a reply that was cut or filtered is no demonstration. */
export function isWholeReply({ responses }: AdapterReply): boolean {
  const last = responses.at(-1);
  return last === undefined || last.outputs.every(({ finishReason }) => isComplete(finishReason));
}

async function bestOf(signature: SignatureDescription, reply: AdapterReply): Promise<Prediction> {
  const kept: Values[] = [];
  const repairs: Repair[] = [];
  let failure: OutputCheckError | undefined;
  for (const [index, values] of reply.completions.entries()) {
    const issues = await checkOutputs(signature, values);
    if (issues.length === 0) {
      kept.push(values);
      repairs.push(...(reply.repairs[index] ?? []));
    } else failure ??= new OutputCheckError(signature.name, issues, textOf(reply));
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
  const parts: PredictionParts = { usage: usageOf(reply), repairs };
  return Prediction.from(first, completions.length > 1 ? { ...parts, completions } : parts);
}

function usageOf({ responses }: AdapterReply): Usage | undefined {
  if (responses.length <= 1) return responses[0]?.usage;
  return responses.map(({ usage }) => usage).reduce(addUsage);
}

function textOf({ responses }: AdapterReply): string {
  return responses.at(-1)?.outputs[0]?.text ?? '';
}

function isWaiting<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
