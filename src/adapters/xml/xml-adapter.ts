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
import { askModel } from '../ask-model';
import { assertAdapterOptions, type AdapterOptions } from '../cut-text';
import type { Format } from '../format';
import { textualSignature } from '../native-outputs';
import { CheckedStream } from '../streaming/checked-stream';
import type { FieldStream } from '../streaming/field-delta';
import { formatXml, formatXmlReply, inertFor, xmlReminder } from './format-xml';
import { readXml } from './parse-xml';
import { XmlSplitter } from './split-xml';

/**
 * Each field in a tag of its own, `<name>…</name>`; lists and classes in tags inside. Text stands as it is, without escapes:
 * code and mark-up need no care from the model. `<name/>` is null, `<name></name>` the empty text or the empty list.
 *
 * @remarks DSPy's `XMLAdapter`, in the layout of its version 3.5: the same idea, other words, and text of users that cannot
 * pass for a tag.
 */
export class XMLAdapter implements Adapter {
  readonly name = 'xml';
  readonly version = 1;
  readonly #maxInputLength: number | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    assertAdapterOptions(options, 'new XMLAdapter(...)');
    this.#maxInputLength = options.maxInputLength;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    return formatXml(textualSignature(signature, capabilities), task, this.#maxInputLength);
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return formatXmlReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  read(signature: AdapterSignature, text: string): ReadReply {
    return readXml(this.name, signature, text);
  }

  openStream(signature: AdapterSignature): FieldStream {
    return new CheckedStream(this, signature, new XmlSplitter(signature));
  }

  call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply> {
    return askModel(formatOf(this), lm, signature, { task, options });
  }
}

function formatOf(adapter: XMLAdapter): Format {
  return {
    name: adapter.name,
    format: (signature, task, capabilities) => adapter.format(signature, task, capabilities),
    read: (signature, text) => adapter.read(signature, text),
    openStream: (signature) => adapter.openStream(signature),
    remind: xmlReminder,
    neutralized: (signature, text) => inertFor(signature)(text),
  };
}
