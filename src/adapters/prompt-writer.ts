import type { Message } from '../messages';
import type { Field } from '../signatures';
import type { AdapterSignature, AdapterTask, AdapterValues } from './adapter';
import { composeContent, type Piece } from './compose-content';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from './conversation';
import { demoMessages, PARTIAL_NOTE } from './demo-messages';
import { describeFields } from './describe-fields';

/** How one format writes what all prompts are made of. */
export interface PromptLayout {
  /** What the system message says between the inputs and the task: what to reply with, and in what form. */
  describeReply(signature: AdapterSignature): readonly string[];
  /** Inputs as they stand in a turn, those without a value left out. No text of theirs can pass for structure. */
  writeInputs(signature: AdapterSignature, fields: readonly Field[], given: GivenInputs): readonly Piece[];
  /** The reply for these outputs; those without a value are left out. */
  writeReply(signature: AdapterSignature, values: AdapterValues): string;
  /** The last line of a request: in what form to reply. */
  remind(signature: AdapterSignature): string;
  /** Text in which nothing can pass for structure of the format. */
  neutralized(signature: AdapterSignature, text: string): string;
}

/** Values of inputs. */
export interface GivenInputs {
  readonly values: AdapterValues;
  /** Longest text of one input. @default no limit */
  readonly maxInputLength?: number | undefined;
}

/**
 * Writes the messages of tasks in one layout: one system message, the demonstrations, the conversation, the request. What does
 * not depend on the inputs is written once.
 */
export class PromptWriter {
  readonly #layout: PromptLayout;
  readonly #systems = new WeakMap<AdapterSignature, Message>();
  readonly #reminders = new WeakMap<AdapterSignature, string>();
  readonly #demos: Parameters<typeof demoMessages>[0] = new WeakMap();

  constructor(layout: PromptLayout) {
    this.#layout = layout;
  }

  /** @param maxInputLength longest text of one input of the task; demonstrations are shown whole. */
  messages(
    signature: AdapterSignature,
    { inputs, demos = [] }: AdapterTask,
    maxInputLength: number | undefined,
  ): readonly Message[] {
    const { inputFields, turns } = conversationOf(signature, inputs);
    const write: WriteTurns = {
      write: (values, isWhole) => this.#turn(signature, values, isWhole),
      inert: (text) => this.#layout.neutralized(signature, text),
    };
    const messages: Message[] = [this.#system(signature)];
    for (const demo of demos) messages.push(...demoMessages(this.#demos, signature, demo, write));
    messages.push(...conversationMessages(signature, turns, write));
    const pieces = this.#layout.writeInputs(signature, inputFields, { values: inputs, maxInputLength });
    messages.push({ role: 'user', content: composeContent([...pieces, this.#reminder(signature)]) });
    return Object.freeze(messages);
  }

  #turn(signature: AdapterSignature, values: AdapterValues, isWhole: boolean): readonly Message[] {
    const fields = signature.inputFields.filter((field) => !isConversation(field));
    const pieces = this.#layout.writeInputs(signature, fields, { values });
    const reply: Message = { role: 'assistant', content: this.#layout.writeReply(signature, values) };
    if (pieces.length === 0) return [reply];
    const content = composeContent([...(isWhole ? [] : [PARTIAL_NOTE]), ...pieces]);
    return [{ role: 'user', content }, reply];
  }

  #system(signature: AdapterSignature): Message {
    let message = this.#systems.get(signature);
    if (message === undefined) {
      const inputs = signature.inputFields.filter((field) => !isConversation(field));
      const content = [
        ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
        ...this.#layout.describeReply(signature),
        `Your task:\n${signature.instructions}`,
      ].join('\n\n');
      message = Object.freeze({ role: 'system', content });
      this.#systems.set(signature, message);
    }
    return message;
  }

  #reminder(signature: AdapterSignature): string {
    let reminder = this.#reminders.get(signature);
    if (reminder === undefined) {
      reminder = this.#layout.remind(signature);
      this.#reminders.set(signature, reminder);
    }
    return reminder;
  }
}
