import type { TokenLogprob } from '../../response';
import { listOf, recordOf, textIn } from '../shared/read-json';

/** The tokens of a reply, where the server reports them. */
export function logprobsOf(tokens: unknown): { readonly logprobs?: readonly TokenLogprob[] } {
  const list = listOf(tokens);
  return list.length === 0 ? {} : { logprobs: list.map(toLogprob) };
}

function toLogprob(value: unknown): TokenLogprob {
  const alternatives = listOf(recordOf(value)['top_logprobs']).map(toToken);
  return { ...toToken(value), ...(alternatives.length === 0 ? {} : { alternatives }) };
}

/** OpenAI itself says -9999 for a token that is out of the question; infinity is no JSON. */
function toToken(value: unknown): { readonly token: string; readonly logprob: number } {
  const { token, logprob } = recordOf(value);
  return { token: textIn(token), logprob: typeof logprob === 'number' ? logprob : -9999 };
}
