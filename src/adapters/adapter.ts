import type { LanguageModel, LmCall, LmCapabilities, LmRequest, LmResponse } from '../lm';
import type { Message } from '../messages';
import type { SignatureDescription } from '../signatures';
import type { Correction, Fallback } from '../primitives';
import type { AdapterParseError } from './adapter-parse-error';
import type { Repair } from './parsing/repair';
import type { FieldStream } from './streaming/field-delta';

/** Any signature, whatever its static types. */
export type AdapterSignature = Pick<
  SignatureDescription,
  'name' | 'instructions' | 'fields' | 'inputFields' | 'outputFields' | 'outputSchema'
>;

/** Values of fields, by name, as a program holds them: a `Date` for a date, an instance for a nested class. */
export type AdapterValues = Readonly<Record<string, unknown>>;

/** What one request is made of, beside the signature. */
export interface AdapterTask {
  /** The inputs, completed: defaults filled in. */
  readonly inputs: AdapterValues;
  /**
   * Demonstrations, in the order they are shown: records with values of inputs and outputs. Each may lack some; keys
   * that are no fields are left out. A demonstration that is the same object again is not formatted again.
   * @default none
   */
  readonly demos?: readonly object[];
}

/** A formatted request: all of it that depends on the signature and the task. Frozen. */
export interface Prompt extends Pick<LmRequest, 'responseFormat' | 'tools'> {
  readonly messages: readonly Message[];
}

/** What is wrong with outputs that are of their types: broken rules, each with its place. */
export type OutputCheck = (values: AdapterValues) => OutputIssues | Promise<OutputIssues>;

/** Rules that outputs break. */
export type OutputIssues = readonly { readonly path: string; readonly message: string }[];

/** What surrounds the call of an adapter. All but `check` and `maxCorrections` is passed through to the model. */
export interface AdapterCallOptions extends LmCall, Pick<LmRequest, 'settings' | 'rolloutId' | 'extra'> {
  /**
   * How many times, at most, the model may be shown its own reply and what was wrong with it. Each is one more call.
   * @default 0
   */
  readonly maxCorrections?: number;
  /**
   * `rules` leaves a reply that cannot be read an error at once: a wrapper may know a better way than to ask again.
   * @default all
   */
  readonly correct?: 'all' | 'rules';
  /**
   * Looked at before a reply is taken: what it finds is put to the model as long as corrections are left. A reply that
   * still breaks a rule then is given as it is; whoever asked decides.
   * @default nothing is wrong
   */
  readonly check?: OutputCheck;
}

/** What an adapter made of the replies to one task. */
export interface AdapterReply {
  /** The name of the adapter whose format the reply came in. */
  readonly adapter: string;
  /** One record of output values for each reply that parsed; at least one. */
  readonly completions: readonly AdapterValues[];
  /** For each completion, what had to be mended to read it; empty for a clean reply. */
  readonly repairs: readonly (readonly Repair[])[];
  /**
   * Whether the model said all it had to say. False for a reply that was cut, filtered or refused somewhere on its way.
   * @default what the finish reasons of the last response say
   */
  readonly isWhole?: boolean;
  /** Replies that could not be read, where others could. */
  readonly failures: readonly AdapterParseError[];
  /**
   * Which way the reply came: the format and how the model was held to it, such as `chat` or `json/schema`; with
   * `+native-…` for each output that the provider gave beside the text.
   * @default the adapter's name
   */
  readonly route?: string;
  /** The turns in which the model was asked to mend its reply, in order. @default none */
  readonly corrections?: readonly Correction[];
  /** The ways of asking that were left for the one that worked. @default none */
  readonly fallbacks?: readonly Fallback[];
  /** Every response of the model, in order, those of failed attempts included: nothing is called in secret. */
  readonly responses: readonly LmResponse[];
}

/** What was read from one reply. */
export interface ReadReply {
  /** A value for every output that the reply holds or that has a default, in the signature's order. */
  readonly values: Record<string, unknown>;
  readonly repairs: readonly Repair[];
}

/**
 * A prompt format: how a signature and values become messages, and how a reply becomes values again.
 *
 * Implementers promise:
 * - `format` makes no call, changes nothing it is given, and gives the same frozen messages for the same task;
 * - the stable part comes first (system message, then demonstrations in the order given, then the conversation, then
 *   the request), and whatever follows the system message is pairs of user and assistant turns;
 * - no text in an input, a demonstration or a conversation can pass for a field, a tag or the end of a reply;
 * - `parse` gives every required output a value of its type, or throws `AdapterParseError`; it never invents one;
 * - `parse(signature, formatReply(signature, values))` gives the values back;
 * - `openStream`, where there is one, gives the same values in pieces, however the reply is cut: joined since the last `restart`,
 *   the deltas of a text are its value;
 * - `call` asks the model once, or, for a wrapper of adapters, at most once for each adapter it lists; beyond that once for
 *   each correction turn, and never more than `maxCorrections` of them in all. A provider that refuses the form of the
 *   request may be asked again in a plainer form. All of it is in the reply. Other errors of the model and programming
 *   errors pass through unchanged.
 *
 * Rules of class-validator are not the adapter's to know: it shows them to the model, `check` tells which are broken.
 */
export interface Adapter {
  /** What state and events call it, such as `chat`. */
  readonly name: string;
  /** The version of the prompt format: changes when the same task gives other messages. Saved with programs. */
  readonly version: number;
  /**
   * The messages for a task.
   *
   * @param capabilities what the model can do; decides on native features such as a response schema.
   * @default a model that only writes text
   */
  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt;
  /** The text a model is to reply for these outputs: what demonstrations show. Outputs without a value are left out. */
  formatReply(signature: AdapterSignature, values: AdapterValues): string;
  /**
   * The output values in a reply.
   *
   * @throws {@link AdapterParseError} naming each output that is missing or no value of its type.
   */
  parse(signature: AdapterSignature, text: string): Record<string, unknown>;
  /** Like {@link Adapter.parse}, with what had to be mended. */
  read(signature: AdapterSignature, text: string): ReadReply;
  /**
   * Cuts one reply into its fields while it comes.
   * @default each field as a whole, at the end
   */
  openStream?(signature: AdapterSignature): FieldStream;
  /**
   * Formats, asks the model, parses every reply.
   *
   * @throws {@link AdapterParseError} when no reply can be read; it carries the responses.
   */
  call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply>;
}
