import { findFirstValue } from '../reader/find-value';
import type { ListNode, RecordNode } from '../reader/source-node';

/** The JSON that a text is: beginning with that bracket, or in a code fence; undefined for other text. */
export function jsonIn(text: string, opener: '[' | '{'): ListNode | RecordNode | undefined {
  const body = text.trimStart();
  if (!body.startsWith(opener) && !body.startsWith('```')) return undefined;
  return findFirstValue(text);
}
