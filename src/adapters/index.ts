export type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  OutputCheck,
  OutputIssues,
  Prompt,
  ReadReply,
} from './adapter';
export {
  AdapterParseError,
  type AdapterParseAttempts,
  type AdapterParseErrorFacts,
} from './adapter-parse-error';
export { FallbackAdapter } from './fallback-adapter';
export type { ParseIssue } from './parsing/parse-issue';
export type { Repair, RepairKind } from './parsing/repair';
export { ChatAdapter } from './chat/chat-adapter';
export { currentAdapter } from './current-adapter';
export { currentCorrections } from './current-corrections';
export { BAMLAdapter } from './baml/baml-adapter';
export type { AdapterOptions } from './cut-text';
export { JSONAdapter } from './json/json-adapter';
export type { FieldDelta, FieldStream } from './streaming/field-delta';
export { currentReplyListener, type ReplyListener } from './streaming/reply-listener';
export { TwoStepAdapter, type TwoStepAdapterOptions } from './two-step/two-step-adapter';
export { XMLAdapter } from './xml/xml-adapter';
export { PartialParser, type PartialParserOptions } from './parsing/partial-parser';
export { requestOf } from './request-of';
export { formatNative, nativeContent, type NativePrompt } from './native-tools';
export { parseValue, ParseValueError, type ParsedValue, type ParseValueOptions } from './parsing/parse-value';
