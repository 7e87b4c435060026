import { retryAfterOf, systemClock, type HeaderReader } from '../../../resilience';
import { excerpt, isErrorLike, isPlainObject, messageOf } from '../../../util';
import { LmError, type LmErrorFacts } from '../../lm-error';
import {
  LmAuthError,
  LmProviderError,
  LmRateLimitError,
  LmTimeoutError,
  LmTransportError,
  LmUnexpectedError,
  LmUnsupportedModelError,
} from '../../lm-errors';
import { redactedCause, type Redact } from './redact';
import { classOfStatus, type LmErrorClass } from './status-error';

/** Who failed, and how to say so. */
export interface SdkErrorContext {
  readonly provider: string;
  readonly model: string;
  readonly redact: Redact;
  /** Where a key would be looked for, for the fix. */
  readonly keyVariable: string;
}

/** Node's and undici's codes of connections that did not hold. */
const BROKEN_CONNECTION = /^(?:E(?:CONN|PIPE|HOST|NET|AI_AGAIN|NOTFOUND|TIMEDOUT|PROTO)|UND_ERR_)/;

/**
 * The error of the family for what a vendor's SDK threw. Both vendors' SDKs are generated alike, so one mapping serves.
 *
 * Status and type decide, never the words of a message.
 */
export function mapSdkError(error: unknown, context: SdkErrorContext): LmError {
  if (error instanceof LmError) return error;
  const { provider, model, redact } = context;
  const about = `${provider}/${model}`;
  const cause = redactedCause(error, redact);
  const status = statusOf(error);
  if (status !== undefined) return fromStatus(error, status, context);
  if (hasClass(error, 'APIConnectionTimeoutError') || hasCode(error, /TIMEOUT/)) {
    return new LmTimeoutError({ problem: `${about} did not answer in time.`, cause }, { provider, model });
  }
  if (isBrokenConnection(error)) {
    return new LmTransportError(
      {
        problem: `The connection to ${about} failed or broke before the reply was whole.`,
        found: redact(rootMessage(error)),
        fix: 'check that the server runs and can be reached, and the option baseURL.',
        cause,
      },
      { provider, model },
    );
  }
  return new LmUnexpectedError(
    { problem: `The call of ${about} failed unexpectedly.`, cause },
    { provider, model },
  );
}

function fromStatus(error: unknown, status: number, context: SdkErrorContext): LmError {
  const { provider, model, redact, keyVariable } = context;
  const headers = headersOf(error);
  const codes = codesOf(error);
  const providerCode = codes.find((code): code is string => typeof code === 'string');
  const facts: LmErrorFacts = {
    provider,
    model,
    status,
    ...optional('requestId', headers?.get('x-request-id') ?? headers?.get('request-id') ?? undefined),
    ...optional('retryAfterMs', retryAfterOf(headers, systemClock.now())),
    ...optional('providerCode', providerCode === undefined ? undefined : redact(providerCode)),
    ...optional('retryable', headers?.get('x-should-retry') === 'false' ? false : undefined),
  };
  const errorClass = classOfStatus(status, codes);
  return new errorClass(
    {
      problem: `${provider}/${model} answered with status ${status}.`,
      found: excerpt(redact(messageOf(error))),
      fix: fixFor(errorClass, keyVariable),
    },
    facts,
  );
}

function fixFor(errorClass: LmErrorClass, keyVariable: string): string | undefined {
  if (errorClass === LmAuthError)
    return `check ${keyVariable} or the option apiKey, and what the key may do.`;
  if (errorClass === LmUnsupportedModelError) return "check the model's name and the option baseURL.";
  if (errorClass === LmRateLimitError) return 'ask less often, or raise the option maxRetries.';
  return undefined;
}

/** A reply that came with status 200 and is no reply. */
export function notAReply(found: unknown, { provider, model, redact }: SdkErrorContext): LmProviderError {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing');
  return new LmProviderError(
    {
      problem: `${provider}/${model} answered with something that is no reply of this kind of server.`,
      found: excerpt(redact(text)),
      fix: 'check the option baseURL.',
    },
    { provider, model },
  );
}

/** What the innermost cause says, such as `connect ECONNREFUSED 127.0.0.1:8000`: the SDKs' own words say nothing. */
function rootMessage(error: unknown): string {
  let message = messageOf(error);
  let step: unknown = error;
  for (let depth = 0; depth < 8 && typeof step === 'object' && step !== null; depth++) {
    const { cause, errors } = step as { readonly cause?: unknown; readonly errors?: readonly unknown[] };
    step = cause ?? errors?.[0];
    if (isErrorLike(step) && step.message !== '') message = step.message;
  }
  return excerpt(message, 200);
}

function statusOf(error: unknown): number | undefined {
  const status = isErrorLike(error) ? (error as { status?: unknown }).status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function headersOf(error: unknown): HeaderReader | undefined {
  const { headers } = error as { headers?: { get?: unknown } };
  return typeof headers?.get === 'function' ? (headers as HeaderReader) : undefined;
}

/** The provider's codes, most telling first: OpenAI has `code` and `type`, Anthropic wraps its `type` once more. */
function codesOf(error: unknown): readonly unknown[] {
  const { code, type, error: body } = error as Record<string, unknown>;
  const inner = isPlainObject(body) ? body : {};
  const innermost = isPlainObject(inner['error']) ? inner['error'] : {};
  return [code, innermost['code'], inner['code'], innermost['type'], type, inner['type']];
}

/** The client may come from another copy of the SDK, so names are compared along the chain, not identities. */
function hasClass(error: unknown, name: string): boolean {
  for (
    let step: unknown = error;
    typeof step === 'object' && step !== null;
    step = Object.getPrototypeOf(step)
  ) {
    if (step.constructor.name === name) return true;
  }
  return false;
}

function hasCode(error: unknown, pattern: RegExp, depth = 4): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return (typeof code === 'string' && pattern.test(code)) || hasCode(cause, pattern, depth - 1);
}

/** A reply that ends inside its JSON is a connection that broke, as far as a caller is concerned. */
function isBrokenConnection(error: unknown): boolean {
  return (
    hasClass(error, 'APIConnectionError') ||
    hasClass(error, 'SyntaxError') ||
    hasCode(error, BROKEN_CONNECTION) ||
    (isErrorLike(error) && (error.name === 'AbortError' || hasClass(error, 'APIUserAbortError')))
  );
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value });
}
