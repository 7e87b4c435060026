import type { HostCall, HostFunction } from '../../interpreters';
import { requireLM, type LanguageModel } from '../../lm';
import { currentCallScope, Predict } from '../../modules';
import { asyncPool, isPlainObject, messageOf } from '../../util';
import { hostFunctions } from '../code/host-functions';
import type { RlmSettings } from './rlm-options';

/** How the functions of the sandbox are called, by language. */
export const NAMES = {
  javascript: { query: 'llmQuery', batch: 'llmQueryBatched', predict: 'predict', submit: 'SUBMIT' },
  python: { query: 'llm_query', batch: 'llm_query_batched', predict: 'predict', submit: 'SUBMIT' },
} as const;

/** What a run does with what is submitted; throws what is to be told to the code. */
export type Submit = (outputs: Readonly<Record<string, unknown>>) => Promise<void>;

/** The functions that code of one run can call. All of them count towards one budget. */
export function sandboxFunctions(
  settings: RlmSettings,
  submit: Submit,
): Readonly<Record<string, HostFunction>> {
  const names = NAMES[settings.language];
  const budget = new CallBudget(settings.maxLlmCalls);
  return {
    ...hostFunctions(settings.tools),
    [names.query]: async ({ args: [prompt], signal }) => {
      budget.spend(1);
      return answerTo(String(prompt), settings.subLm, signal);
    },
    [names.batch]: async ({ args: [prompts], signal }) => {
      const list = (Array.isArray(prompts) ? prompts : [prompts]).map(String);
      budget.spend(list.length);
      return asyncPool({ concurrency: settings.concurrency, signal }, list, (prompt) =>
        answerOrError(prompt, settings.subLm, signal),
      );
    },
    [names.predict]: async (call) => {
      budget.spend(1);
      return predicted(call, settings.subLm);
    },
    [names.submit]: async ({ args: [outputs], named }) => {
      await submit({ ...(isPlainObject(outputs) ? outputs : {}), ...named });
      return 'Accepted.';
    },
  };
}

class CallBudget {
  #spent = 0;

  constructor(readonly limit: number) {}

  /** @throws when the calls would be more than there may be. */
  spend(count: number): void {
    if (this.#spent + count > this.limit) {
      throw new Error(
        `Only ${this.limit} questions to models are allowed; ${this.#spent} were asked and ${count} more were wanted. Answer from what you have.`,
      );
    }
    this.#spent += count;
  }
}

async function answerTo(
  prompt: string,
  subLm: LanguageModel | undefined,
  signal: AbortSignal,
): Promise<string> {
  const lm = subLm ?? currentCallScope()?.lm ?? requireLM();
  const { outputs } = await lm.doGenerate({ messages: [{ role: 'user', content: prompt }] }, { signal });
  return outputs[0]?.text ?? '';
}

/** One question that fails does not take the others with it. */
async function answerOrError(
  prompt: string,
  subLm: LanguageModel | undefined,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await answerTo(prompt, subLm, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return `[ERROR] ${messageOf(error).split('\n', 1)[0]}`;
  }
}

/** A sub-agent of one step: a signature in text, and its inputs. */
async function predicted(
  { args: [signature, inputs], named, signal }: HostCall,
  lm: LanguageModel | undefined,
): Promise<unknown> {
  const predict = new Predict<object>(String(signature) as unknown as object);
  const given = { ...(isPlainObject(inputs) ? inputs : {}), ...named };
  return (await predict.call(given, { signal, ...(lm === undefined ? {} : { lm }) })).toJSON();
}
