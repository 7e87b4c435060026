import type { LanguageModel, LmCapabilities } from '../lm';
import type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  Prompt,
  ReadReply,
} from './adapter';
import { askModel } from './ask-model';
import { assertAdapterOptions, type AdapterOptions } from './cut-text';
import type { Format } from './format';
import { textualSignature } from './native-outputs';
import type { PromptLayout, PromptWriter } from './prompt-writer';
import { CheckedStream } from './streaming/checked-stream';
import type { FieldStream } from './streaming/field-delta';

/** A prompt format as a value: how it is written, read, and cut into fields while it comes. */
export interface AdapterForm extends Pick<Format, 'routeOf'> {
  readonly name: string;
  readonly layout: PromptLayout;
  /** Writes the layout; one for all adapters of the form, so that what is written once is written once for all. */
  readonly writer: PromptWriter;
  /** @throws {@link AdapterParseError} naming each output at fault. */
  read(adapter: string, signature: AdapterSignature, text: string): ReadReply;
  split(signature: AdapterSignature): FieldStream;
}

/** What all adapters have in common that ask for the whole reply in one form. */
export abstract class FormAdapter implements Adapter {
  readonly name: string;
  readonly version: number = 1;
  /** @internal What asking the model needs of this adapter. */
  protected readonly asked: Format;
  readonly #form: AdapterForm;
  readonly #maxInputLength: number | undefined;

  /**
   * @param form the format.
   * @param where the call, for errors.
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(form: AdapterForm, options: AdapterOptions, where: string) {
    assertAdapterOptions(options, where);
    const { name, layout, routeOf } = form;
    this.name = name;
    this.#form = form;
    this.#maxInputLength = options.maxInputLength;
    this.asked = Object.freeze({
      name,
      format: (signature, task, capabilities) => this.format(signature, task, capabilities),
      read: (signature, text) => this.read(signature, text),
      openStream: (signature) => this.openStream(signature),
      remind: layout.remind,
      neutralized: layout.neutralized,
      ...(routeOf === undefined ? {} : { routeOf }),
    } satisfies Format);
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    const told = textualSignature(signature, capabilities);
    return Object.freeze({ messages: this.#form.writer.messages(told, task, this.#maxInputLength) });
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return this.#form.layout.writeReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  read(signature: AdapterSignature, text: string): ReadReply {
    return this.#form.read(this.name, signature, text);
  }

  openStream(signature: AdapterSignature): FieldStream {
    return new CheckedStream(this, signature, this.#form.split(signature));
  }

  call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply> {
    return askModel(this.asked, lm, signature, { task, options });
  }
}
