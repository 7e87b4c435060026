import type { LmSettings } from '../../request';
import type { AnthropicObject, AnthropicTurn } from './to-anthropic-messages';

/**
 * Marks where the provider's prompt cache may take up: behind the tools and the system text, behind the demonstrations and the
 * conversation so far, and at the end, for the next turn. At most four marks are allowed; these are three.
 */
export function withBreakpoints(
  body: AnthropicObject,
  promptCache: LmSettings['promptCache'],
): AnthropicObject {
  if (promptCache === undefined || promptCache === false) return body;
  const mark = { type: 'ephemeral', ...(promptCache === '1h' ? { ttl: '1h' } : {}) };
  const turns = body['messages'] as readonly AnthropicTurn[];
  const last = turns.length - 1;
  const messages = turns.map((turn, index) =>
    index >= last - 1 ? { ...turn, content: marked(turn.content, mark) } : turn,
  );
  const { system, tools } = body;
  if (typeof system === 'string') {
    return { ...body, system: [{ type: 'text', text: system, cache_control: mark }], messages };
  }
  if (Array.isArray(tools)) return { ...body, tools: marked(tools as AnthropicObject[], mark), messages };
  return { ...body, messages };
}

/** With the mark on the last block that takes one: thoughts do not. */
function marked(blocks: readonly AnthropicObject[], mark: object): AnthropicObject[] {
  const place = blocks.findLastIndex(({ type }) => type !== 'thinking' && type !== 'redacted_thinking');
  return blocks.map((block, index) => (index === place ? { ...block, cache_control: mark } : block));
}
