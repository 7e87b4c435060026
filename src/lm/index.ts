export { currentCache } from './current-cache';
export { currentLM, requireLM } from './current-lm';
export type { EmbedCall, Embedder } from './embedder';
export { Broadcast } from './middleware/broadcast';
export { EventStream, streamLeft, type EventSource } from './event-stream';
export { HashedEmbedder, type HashedEmbedderOptions } from './hashed-embedder';
export { type HistoryEntry } from './history';
export { inspectHistory } from './inspect-history';
export type { LanguageModel, LmCall, LmCapabilities } from './language-model';
export { LM } from './lm';
export { LmError, type LmErrorFacts } from './lm-error';
export {
  ContextWindowExceededError,
  LmAuthError,
  LmBillingError,
  LmConfigurationError,
  LmInvalidRequestError,
  LmNotConfiguredError,
  LmProviderError,
  LmRateLimitError,
  LmServerError,
  LmTimeoutError,
  LmTransportError,
  LmUnexpectedError,
  LmUnsupportedFeatureError,
  LmUnsupportedModelError,
} from './lm-errors';
export type { LmOptions } from './lm-options';
export { isUnsafeLmKey, type LmState, withoutUnsafeKeys } from './lm-state';
export { LmStream } from './lm-stream';
export type { LmRetryOptions } from './middleware/retried';
export { EmbeddedLM, type EmbeddedLmOptions } from './providers/embedded/embedded-lm';
export { MockLM, type MockLmOptions } from './providers/mock/mock-lm';
export type { MockReply, MockReplyParts, MockResponder } from './providers/mock/mock-reply';
export { MockScriptEndedError } from './providers/mock/mock-script-ended-error';
export type { JsonSchemaObject, LmRequest, LmSettings, ResponseFormat, ToolSpec } from './request';
export type { LmOutput, LmResponse } from './response';
export type {
  LmFinish,
  LmReasoningDelta,
  LmRefusalDelta,
  LmStreamEvent,
  LmTextDelta,
  LmToolCallDelta,
  LmToolCallEnd,
  LmToolCallStart,
  LmUsageEvent,
} from './stream-event';
export { streamOf } from './stream-of';
export { trackUsage, UsageMeter, type TrackedUsage } from './usage-tracker';
