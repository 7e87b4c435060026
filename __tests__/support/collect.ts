import type { LmFinish, LmStreamEvent } from '../../src/lm';

/** All items of a stream. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The deltas of one kind and one output, joined. */
export function joined(
  events: readonly LmStreamEvent[],
  type: 'text-delta' | 'reasoning-delta' | 'refusal-delta',
  output = 0,
): string {
  return events.map((event) => (event.type === type && event.output === output ? event.delta : '')).join('');
}

/** The last event, which must be `finish`. */
export function finishOf(events: readonly LmStreamEvent[]): LmFinish {
  const last = events.at(-1);
  if (last?.type !== 'finish') throw new Error(`the stream ended with ${last?.type}`);
  return last;
}
