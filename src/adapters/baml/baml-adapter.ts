import type { LanguageModel, LmCapabilities } from '../../lm';
import { isDescribed } from '../../signatures';
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
import { askInSteps } from '../json/ask-in-steps';
import { formatJson, formatJsonReply, type JsonLayout } from '../json/format-json';
import { jsonFormatOf } from '../json/json-form';
import { readJsonReply } from '../json/parse-json';
import { RefusedForms } from '../json/refused-forms';
import { JsonSplitter } from '../json/split-json';
import { textualSignature } from '../native-outputs';
import { CheckedStream } from '../streaming/checked-stream';
import type { FieldStream } from '../streaming/field-delta';
import { objectNotation } from './type-notation';

const BAML_LAYOUT: JsonLayout = {
  systems: new WeakMap(),
  describeReply: ({ outputFields }) => {
    const members = outputFields.map(({ desc, ...field }) =>
      isDescribed({ desc, ...field }) ? { desc, ...field } : field,
    );
    return [`You reply with one JSON object of this type:\n\n${objectNotation(members)}`];
  },
};

/**
 * Like {@link JSONAdapter}, with the outputs shown as one type in a compact notation: for deeply nested outputs, which read
 * better as a whole and take fewer tokens than a JSON Schema.
 *
 * @remarks DSPy's `BAMLAdapter`, after the notation that BAML made known. Recursive types are written too, and the prompt asks
 * for one thing only: an object.
 */
export class BAMLAdapter implements Adapter {
  readonly name = 'baml';
  readonly version = 1;
  readonly #refused = new RefusedForms();
  readonly #maxInputLength: number | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    assertAdapterOptions(options, 'new BAMLAdapter(...)');
    this.#maxInputLength = options.maxInputLength;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    const maxInputLength = this.#maxInputLength;
    const writing = { layout: BAML_LAYOUT, capabilities, maxInputLength };
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
