import { contextSlot } from '../../context';
import type { LanguageModel } from '../../lm';
import type { FieldDelta } from './field-delta';

/** Is told of a reply while it comes. It must not throw. */
export interface ReplyListener {
  /** A model is about to be asked; again, where the reply before could not be read. */
  readonly started: (lm: LanguageModel) => void;
  /** A piece of an output. */
  readonly field: (delta: FieldDelta) => void;
  /** A piece of what a reasoning model thinks. */
  readonly reasoning: (delta: string) => void;
}

/** Who listens to the replies that adapters are given; undefined for nobody: replies are then asked for whole. */
export const currentReplyListener = contextSlot<ReplyListener | undefined>('reply-listener', undefined);
