import type { AdapterOptions } from '../cut-text';
import { FormAdapter, type AdapterForm } from '../form-adapter';
import { PromptWriter } from '../prompt-writer';
import { CHAT_LAYOUT } from './format-chat';
import { readChat } from './parse-chat';
import { ChatSplitter } from './split-chat';

const FORM: AdapterForm = Object.freeze({
  name: 'chat',
  layout: CHAT_LAYOUT,
  writer: new PromptWriter(CHAT_LAYOUT),
  read: readChat,
  split: (signature) => new ChatSplitter(signature),
} satisfies AdapterForm);

/**
 * Each field under a marker of its own, `[[ ## name ## ]]`: works with any model that follows a form.
 *
 * @remarks DSPy's `ChatAdapter`: the same markers, other words, types as TypeScript writes them, and text of users that
 * cannot pass for a marker.
 */
export class ChatAdapter extends FormAdapter {
  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AdapterOptions = {}) {
    super(FORM, options, 'new ChatAdapter(...)');
  }
}
