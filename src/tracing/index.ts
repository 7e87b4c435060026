export type { Callbacks } from './callbacks';
export { callbackList, currentCallbacks } from './current-callbacks';
export { inSpan, streamInSpan, type DescribeSpan } from './in-span';
export {
  openTelemetry,
  OpenTelemetryMissingError,
  type OpenTelemetryOptions,
} from './open-telemetry/open-telemetry';
export type { SpanEnd, SpanKind, SpanStart } from './span';
