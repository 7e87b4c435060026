import type { LmStreamEvent } from '../../stream-event';
import { recordOf, textIn } from '../shared/read-json';
import type { ToolNames } from '../shared/tool-names';
import { aiSdkUsage, type AiSdkReply } from './from-ai-sdk-reply';

type Json = Readonly<Record<string, unknown>>;

/** Puts the parts of a stream of the AI SDK together: events while they come, and the reply that they amount to. */
export class AiSdkStream {
  readonly #names: ToolNames;
  /** Texts and thoughts by the ids of their blocks, tool calls by theirs, in the order in which they began. */
  readonly #content = new Map<
    string,
    { readonly part: Record<string, unknown>; readonly pieces: string[] }
  >();
  readonly #begun = new Set<string>();
  #warnings: unknown;
  #response: Json = {};
  #finish: Json | undefined;

  constructor(names: ToolNames) {
    this.#names = names;
  }

  /** Whether the last part has come. */
  get isWhole(): boolean {
    return this.#finish !== undefined;
  }

  /** The events of one part. */
  *push(value: unknown): Generator<LmStreamEvent> {
    const part = recordOf(value);
    const id = textIn(part['id']);
    const delta = textIn(part['delta']);
    switch (part['type']) {
      case 'stream-start':
        this.#warnings = part['warnings'];
        break;
      case 'response-metadata':
        this.#response = { ...this.#response, ...part };
        break;
      case 'text-delta':
      case 'reasoning-delta': {
        const kind = part['type'] === 'text-delta' ? 'text' : 'reasoning';
        this.#block(kind, id, part).pieces.push(delta);
        if (delta !== '') yield { type: part['type'], output: 0, delta };
        break;
      }
      case 'reasoning-start':
      case 'reasoning-end':
        this.#block('reasoning', id, part);
        break;
      case 'tool-input-start':
        yield* this.#beginCall(id, textIn(part['toolName']));
        break;
      case 'tool-input-delta':
        if (delta !== '') yield { type: 'tool-call-delta', output: 0, id, delta };
        break;
      case 'tool-call':
        yield* this.#call(part);
        break;
      case 'finish':
        this.#finish = part;
        yield { type: 'usage', usage: aiSdkUsage(part['usage']) };
    }
  }

  /** The reply, when it is whole. */
  reply(): AiSdkReply {
    const content = [...this.#content.values()].map(({ part, pieces }) =>
      part['type'] === 'tool-call' ? part : { ...part, text: pieces.join('') },
    );
    const { finishReason, usage } = this.#finish ?? {};
    return { content, finishReason, usage, response: this.#response, warnings: this.#warnings };
  }

  #block(type: string, id: string, part: Json) {
    const key = `${type}:${id}`;
    let block = this.#content.get(key);
    if (block === undefined) this.#content.set(key, (block = { part: { type }, pieces: [] }));
    if (part['providerMetadata'] !== undefined) block.part['providerMetadata'] = part['providerMetadata'];
    return block;
  }

  *#beginCall(id: string, name: string): Generator<LmStreamEvent> {
    if (this.#begun.has(id)) return;
    this.#begun.add(id);
    yield { type: 'tool-call-start', output: 0, id, name: this.#names.fromProvider(name) };
  }

  /** A call whose input was not streamed is told here as a whole. */
  *#call(part: Json): Generator<LmStreamEvent> {
    const id = textIn(part['toolCallId']);
    if (!this.#begun.has(id)) {
      yield* this.#beginCall(id, textIn(part['toolName']));
      const { input } = part;
      const delta = typeof input === 'string' ? input : JSON.stringify(input ?? {});
      if (delta !== '') yield { type: 'tool-call-delta', output: 0, id, delta };
    }
    this.#content.set(`tool-call:${id}`, { part: { ...part }, pieces: [] });
  }
}
