import type { ErrorParts } from '../../../errors';
import type { LmError, LmErrorFacts } from '../../lm-error';
import {
  ContextWindowExceededError,
  LmAuthError,
  LmBillingError,
  LmInvalidRequestError,
  LmProviderError,
  LmRateLimitError,
  LmServerError,
  LmTimeoutError,
  LmUnsupportedModelError,
} from '../../lm-errors';

/** A concrete class of the family. */
export type LmErrorClass = new (parts: ErrorParts, facts?: LmErrorFacts) => LmError;

/** Codes and types of errors that say more than the status, of all vendors. */
const BY_PROVIDER_CODE: Readonly<Record<string, LmErrorClass>> = {
  insufficient_quota: LmBillingError,
  billing_hard_limit_reached: LmBillingError,
  billing_not_active: LmBillingError,
  billing_error: LmBillingError,
  context_length_exceeded: ContextWindowExceededError,
  string_above_max_length: ContextWindowExceededError,
  request_too_large: ContextWindowExceededError,
  model_not_found: LmUnsupportedModelError,
  invalid_api_key: LmAuthError,
  authentication_error: LmAuthError,
  permission_error: LmAuthError,
  overloaded_error: LmServerError,
  timeout_error: LmTimeoutError,
};

/** The class for a status and the provider's own codes; codes win, words are never looked at. */
export function classOfStatus(status: number, codes: readonly unknown[]): LmErrorClass {
  for (const code of codes) {
    if (typeof code === 'string' && Object.hasOwn(BY_PROVIDER_CODE, code)) {
      return BY_PROVIDER_CODE[code] as LmErrorClass;
    }
  }
  if (status === 401 || status === 403) return LmAuthError;
  if (status === 402) return LmBillingError;
  if (status === 404) return LmUnsupportedModelError;
  if (status === 408) return LmTimeoutError;
  if (status === 409 || status === 425) return LmServerError;
  if (status === 413) return ContextWindowExceededError;
  if (status === 429) return LmRateLimitError;
  if (status === 501 || status === 505) return LmProviderError;
  if (status >= 500) return LmServerError;
  return status >= 400 ? LmInvalidRequestError : LmProviderError;
}
