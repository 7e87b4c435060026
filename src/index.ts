// The public surface, by hand: one block per room, and nothing else.

// errors
export { DspyError, InvalidArgumentError, UnknownOptionError, type ErrorParts } from './errors';

// messages
export {
  textOf,
  type AudioPart,
  type Citation,
  type ContentPart,
  type DocumentPart,
  type FilePart,
  type FinishReason,
  type ImagePart,
  type MediaSource,
  type Message,
  type ReasoningPart,
  type Role,
  type TextPart,
  type ToolCallPart,
  type ToolResultPart,
  type Usage,
} from './messages';

// saving
export { FileReadError, FileWriteError, JsonSyntaxError } from './saving';

// cache
export {
  CacheFileDamagedError,
  cacheStats,
  clearCache,
  DiskStore,
  exportCache,
  KeyvStore,
  MemoryStore,
  pruneCache,
  TieredStore,
  type CacheEntry,
  type CacheExport,
  type CacheHit,
  type CacheSetOptions,
  type CacheStats,
  type CacheStore,
  type CacheTier,
  type DiskStoreOptions,
  type ExpiryOptions,
  type KeyvLike,
  type KeyvStoreOptions,
  type MemoryStoreOptions,
} from './cache';

// types
export {
  History,
  Image,
  ValueError,
  type Choice,
  type FieldType,
  type Issue,
  type JsonSchema,
  type ObjectType,
  type PromptType,
  type Property,
  type Rule,
  type Turn,
} from './types';

// primitives
export {
  Completions,
  Example,
  ExampleFieldError,
  ExampleInputsError,
  Prediction,
  withTrace,
  type TraceStep,
} from './primitives';

// signatures
export {
  ClassFieldError,
  DuplicateFieldError,
  EmptySignatureError,
  FieldNameError,
  NoFieldsError,
  NotASignatureError,
  ReservedFieldNameError,
  SignatureDefinitionError,
  SignatureDescription,
  SignatureError,
  SignatureInputError,
  SignatureSyntaxError,
  UnknownFieldError,
  UnknownFieldTypeError,
  UnknownTypeNameError,
  type Field,
  type FieldPatch,
  type FieldSpec,
  type InputsOf,
  type JsonSchemaSignature,
  type OutputsOf,
  type ParseSignatureOptions,
  type TypeRegistry,
} from './signatures';

// decorators
export {
  DecoratorUsageError,
  FieldOptionsError,
  InputField,
  OutputField,
  Predictor,
  Signature,
  type FieldOptions,
  type SignatureOptions,
  type StandardSchema,
} from './decorators';

// datasets
export {
  DatasetLineError,
  readJsonLines,
  splitDataset,
  type ReadJsonLinesOptions,
  type SplitOptions,
} from './datasets';

// lm
export {
  ContextWindowExceededError,
  EmbeddedLM,
  HashedEmbedder,
  inspectHistory,
  LM,
  LmAuthError,
  LmBillingError,
  LmConfigurationError,
  LmError,
  LmInvalidRequestError,
  LmNotConfiguredError,
  LmProviderError,
  LmRateLimitError,
  LmServerError,
  LmStream,
  LmTimeoutError,
  LmTransportError,
  LmUnexpectedError,
  LmUnsupportedFeatureError,
  LmUnsupportedModelError,
  MockLM,
  trackUsage,
  type EmbeddedLmOptions,
  type Embedder,
  type HashedEmbedderOptions,
  type HistoryEntry,
  type LanguageModel,
  type LmCall,
  type LmCapabilities,
  type LmOptions,
  type LmOutput,
  type LmRequest,
  type LmResponse,
  type LmSettings,
  type LmStreamEvent,
  type LmState,
  type ResponseFormat,
  type ToolSpec,
} from './lm';

// adapters
export {
  AdapterParseError,
  ChatAdapter,
  FallbackAdapter,
  JSONAdapter,
  parseValue,
  ParseValueError,
  type Adapter,
  type AdapterReply,
  type FieldDelta,
  type FieldStream,
  type ParsedValue,
  type ParseValueOptions,
  type Prompt,
  type Repair,
} from './adapters';

// tools
export {
  currentToolObserver,
  Tool,
  ToolArgumentsError,
  ToolCalls,
  ToolDefinitionError,
  toolFromModule,
  toolResult,
  toolsOf,
  ToolTimeoutError,
  type InterruptedPolicy,
  type ToolCall,
  type ToolCallResult,
  type ToolCallResults,
  type ToolCallsRunOptions,
  type ToolContext,
  type ToolEvent,
  type ToolObserver,
  type ToolOptions,
  type ToolParameter,
  type ToolParameters,
  type ToolResult,
  type ToolRunOptions,
} from './tools';

// retrievers
export {
  EmbeddingsRetriever,
  type EmbeddingsRetrieverOptions,
  type Passage,
  type RetrieveOptions,
  type Retriever,
} from './retrievers';

// modules
export {
  CallTimeoutError,
  ChainOfThought,
  emitStatus,
  Module,
  ModulePathError,
  ModuleUsageError,
  OutputCheckError,
  Predict,
  ProgramStream,
  SignatureDriftError,
  StateError,
  StateVersionError,
  type AutoCompileOptions,
  type BatchOptions,
  type CallOptions,
  type Demo,
  type LoadOptions,
  type PredictOptions,
  type ProgramState,
  type ProgramStreamEvent,
} from './modules';

// evaluate
export {
  answerExactMatch,
  answerPassageMatch,
  compareResults,
  EM,
  Evaluate,
  EvaluationResult,
  EvaluationStore,
  exactMatch,
  ExampleTimeoutError,
  F1,
  LocalRunner,
  MetricError,
  normalizeText,
  passageMatch,
  tokenF1,
  UnnamedProgramError,
  type ErrorKind,
  type EvaluateCallOptions,
  type EvaluateOptions,
  type EvaluationKey,
  type EvaluationRecord,
  type EvaluationRow,
  type Metric,
  type MetricResult,
  type PairedComparison,
  type Runner,
  type TraceRecord,
} from './evaluate';

// teleprompt
export {
  Auto,
  BootstrapFewShot,
  BootstrapFewShotWithRandomSearch,
  BootstrapRS,
  CompileJob,
  CompileReport,
  CompileRun,
  JobLockedError,
  JobMismatchError,
  JobTeleprompter,
  KNNFewShot,
  LabeledFewShot,
  TeacherMismatchError,
  TooManyErrorsError,
  type AutoOptions,
  type BootstrapFewShotOptions,
  type BootstrapOptions,
  type CandidateReport,
  type CompileBudget,
  type CompileEvent,
  type CompileOptions,
  type CompileResult,
  type Confirmation,
  type JobProgress,
  type JobState,
  type JobTeleprompterTraits,
  type KnnFewShotOptions,
  type LabeledFewShotOptions,
  type RandomSearchOptions,
  type RunEvaluateOptions,
  type RunEvaluation,
  type Spending,
  type StopConditions,
  type Teleprompter,
  type TracedRow,
  type TriedCandidate,
} from './teleprompt';

// settings
export { configure, withContext, type Settings } from './settings';
