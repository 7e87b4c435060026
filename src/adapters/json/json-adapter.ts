import type { LanguageModel, LmCapabilities } from '../../lm';
import type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  Prompt,
  ReadReply,
} from '../adapter';
import { assertAdapterOptions, type AdapterOptions } from '../cut-text';
import { textualSignature } from '../native-outputs';
import { CheckedStream } from '../streaming/checked-stream';
import type { FieldStream } from '../streaming/field-delta';
import { askInSteps } from './ask-in-steps';
import { formatJson, formatJsonReply, JSON_LAYOUT } from './format-json';
import { jsonFormatOf } from './json-form';
import { readJsonReply } from './parse-json';
import { RefusedForms } from './refused-forms';
import { JsonSplitter } from './split-json';

/**
 * The reply is one JSON object. Where the model can be held to a schema, it is; where the provider refuses the schema, to
 * JSON; where it refuses that too, it is asked in words. Each step down is in the prediction's `fallbacks`, the way taken is
 * its `route`: `json/schema`, `json/mode` or `json/text`. What a model refused is not tried again.
 *
 * @remarks DSPy's `JSONAdapter`. There a refused schema is an error, and a reply that cannot be read is asked for again in
 * silence; here it is a correction turn that is seen.
 */
export class JSONAdapter implements Adapter {
  readonly name = 'json';
  readonly version = 1;
  readonly #refused = new RefusedForms();
  readonly #maxInputLength: number | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    assertAdapterOptions(options, 'new JSONAdapter(...)');
    this.#maxInputLength = options.maxInputLength;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    const maxInputLength = this.#maxInputLength;
    const writing = { layout: JSON_LAYOUT, capabilities, maxInputLength };
    return formatJson(textualSignature(signature, capabilities), task, writing);
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return formatJsonReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  read(signature: AdapterSignature, text: string): ReadReply {
    return readJsonReply(this.name, signature, text);
  }

  openStream(signature: AdapterSignature): FieldStream {
    return new CheckedStream(this, signature, new JsonSplitter(signature));
  }

  call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply> {
    return askInSteps(jsonFormatOf(this), lm, signature, { task, options, memory: this.#refused });
  }
}
