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
import { formatChat, formatChatReply } from './format-chat';
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

  format(signature: AdapterSignature, task: AdapterTask, _capabilities?: LmCapabilities): Prompt {
    return formatChat(signature, task);
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
    return askModel(this, lm, signature, { task, options });
  }
}
