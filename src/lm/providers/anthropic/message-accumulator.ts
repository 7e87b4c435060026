import type { Message as AnthropicMessage } from '@anthropic-ai/sdk/resources/messages';
import type { LmRequest } from '../../request';
import type { LmStreamEvent } from '../../stream-event';
import { recordOf, textIn } from '../shared/read-json';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';
import { toUsage } from './from-anthropic-response';

type Json = Record<string, unknown>;

/** One block of content as it grows: its own members, and the pieces of the text it is made of. */
interface BlockSoFar {
  readonly start: Json;
  readonly pieces: string[];
  signature: string;
  readonly citations: unknown[];
}

/** The member of a delta that holds its text, and the event it is told as. */
const DELTAS = {
  text_delta: { member: 'text', event: 'text-delta' },
  thinking_delta: { member: 'thinking', event: 'reasoning-delta' },
  input_json_delta: { member: 'partial_json', event: 'tool-call-delta' },
} as const;

/**
 * Puts the events of one streamed message together. Events and deltas of unknown types are passed over; counters replace
 * earlier ones; a repeated beginning changes nothing.
 */
export class MessageAccumulator {
  readonly #names: ToolNames;
  readonly #blocks = new Map<number, BlockSoFar>();
  #message: Json = {};
  #usage: Json = {};
  #stopReason = '';
  #isStopped = false;

  constructor(request: LmRequest) {
    this.#names = toolNamesOf(request);
  }

  /** Whether the server has said that the message is whole. */
  get isWhole(): boolean {
    return this.#isStopped || this.#stopReason !== '';
  }

  /** Whether nothing more is to come. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The neutral events of one of Anthropic's. */
  *push(data: unknown): Generator<LmStreamEvent> {
    const event = recordOf(data);
    switch (event['type']) {
      case 'message_start':
        this.#message = recordOf(event['message']);
        yield* this.#count(this.#message['usage']);
        break;
      case 'content_block_start':
        yield* this.#begin(indexOf(event), recordOf(event['content_block']));
        break;
      case 'content_block_delta':
        yield* this.#grow(indexOf(event), recordOf(event['delta']));
        break;
      case 'message_delta':
        this.#stopReason = textIn(recordOf(event['delta'])['stop_reason']) || this.#stopReason;
        yield* this.#count(event['usage']);
        break;
      case 'message_stop':
        this.#isStopped = true;
        break;
    }
  }

  /** The message as it comes when it is not streamed. */
  message(): AnthropicMessage {
    const blocks = [...this.#blocks].sort(([left], [right]) => left - right);
    return {
      ...this.#message,
      content: blocks.map(([, block]) => finished(block)),
      stop_reason: this.#stopReason || null,
      usage: this.#usage,
    } as unknown as AnthropicMessage;
  }

  *#begin(index: number, start: Json): Generator<LmStreamEvent> {
    if (this.#blocks.has(index)) return;
    this.#blocks.set(index, { start, pieces: [], signature: '', citations: [] });
    if (start['type'] === 'tool_use') {
      const name = this.#names.fromProvider(textIn(start['name']));
      yield { type: 'tool-call-start', output: 0, id: textIn(start['id']), name };
    }
    // A block may begin with text.
    for (const [type, { member }] of Object.entries(DELTAS)) {
      if (textIn(start[member]) !== '') yield* this.#grow(index, { type, [member]: start[member] });
    }
  }

  *#grow(index: number, delta: Json): Generator<LmStreamEvent> {
    const type = textIn(delta['type']);
    const block = this.#blocks.get(index);
    if (block === undefined) return;
    if (type === 'signature_delta') block.signature += textIn(delta['signature']);
    if (type === 'citations_delta') block.citations.push(delta['citation']);
    if (!Object.hasOwn(DELTAS, type)) return;
    const { member, event } = DELTAS[type as keyof typeof DELTAS];
    const text = textIn(delta[member]);
    if (text === '') return;
    block.pieces.push(text);
    if (event !== 'tool-call-delta') yield { type: event, output: 0, delta: text };
    else if (block.start['type'] === 'tool_use')
      yield { type: event, output: 0, id: textIn(block.start['id']), delta: text };
  }

  *#count(usage: unknown): Generator<LmStreamEvent> {
    const given = Object.entries(recordOf(usage)).filter(([, value]) => value !== null);
    if (given.length === 0) return;
    this.#usage = { ...this.#usage, ...Object.fromEntries(given) };
    yield { type: 'usage', usage: toUsage(this.#usage as Partial<AnthropicMessage['usage']>) };
  }
}

function indexOf(event: Json): number {
  return typeof event['index'] === 'number' ? event['index'] : 0;
}

function finished({ start, pieces, signature, citations }: BlockSoFar): Json {
  const text = pieces.join('');
  switch (start['type']) {
    case 'text':
      return { ...start, text, ...(citations.length === 0 ? {} : { citations }) };
    case 'thinking':
      return { ...start, thinking: text, signature: signature || textIn(start['signature']) };
    case 'tool_use':
      return { ...start, input: text === '' ? start['input'] : text };
    default:
      return start;
  }
}
