import type { Span } from '@opentelemetry/api';
import { DspyError } from '../../errors';
import { assertKnownOptions } from '../../util';
import type { Callbacks } from '../callbacks';
import type { SpanEnd, SpanStart } from '../span';
import { endAttributes, spanNameOf, startAttributes, type ContentOptions } from './attributes';

/** What is written into OpenTelemetry spans. */
export interface OpenTelemetryOptions {
  /**
   * Whether prompts, replies, inputs and outputs are written too. They may hold personal data.
   * @default false
   */
  readonly content?: boolean;
  /**
   * Goes over every text of the content before it is written.
   * @default leaves it as it is
   */
  readonly redact?: (text: string) => string;
  /**
   * Where spans go: a `TracerProvider`.
   * @default the global one
   */
  readonly tracerProvider?: object;
}

/** OpenTelemetry's API package is not installed. */
export class OpenTelemetryMissingError extends DspyError {
  static override readonly code = 'OPEN_TELEMETRY_MISSING';

  constructor(cause: unknown) {
    super({ problem: 'OpenTelemetry cannot be loaded.', fix: 'npm install @opentelemetry/api', cause });
  }
}

/**
 * Callbacks that make OpenTelemetry spans of model calls, tools, modules, adapters, evaluations and compilations, named by
 * the conventions for generative AI. Spans nest as the calls do, and under whatever span is active.
 *
 * The vendors' SDKs make no spans of their own beside ours.
 *
 * @throws (as a rejection) {@link OpenTelemetryMissingError}, {@link UnknownOptionError}.
 *
 * @example
 * ```ts
 * configure({ callbacks: await openTelemetry() });
 * ```
 */
export async function openTelemetry(options: OpenTelemetryOptions = {}): Promise<Callbacks> {
  assertKnownOptions(options, ['content', 'redact', 'tracerProvider'], 'openTelemetry(...)');
  const { content = false, redact = (text: string) => text, tracerProvider } = options;
  const api = await import('@opentelemetry/api').catch((error: unknown) => {
    throw new OpenTelemetryMissingError(error);
  });
  const provider = (tracerProvider ?? api.trace) as typeof api.trace;
  const tracer = provider.getTracer('dspex');
  const open = new Map<string, Span>();
  const shown: ContentOptions = { content, redact };
  const onStart = (span: SpanStart): void => {
    const kind = span.kind === 'lm' ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL;
    const attributes = startAttributes(span, shown);
    open.set(span.id, tracer.startSpan(spanNameOf(span), { kind, attributes, startTime: span.startedAt }));
  };
  const onEnd = (span: SpanEnd): void => {
    const made = open.get(span.id);
    open.delete(span.id);
    if (made === undefined) return;
    made.setAttributes(endAttributes(span, shown));
    if (span.error !== undefined) made.setStatus({ code: api.SpanStatusCode.ERROR });
    made.end(span.startedAt + span.duration);
  };
  const around = <Result>(span: SpanStart, body: () => Result): Result => {
    const made = open.get(span.id);
    return made === undefined
      ? body()
      : api.context.with(api.trace.setSpan(api.context.active(), made), body);
  };
  return Object.freeze({ ...forAllKinds(onStart, onEnd), around });
}

function forAllKinds(
  onStart: (span: SpanStart) => void,
  onEnd: (span: SpanEnd) => void,
): Required<Omit<Callbacks, 'around'>> {
  return {
    onModuleStart: onStart,
    onModuleEnd: onEnd,
    onLmStart: onStart,
    onLmEnd: onEnd,
    onAdapterStart: onStart,
    onAdapterEnd: onEnd,
    onToolStart: onStart,
    onToolEnd: onEnd,
    onRetrieverStart: onStart,
    onRetrieverEnd: onEnd,
    onEvaluateStart: onStart,
    onEvaluateEnd: onEnd,
    onCompileStart: onStart,
    onCompileEnd: onEnd,
  };
}
