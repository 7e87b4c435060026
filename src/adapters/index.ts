export type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  Prompt,
  ReadReply,
} from './adapter';
export { AdapterParseError, type AdapterParseErrorFacts } from './adapter-parse-error';
export { FallbackAdapter } from './fallback-adapter';
export type { ParseIssue } from './parsing/parse-issue';
export type { Repair, RepairKind } from './parsing/repair';
export { ChatAdapter } from './chat/chat-adapter';
export { currentAdapter } from './current-adapter';
export { JSONAdapter } from './json/json-adapter';
export type { FieldDelta, FieldStream } from './streaming/field-delta';
export { currentReplyListener, type ReplyListener } from './streaming/reply-listener';
export { parseValue, ParseValueError, type ParsedValue, type ParseValueOptions } from './parsing/parse-value';
