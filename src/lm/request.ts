import type { Message } from '../messages';

/** Sampling and output settings. Nothing is sent that the user did not set. */
export interface LmSettings {
  /** Randomness, 0 to 2 (OpenAI) or 0 to 1 (Anthropic). */
  readonly temperature?: number;
  /** Most tokens to write. */
  readonly maxTokens?: number;
  /** Nucleus sampling, 0 to 1. */
  readonly topP?: number;
  /** Texts that end the reply. */
  readonly stop?: readonly string[];
  /** How many replies to give. */
  readonly n?: number;
  /** Asks the provider for repeatable sampling. */
  readonly seed?: number;
  /** How long a reasoning model may think. */
  readonly reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /** Most tokens a reasoning model may think; lets Anthropic's models think at all. At least 1024 there. */
  readonly maxReasoningTokens?: number;
  /** Reports the log probability of each token of the reply, and of so many likely alternatives, 0 to 20. */
  readonly logprobs?: number;
  /**
   * Marks the beginning of the prompt that calls have in common for the provider's prompt cache, for five minutes or for an
   * hour. Anthropic only; others cache by themselves.
   */
  readonly promptCache?: boolean | '1h';
}

/** A function the model may ask for. */
export interface ToolSpec {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments object. */
  readonly parameters: JsonSchemaObject;
  /**
   * Holds the model to the schema, where the provider can and the schema says which members there are.
   * @default false
   */
  readonly strict?: boolean;
}

/** A JSON Schema, as plain JSON. */
export type JsonSchemaObject = { readonly [key: string]: unknown };

/** The shape the whole reply must have. */
export type ResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | {
      readonly type: 'json-schema';
      readonly name: string;
      readonly schema: JsonSchemaObject;
      /**
       * Holds the model to the schema, where the provider can without changing what the schema allows.
       * @default true
       */
      readonly strict?: boolean;
    };

/** One question to a model, in no vendor's shape. Plain JSON: it is the cache key. */
export interface LmRequest {
  readonly messages: readonly Message[];
  readonly settings?: LmSettings;
  readonly tools?: readonly ToolSpec[];
  readonly toolChoice?: 'auto' | 'none' | 'required' | { readonly name: string };
  readonly responseFormat?: ResponseFormat;
  /** Asks for a fresh sample: part of the cache key, never sent to a provider. */
  readonly rolloutId?: number | string;
  /** Further fields for this vendor's request body, passed through as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
