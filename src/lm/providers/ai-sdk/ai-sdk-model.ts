/** The part of a call of the AI SDK's models that is used here. */
export interface AiSdkCallOptions {
  readonly prompt: readonly object[];
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  readonly responseFormat?: object;
  readonly tools?: readonly object[];
  readonly toolChoice?: object;
  readonly abortSignal?: AbortSignal;
  readonly providerOptions?: object;
}

/**
 * A language model of the Vercel AI SDK, of version 2 or 3 of its specification, by its form alone: the SDK itself is not
 * needed here.
 */
export interface AiSdkLanguageModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  // Methods, as the SDK's own types are more special than these.

  doGenerate(options: never): PromiseLike<unknown>;

  doStream(options: never): PromiseLike<{ readonly stream: ReadableStream<unknown> }>;
}
