import type { ContentPart } from '../../messages';
import { mostOf, type ModelPrice } from '../prices/model-price';
import type { LmRequest } from '../request';
import type { BudgetAmount } from './budget-limits';

/** Assumed where `maxTokens` is not set. */
const ASSUMED_OUTPUT = 4096;
/** No provider reads more of one picture. */
const IMAGE_TOKENS = 6000;
/** What a provider adds around the messages. */
const FRAME_TOKENS = 64;

/**
 * The most that one attempt can take. No tokenizer makes more tokens than a text has bytes of UTF-8; what is written is
 * limited by `maxTokens`.
 */
export function worstCaseOf(request: LmRequest, price: ModelPrice | undefined): BudgetAmount {
  const { maxTokens = ASSUMED_OUTPUT, n = 1 } = request.settings ?? {};
  const input = FRAME_TOKENS + inputBound(request);
  const output = maxTokens * n;
  const tokens = input + output;
  return price === undefined
    ? { tokens, calls: 1 }
    : { usd: mostOf({ input, output }, price), tokens, calls: 1 };
}

function inputBound({ messages, tools, responseFormat, extra }: LmRequest): number {
  let images = 0;
  const withoutImages = (_key: string, value: unknown): unknown => {
    if (!isImage(value)) return value;
    images++;
    return undefined;
  };
  const text = JSON.stringify([messages, tools, responseFormat, extra], withoutImages);
  return Buffer.byteLength(text) + images * IMAGE_TOKENS;
}

function isImage(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as ContentPart).type === 'image' &&
    'source' in value
  );
}
