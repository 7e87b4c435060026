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
import { CheckedStream } from '../streaming/checked-stream';
import type { FieldStream } from '../streaming/field-delta';
import { assertAdapterOptions, type AdapterOptions } from '../cut-text';
import type { Format } from '../format';
import { neutralized } from '../markers';
import { textualSignature } from '../native-outputs';
import { chatReminder, formatChat, formatChatReply } from './format-chat';
import { readChat } from './parse-chat';
import { ChatSplitter } from './split-chat';

/**
 * Each field under a marker of its own, `[[ ## name ## ]]`: works with any model that follows a form.
 *
 * @remarks DSPy's `ChatAdapter`: the same markers, other words, types as TypeScript writes them, and text of users that
 * cannot pass for a marker.
 */
export class ChatAdapter implements Adapter {
  readonly name = 'chat';
  readonly version = 1;
  readonly #maxInputLength: number | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    assertAdapterOptions(options, 'new ChatAdapter(...)');
    this.#maxInputLength = options.maxInputLength;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    return formatChat(textualSignature(signature, capabilities), task, this.#maxInputLength);
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return formatChatReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  read(signature: AdapterSignature, text: string): ReadReply {
    return readChat(this.name, signature, text);
  }

  openStream(signature: AdapterSignature): FieldStream {
    return new CheckedStream(this, signature, new ChatSplitter(signature));
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

function formatOf(adapter: ChatAdapter): Format {
  return {
    name: adapter.name,
    format: (signature, task, capabilities) => adapter.format(signature, task, capabilities),
    read: (signature, text) => adapter.read(signature, text),
    openStream: (signature) => adapter.openStream(signature),
    remind: chatReminder,
    neutralized: (_signature, text) => neutralized(text),
  };
}
