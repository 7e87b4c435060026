export { Budget, type BudgetReservation } from './budget/budget';
export type { BudgetAmount, BudgetLimits } from './budget/budget-limits';
export { BudgetExceededError } from './budget/budget-errors';
export { withBudget } from './budget/current-budgets';
export { currentCache } from './current-cache';
export { currentLM, requireLM } from './current-lm';
export { embedderIdOf, type EmbedCall, type Embedder } from './embedder';
export { Broadcast } from './middleware/broadcast';
export { EventStream, type EventSource } from './event-stream';
export { EmbeddingError } from './embedders/embedding-error';
export {
  FunctionEmbedder,
  type EmbedFunction,
  type FunctionEmbedderOptions,
} from './embedders/function-embedder';
export { OpenAIEmbedder, type OpenAIEmbedderOptions } from './embedders/openai-embedder';
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
export type { LmBatchOptions } from './batch/batch-options';
export type { BatchProgress, LmBatches } from './batch/lm-batches';
export type { BatchOutcome } from './batch/run-batch';
export { SETTING_NAMES, type LmOptions } from './lm-options';
export { isUnsafeLmKey, type LmState, withoutUnsafeKeys } from './lm-state';
export { LmStream } from './lm-stream';
export { budgeted, type BudgetedOptions } from './middleware/budgeted';
export {
  circuitBroken,
  CircuitOpenError,
  type CircuitBreakerOptions,
  type CircuitBrokenOptions,
} from './middleware/circuit-broken';
export { hedged, type HedgedOptions, type HedgeOptions } from './middleware/hedged';
export { limited, type LimitedOptions, type LimitOptions } from './middleware/limited';
export type { LmRetryOptions } from './middleware/retried';
export { StoreGuard } from './middleware/store-guard';
export { redactedCause, redactorOf, type Redact } from './providers/shared/redact';
export type { AiSdkLanguageModel } from './providers/ai-sdk/ai-sdk-model';
export { fromAiSdk, type FromAiSdkOptions } from './providers/ai-sdk/from-ai-sdk';
export { EmbeddedLM, type EmbeddedLmOptions } from './providers/embedded/embedded-lm';
export { assertPrice, type ModelPrice, type PriceTable, type TokenPrices } from './prices/model-price';
export { PRICES, PRICES_AS_OF } from './prices/price-data';
export { currentPrices, priceOf } from './prices/price-of';
export { MockLM, type MockLmOptions } from './providers/mock/mock-lm';
export type { MockReply, MockReplyParts, MockResponder } from './providers/mock/mock-reply';
export { MockScriptEndedError } from './providers/mock/mock-script-ended-error';
export { recorded, type RecordingMode, type RecordingOptions } from './recording/recorded';
export { RecordingMissingError } from './recording/recording-missing-error';
export type { JsonSchemaObject, LmRequest, LmSettings, ResponseFormat, ToolSpec } from './request';
export type { CacheStatus, LmOutput, LmResponse, TokenLogprob } from './response';
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
export { AllModelsFailedError } from './several/all-models-failed-error';
export { fallback, type FallbackOptions } from './several/fallback';
export { roundRobin } from './several/round-robin';
export { reportUsage, trackUsage, UsageMeter, type TrackedUsage } from './usage-tracker';
export { wrapModel } from './wrap-model';
