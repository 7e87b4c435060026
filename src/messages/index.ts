export type { Citation } from './citation';
export type {
  AudioPart,
  ContentPart,
  DocumentPart,
  FilePart,
  ImagePart,
  MediaSource,
  ReasoningPart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from './content-part';
export { isComplete, type FinishReason } from './finish-reason';
export { textOf, type Message, type Role } from './message';
export { addUsage, NO_USAGE, type Usage } from './usage';
