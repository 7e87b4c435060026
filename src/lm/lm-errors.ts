import { LmError } from './lm-error';

/** The connection failed or broke before a whole reply came. Worth another try. */
export class LmTransportError extends LmError {
  static override readonly code: string = 'LM_TRANSPORT';
  static override readonly retryableByDefault: boolean = true;
}

/** No reply in time: the provider's time limit or ours. Worth another try. */
export class LmTimeoutError extends LmError {
  static override readonly code: string = 'LM_TIMEOUT';
  static override readonly retryableByDefault: boolean = true;
}

/** The model or its settings are not usable as given; nothing was sent. */
export class LmConfigurationError extends LmError {
  static override readonly code: string = 'LM_CONFIGURATION';
  static override readonly reachesProvider: boolean = false;
}

/** No model or no key is configured; nothing was sent. */
export class LmNotConfiguredError extends LmConfigurationError {
  static override readonly code: string = 'LM_NOT_CONFIGURED';
}

/** The request holds something that this provider cannot express; nothing was sent. */
export class LmUnsupportedFeatureError extends LmError {
  static override readonly code: string = 'LM_UNSUPPORTED_FEATURE';
  static override readonly reachesProvider: boolean = false;
}

/** Something failed that no provider is known to do. */
export class LmUnexpectedError extends LmError {
  static override readonly code: string = 'LM_UNEXPECTED';
}

/** The provider answered with an error, or with something that is no reply. */
export class LmProviderError extends LmError {
  static override readonly code: string = 'LM_PROVIDER';
}

/** The provider does not accept the key, or the key may not do this (401, 403). */
export class LmAuthError extends LmProviderError {
  static override readonly code: string = 'LM_AUTH';
}

/** The account's money or quota is used up; waiting does not help (402, insufficient quota). */
export class LmBillingError extends LmProviderError {
  static override readonly code: string = 'LM_BILLING';
}

/** Too many requests or tokens in too short a time (429). Worth another try after a while. */
export class LmRateLimitError extends LmProviderError {
  static override readonly code: string = 'LM_RATE_LIMIT';
  static override readonly retryableByDefault: boolean = true;
}

/** The provider failed or is overloaded (5xx, 409). Worth another try. */
export class LmServerError extends LmProviderError {
  static override readonly code: string = 'LM_SERVER';
  static override readonly retryableByDefault: boolean = true;
}

/** The provider does not accept the request (400, 422 and other 4xx). */
export class LmInvalidRequestError extends LmProviderError {
  static override readonly code: string = 'LM_INVALID_REQUEST';
}

/** The prompt and the room for the reply exceed what the model can hold. */
export class ContextWindowExceededError extends LmInvalidRequestError {
  static override readonly code: string = 'LM_CONTEXT_WINDOW_EXCEEDED';
}

/** The provider does not have the model (404). */
export class LmUnsupportedModelError extends LmInvalidRequestError {
  static override readonly code: string = 'LM_UNSUPPORTED_MODEL';
}
