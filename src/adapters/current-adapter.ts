import { contextSlot } from '../context';
import type { Adapter } from './adapter';
import { ChatAdapter } from './chat/chat-adapter';
import { FallbackAdapter } from './fallback-adapter';
import { JSONAdapter } from './json/json-adapter';

/** The prompt format in force where none is named: markers, and JSON when a reply in markers cannot be read. */
export const currentAdapter = contextSlot<Adapter>(
  'adapter',
  new FallbackAdapter([new ChatAdapter(), new JSONAdapter()]),
);
