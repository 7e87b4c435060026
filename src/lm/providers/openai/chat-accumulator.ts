import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { listOf, recordOf, textIn } from '../shared/read-json';
import type { ToolNames } from '../shared/tool-names';
import { ToolCallAccumulator } from '../shared/tool-call-accumulator';
import { contentText, fromOpenaiResponse, reasoningText, usageOf } from './from-openai-response';

/** What one choice has come to so far. */
interface ChoiceSoFar {
  readonly content: string[];
  readonly reasoning: string[];
  readonly refusal: string[];
  readonly calls: ToolCallAccumulator;
  finishReason: string;
  /** Filled by servers that report the odds of tokens. */
  readonly logprobs: unknown[];
}

/**
 * Puts the chunks of chat completions together: events while they come, and the response that the whole amounts to.
 *
 * Counters replace earlier ones, they are not added up; choices and calls are told apart by the server's numbers, which may
 * have holes.
 */
export class ChatAccumulator {
  readonly #names: ToolNames;
  readonly #choices = new Map<number, ChoiceSoFar>();
  #usage: unknown;
  #id = '';
  #model = '';
  #isDone = false;

  constructor(names: ToolNames) {
    this.#names = names;
  }

  /** Whether the server has said, in one way or the other, that the reply is whole. */
  get isWhole(): boolean {
    const choices = [...this.#choices.values()];
    return choices.length > 0 && (this.#isDone || choices.every(({ finishReason }) => finishReason !== ''));
  }

  /** The server's mark that there is no more. */
  done(): void {
    this.#isDone = true;
  }

  /** The events of one chunk. */
  *push(data: unknown): Generator<LmStreamEvent> {
    const chunk = recordOf(data);
    this.#id ||= textIn(chunk['id']);
    this.#model ||= textIn(chunk['model']);
    for (const choice of listOf(chunk['choices'])) yield* this.#pushChoice(recordOf(choice));
    const usage = chunk['usage'];
    if (typeof usage === 'object' && usage !== null) {
      this.#usage = usage;
      yield { type: 'usage', usage: usageOf(usage) };
    }
  }

  *#pushChoice(choice: Record<string, unknown>): Generator<LmStreamEvent> {
    const output = typeof choice['index'] === 'number' ? choice['index'] : 0;
    const soFar = this.#choiceAt(output);
    const delta = recordOf(choice['delta']);
    soFar.finishReason = textIn(choice['finish_reason']) || soFar.finishReason;
    soFar.logprobs.push(...listOf(recordOf(choice['logprobs'])['content']));
    const pieces = [
      ['reasoning-delta', soFar.reasoning, reasoningText(delta)],
      ['text-delta', soFar.content, contentText(delta['content'])],
      ['refusal-delta', soFar.refusal, textIn(delta['refusal'])],
    ] as const;
    for (const [type, kept, text] of pieces) {
      if (text === '') continue;
      kept.push(text);
      yield { type, output, delta: text };
    }
    for (const call of listOf(delta['tool_calls'])) yield* soFar.calls.push(output, recordOf(call));
  }

  #choiceAt(index: number): ChoiceSoFar {
    let choice = this.#choices.get(index);
    if (choice === undefined) {
      const calls = new ToolCallAccumulator(this.#names);
      choice = { content: [], reasoning: [], refusal: [], calls, finishReason: '', logprobs: [] };
      this.#choices.set(index, choice);
    }
    return choice;
  }

  /** The whole reply; undefined when no choice came. */
  response(): LmResponse | undefined {
    const choices = [...this.#choices].sort(([left], [right]) => left - right);
    const body = {
      id: this.#id,
      model: this.#model,
      usage: this.#usage,
      choices: choices.map(([, choice]) => ({
        finish_reason: choice.finishReason,
        ...(choice.logprobs.length === 0 ? {} : { logprobs: { content: choice.logprobs } }),
        message: {
          content: choice.content.join(''),
          reasoning_content: choice.reasoning.join(''),
          refusal: choice.refusal.join(''),
          tool_calls: choice.calls.toJson(),
        },
      })),
    };
    return fromOpenaiResponse(body, this.#names);
  }
}
