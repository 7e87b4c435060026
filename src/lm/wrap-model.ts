import { countsItself, markCounting } from './counts-itself';
import type { LanguageModel } from './language-model';

/**
 * The same model with another way of answering: what every wrapper in `middleware/` gives back.
 *
 * A wrapper that gives no `doStream` is still never bypassed: its whole reply is then streamed as one piece.
 */
export function wrapModel(
  inner: LanguageModel,
  doGenerate: LanguageModel['doGenerate'],
  doStream?: LanguageModel['doStream'],
): LanguageModel {
  const { provider, model, endpoint, tenant, capabilities } = inner;
  const wrapped = { provider, model, endpoint, tenant, capabilities, doGenerate };
  const whole = doStream === undefined ? wrapped : { ...wrapped, doStream };
  return countsItself(inner) ? markCounting(whole) : whole;
}
