import {
  ContextWindowExceededError,
  LmInvalidRequestError,
  LmUnsupportedFeatureError,
  LmUnsupportedModelError,
  type LanguageModel,
} from '../../lm';
import type { Fallback } from '../../primitives';
import { excerpt } from '../../util';
import type { AdapterReply, AdapterSignature } from '../adapter';
import { AdapterParseError } from '../adapter-parse-error';
import { askModel, type Asked } from '../ask-model';
import type { Format } from '../format';
import { jsonForms, limitedTo, type JsonForm } from './json-form';
import type { RefusedForms } from './refused-forms';

/** What is asked, and what is known of refusals. */
export interface AskedInSteps extends Omit<Asked, 'capabilities'> {
  readonly memory: RefusedForms;
}

/**
 * Asks in the strictest form that the model has, and in the next one where the provider refuses the request for it. A refusal
 * is remembered once a plainer form was taken: only then it was the form that was at fault.
 */
export async function askInSteps(
  format: Format,
  lm: LanguageModel,
  signature: AdapterSignature,
  { memory, ...asked }: AskedInSteps,
): Promise<AdapterReply> {
  const forms = jsonForms(lm.capabilities).filter(
    (form) => form === 'text' || !memory.has(lm, signature, form),
  );
  const refused: JsonForm[] = [];
  const fallbacks: Fallback[] = [];
  let first: unknown;
  for (const form of forms) {
    const capabilities = limitedTo(form, lm.capabilities);
    try {
      const reply = await askModel(format, lm, signature, { ...asked, capabilities });
      if (refused.length === 0) return reply;
      memory.add(lm, signature, refused);
      return { ...reply, fallbacks: [...fallbacks, ...(reply.fallbacks ?? [])] };
    } catch (error) {
      if (error instanceof AdapterParseError) memory.add(lm, signature, refused);
      if (!refusesForm(error)) throw error;
      first ??= error;
      if (form === 'text') throw first;
      refused.push(form);
      fallbacks.push({
        route: `${format.name}/${form}`,
        reason: excerpt(error.message.split('\n')[0] ?? '', 200),
      });
    }
  }
  throw first;
}

/** Whether the provider refused the request as it was formed, and not its length, its model or its sender. */
function refusesForm(error: unknown): error is Error {
  if (error instanceof ContextWindowExceededError || error instanceof LmUnsupportedModelError) return false;
  return error instanceof LmInvalidRequestError || error instanceof LmUnsupportedFeatureError;
}
